//! Programs that the identity can run: root's checkout may lie where no other user may enter (`/root`, mode 0700).

use std::fs;
use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::{Path, PathBuf};

use super::EmbeddedPostgresError;
use super::home::{SHARED_PLACE, create_folder, set_mode};
use super::locate::Installation;
use super::privileges::{self, Identity};

/// The same installation, or a twin of the npm package in a place that `identity` can enter.
pub(super) async fn reachable(
    installation: Installation,
    identity: Option<&Identity>,
) -> Result<Installation, EmbeddedPostgresError> {
    let Some(identity) = identity else { return Ok(installation) };
    if runs(&installation, identity).await {
        return Ok(installation);
    }
    let unreachable = |path: PathBuf| EmbeddedPostgresError::Unreachable { path, user: identity.name.clone() };
    let Some(package) = installation.package.clone() else { return Err(unreachable(installation.bindir)) };
    let place = Path::new(SHARED_PLACE).join("programs").join(&installation.version);
    let twin = Installation { bindir: place.join("native/bin"), package: None, ..installation };
    if !runs(&twin, identity).await {
        tracing::warn!(
            from = %package.display(), to = %place.display(), user = %identity.name,
            "the PostgreSQL programs are closed to the user that runs them, so they are placed elsewhere"
        );
        let target = place.clone();
        tokio::task::spawn_blocking(move || duplicate(&package.join("native"), &target))
            .await
            .map_err(|error| EmbeddedPostgresError::io("copying to", &place)(io::Error::other(error)))??;
    }
    if runs(&twin, identity).await { Ok(twin) } else { Err(unreachable(twin.bindir)) }
}

/// Both programs, because they need different libraries.
async fn runs(installation: &Installation, identity: &Identity) -> bool {
    for name in ["postgres", "initdb"] {
        let mut command = privileges::command(&installation.program(name), Some(identity));
        command.arg("--version");
        if !privileges::succeeds(command, Some(identity)).await {
            return false;
        }
    }
    true
}

/// Complete or absent: made under a name of this process, then renamed.
fn duplicate(native: &Path, place: &Path) -> Result<(), EmbeddedPostgresError> {
    let unfinished = place.with_extension(format!("unfinished-{}", std::process::id()));
    remove(&unfinished)?;
    create_folder(&unfinished)?;
    set_mode(&unfinished, 0o755)?;
    twin_folder(native, &unfinished.join("native"))?;
    remove(place)?;
    fs::rename(&unfinished, place).map_err(EmbeddedPostgresError::io("renaming to", place))
}

fn remove(folder: &Path) -> Result<(), EmbeddedPostgresError> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(EmbeddedPostgresError::io("removing", folder)(error))
        }
        _ => Ok(()),
    }
}

fn twin_folder(from: &Path, to: &Path) -> Result<(), EmbeddedPostgresError> {
    create_folder(to)?;
    set_mode(to, 0o755)?;
    for entry in fs::read_dir(from).map_err(EmbeddedPostgresError::io("reading", from))? {
        let entry = entry.map_err(EmbeddedPostgresError::io("reading", from))?;
        let (source, target) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type().map_err(EmbeddedPostgresError::io("reading", &source))?;
        if kind.is_dir() {
            twin_folder(&source, &target)?;
        } else if kind.is_symlink() {
            fs::read_link(&source)
                .and_then(|points_to| symlink(points_to, &target))
                .map_err(EmbeddedPostgresError::io("linking", &target))?;
        } else {
            twin_file(&source, &target).map_err(EmbeddedPostgresError::io("copying to", &target))?;
        }
    }
    Ok(())
}

/// A second name costs nothing; a copy is for another file system, or for a file that only root may read.
fn twin_file(source: &Path, target: &Path) -> io::Result<()> {
    let metadata = source.metadata()?;
    let open = if metadata.mode() & 0o100 == 0 { 0o644 } else { 0o755 };
    if metadata.mode() & open == open && fs::hard_link(source, target).is_ok() {
        return Ok(());
    }
    fs::copy(source, target)?;
    fs::set_permissions(target, fs::Permissions::from_mode(open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_twin_is_open_to_others_and_replaces_an_older_one() {
        let folder = tempfile::tempdir().unwrap();
        let native = folder.path().join("native");
        fs::create_dir_all(native.join("bin")).unwrap();
        fs::write(native.join("bin/postgres"), "program").unwrap();
        set_mode(&native.join("bin/postgres"), 0o700).unwrap();
        symlink("postgres", native.join("bin/postmaster")).unwrap();

        let place = folder.path().join("place/18.4");
        fs::create_dir_all(&place).unwrap();
        fs::write(place.join("old"), "").unwrap();
        duplicate(&native, &place).unwrap();

        assert!(!place.join("old").exists());
        assert_eq!(fs::read_to_string(place.join("native/bin/postmaster")).unwrap(), "program");
        assert_eq!(place.join("native/bin/postgres").metadata().unwrap().mode() & 0o777, 0o755);
        assert_eq!(
            native.join("bin/postgres").metadata().unwrap().mode() & 0o777,
            0o700,
            "the original is left as it was"
        );
    }
}
