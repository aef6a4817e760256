//! Making the cluster: once per data folder, complete or not at all.

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Output, Stdio};

use tokio::io::AsyncWriteExt as _;
use tokio::process::Command;

use super::home::{Home, create_folder, give, set_mode, write_private};
use super::locate::Installation;
use super::privileges::{self, Identity};
use super::{EmbeddedPostgresError, tuning};

/// The only role; it owns everything.
pub(super) const ROLE: &str = "sanaiyiusta";
pub(super) const DATABASE: &str = "sanaiyiusta";

/// Makes the cluster when there is none; returns the role's password.
pub(super) async fn ensure(
    installation: &Installation,
    home: &Home,
    identity: Option<&Identity>,
) -> Result<String, EmbeddedPostgresError> {
    let (password, made_now) = home.read_or_make_password()?;
    if home.cluster_major().is_none() {
        create(installation, home, identity, &password).await?;
    } else if made_now {
        // The file was lost: whoever holds the folder may set a new one.
        let sql = format!("alter role {ROLE} password '{password}'\n");
        single_user(installation, home, &home.cluster(), identity, &sql).await?;
    }
    Ok(password)
}

async fn create(
    installation: &Installation,
    home: &Home,
    identity: Option<&Identity>,
    password: &str,
) -> Result<(), EmbeddedPostgresError> {
    let unfinished = home.unfinished();
    match fs::remove_dir_all(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(EmbeddedPostgresError::io("removing", &unfinished)(error));
        }
        _ => {}
    }
    create_folder(&unfinished)?;
    set_mode(&unfinished, 0o700)?;
    give(&unfinished, identity)?;
    initdb(installation, home, identity, password).await?;
    let include = format!("\ninclude '{}'\n", tuning::FILE);
    append(&unfinished.join("postgresql.conf"), &include)?;
    // Single-user mode reads the configuration too, so the included file must exist.
    write_private(&unfinished.join(tuning::FILE), "", identity)?;
    single_user(installation, home, &unfinished, identity, &format!("create database {DATABASE}\n")).await?;
    let cluster = home.cluster();
    fs::rename(&unfinished, &cluster).map_err(EmbeddedPostgresError::io("renaming to", &cluster))
}

async fn initdb(
    installation: &Installation,
    home: &Home,
    identity: Option<&Identity>,
    password: &str,
) -> Result<(), EmbeddedPostgresError> {
    let password_file = home.run().join("password.new");
    write_private(&password_file, password, identity)?;
    let mut command = privileges::command(&installation.program("initdb"), identity);
    command
        .arg("--pgdata")
        .arg(home.unfinished())
        .arg("--pwfile")
        .arg(&password_file)
        .args(["--username", ROLE, "--auth=scram-sha-256", "--encoding=UTF8", "--data-checksums"])
        // Sorting and letter case as Turkish has them; the C library's locale is left only what ICU doesn't decide.
        .args(["--locale-provider=icu", "--icu-locale=tr-TR", "--locale=C", CTYPE]);
    let output = command.output().await;
    let removed = fs::remove_file(&password_file).map_err(EmbeddedPostgresError::io("removing", &password_file));
    finished(home, output, &installation.program("initdb"))?;
    removed
}

#[cfg(target_os = "macos")]
const CTYPE: &str = "--lc-ctype=UTF-8";
#[cfg(not(target_os = "macos"))]
const CTYPE: &str = "--lc-ctype=C.UTF-8";

/// Runs statements, one per line, on a cluster that nobody serves; needs no password and no network.
async fn single_user(
    installation: &Installation,
    home: &Home,
    cluster: &Path,
    identity: Option<&Identity>,
    sql: &str,
) -> Result<(), EmbeddedPostgresError> {
    let program = installation.program("postgres");
    let mut command = privileges::command(&program, identity);
    // Ends at the first error, so that success means that every statement worked.
    command.args(["--single", "-c", "exit_on_error=on", "-D"]).arg(cluster).arg("postgres");
    finished(home, feed(command, sql).await, &program)
}

async fn feed(mut command: Command, input: &str) -> io::Result<Output> {
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn()?;
    if let Some(mut stdin) = child.stdin.take() {
        // A program that died early says why on its error output; the broken pipe adds nothing.
        let _ = stdin.write_all(input.as_bytes()).await;
    }
    child.wait_with_output().await
}

fn finished(home: &Home, output: io::Result<Output>, program: &Path) -> Result<(), EmbeddedPostgresError> {
    let output = output.map_err(EmbeddedPostgresError::io("running", program))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    let said = if said.trim().is_empty() { String::from_utf8_lossy(&output.stdout) } else { said };
    Err(EmbeddedPostgresError::creating(home.base(), format!("{} ({})", said.trim(), output.status)))
}

fn append(path: &Path, text: &str) -> Result<(), EmbeddedPostgresError> {
    use std::io::Write as _;
    fs::OpenOptions::new()
        .append(true)
        .open(path)
        .and_then(|mut file| file.write_all(text.as_bytes()))
        .map_err(EmbeddedPostgresError::io("writing", path))
}
