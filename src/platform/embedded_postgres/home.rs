//! The data folder: where it really is, and what lies in it.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read as _, Write as _};
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use nix::unistd::geteuid;

use super::EmbeddedPostgresError;
use super::privileges::{Identity, owner_of};

/// For root's data, when the place asked for is closed to the user that runs the database.
pub(super) const SHARED_PLACE: &str = "/var/lib/sanaiyiusta";

/// The folders of one database.
#[derive(Debug, Clone)]
pub(super) struct Home {
    base: PathBuf,
    /// The folder the caller asked for, when `base` lies elsewhere.
    asked: Option<PathBuf>,
}

impl Home {
    /// Creates the folder when absent, or moves to a reachable one.
    pub(super) async fn open(data_dir: &Path, identity: Option<&Identity>) -> Result<Self, EmbeddedPostgresError> {
        create_folder(data_dir)?;
        let base = data_dir.canonicalize().map_err(EmbeddedPostgresError::io("opening", data_dir))?;
        let Some(identity) = identity else {
            return match owner_of(&base.join("cluster")) {
                Some(owner) if owner != geteuid() => {
                    Err(EmbeddedPostgresError::ForeignFolder { folder: base, owner: owner.as_raw() })
                }
                _ => Ok(Self { base, asked: None }),
            };
        };
        if identity.can_enter(&base).await {
            return Ok(Self { base, asked: None });
        }
        let elsewhere = Path::new(SHARED_PLACE).join(format!("{:016x}", fingerprint(&base)));
        create_folder(&elsewhere)?;
        if !identity.can_enter(&elsewhere).await {
            return Err(EmbeddedPostgresError::Unreachable { path: elsewhere, user: identity.name.clone() });
        }
        tracing::warn!(
            asked = %base.display(), used = %elsewhere.display(), user = %identity.name,
            "root's data folder is closed to the user that runs PostgreSQL, so the data is kept elsewhere"
        );
        Ok(Self { base: elsewhere, asked: Some(base) })
    }

    pub(super) fn base(&self) -> &Path {
        &self.base
    }

    pub(super) fn cluster(&self) -> PathBuf {
        self.base.join("cluster")
    }

    /// The cluster while it is being made; renamed when complete, so that half a cluster is never taken for one.
    pub(super) fn unfinished(&self) -> PathBuf {
        self.base.join("cluster.unfinished")
    }

    pub(super) fn log(&self) -> PathBuf {
        self.base.join("log")
    }

    pub(super) fn run(&self) -> PathBuf {
        self.base.join("run")
    }

    fn password(&self) -> PathBuf {
        self.base.join("password")
    }

    /// The version that made the cluster; `None` without a cluster.
    pub(super) fn cluster_major(&self) -> Option<u32> {
        fs::read_to_string(self.cluster().join("PG_VERSION")).ok()?.trim().parse().ok()
    }

    /// Makes the folders the server writes to besides the cluster.
    pub(super) fn prepare(&self, identity: Option<&Identity>) -> Result<(), EmbeddedPostgresError> {
        for folder in [self.log(), self.run()] {
            create_folder(&folder)?;
            set_mode(&folder, 0o700)?;
            give(&folder, identity)?;
        }
        Ok(())
    }

    /// The role's password, and whether it was made just now.
    pub(super) fn read_or_make_password(&self) -> Result<(String, bool), EmbeddedPostgresError> {
        let path = self.password();
        match fs::read_to_string(&path) {
            Ok(text) if text.trim().len() >= 32 => Ok((text.trim().to_owned(), false)),
            Ok(_) => make_password(&path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => make_password(&path),
            Err(error) => Err(EmbeddedPostgresError::io("reading", &path)(error)),
        }
    }

    /// Removes everything, for throw-away data.
    pub(super) fn remove(&self) -> Result<(), EmbeddedPostgresError> {
        for folder in std::iter::once(&self.base).chain(&self.asked) {
            match fs::remove_dir_all(folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(EmbeddedPostgresError::io("removing", folder)(error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn make_password(path: &Path) -> Result<(String, bool), EmbeddedPostgresError> {
    let mut bytes = [0_u8; 24];
    let source = Path::new("/dev/urandom");
    fs::File::open(source)
        .and_then(|mut file| file.read_exact(&mut bytes))
        .map_err(EmbeddedPostgresError::io("reading", source))?;
    let password = bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string can't fail.
        let _ = write!(text, "{byte:02x}");
        text
    });
    write_private(path, &password, None)?;
    Ok((password, true))
}

/// A new file that only its owner may read.
pub(super) fn write_private(path: &Path, text: &str, identity: Option<&Identity>) -> Result<(), EmbeddedPostgresError> {
    let failed = |error| EmbeddedPostgresError::io("writing", path)(error);
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let mut file = fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(failed)?;
    give(path, identity)
}

pub(super) fn give(path: &Path, identity: Option<&Identity>) -> Result<(), EmbeddedPostgresError> {
    identity.map_or(Ok(()), |identity| identity.own(path))
}

/// Folders we make can be entered (not listed) by the identity whatever root's umask is; existing ones are left as they are.
pub(super) fn create_folder(folder: &Path) -> Result<(), EmbeddedPostgresError> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        create_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Ok(()) => set_mode(folder, if geteuid().is_root() { 0o711 } else { 0o700 }),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && folder.is_dir() => Ok(()),
        Err(error) => Err(EmbeddedPostgresError::io("creating", folder)(error)),
    }
}

pub(super) fn set_mode(path: &Path, mode: u32) -> Result<(), EmbeddedPostgresError> {
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
        .map_err(EmbeddedPostgresError::io("setting permissions of", path))
}

/// FNV-1a. It names a folder on disk, so it must be the same in every release of the compiler; std's hasher needn't be.
fn fingerprint(path: &Path) -> u64 {
    use std::os::unix::ffi::OsStrExt as _;
    path.as_os_str()
        .as_bytes()
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_of_a_folder_never_changes() {
        assert_eq!(fingerprint(Path::new("/srv/usta/.data")), fingerprint(Path::new("/srv/usta/.data")));
        assert_eq!(fingerprint(Path::new("a")), 0xaf63_dc4c_8601_ec8c, "the published FNV-1a value of one letter");
    }

    #[test]
    fn a_password_is_made_once_and_only_its_owner_may_read_it() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home { base: folder.path().to_path_buf(), asked: None };
        let (first, made) = home.read_or_make_password().unwrap();
        let (second, made_again) = home.read_or_make_password().unwrap();
        assert!(made && !made_again && first == second && first.len() == 48);
        assert_eq!(home.password().metadata().unwrap().permissions().mode() & 0o777, 0o600);
    }
}
