//! One application per data folder: a lock that the kernel drops when its holder dies, however it dies.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Seek as _, Write as _};
use std::path::Path;

use nix::errno::Errno;
use nix::fcntl::{Flock, FlockArg};

use super::EmbeddedPostgresError;

/// Held as long as it lives. The file stays behind on purpose: removing it would let two holders lock different files.
#[derive(Debug)]
pub(super) struct InstanceLock {
    _file: Flock<File>,
}

impl InstanceLock {
    pub(super) fn take(base: &Path) -> Result<Self, EmbeddedPostgresError> {
        let path = base.join("instance.lock");
        let file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(EmbeddedPostgresError::io("opening", &path))?;
        let mut file = match Flock::lock(file, FlockArg::LockExclusiveNonblock) {
            Ok(file) => file,
            Err((file, Errno::EWOULDBLOCK)) => {
                return Err(EmbeddedPostgresError::AlreadyRunning { pid: holder(file), folder: base.to_path_buf() });
            }
            Err((_, errno)) => return Err(EmbeddedPostgresError::io("locking", &path)(errno.into())),
        };
        write_pid(&mut file).map_err(EmbeddedPostgresError::io("writing", &path))?;
        Ok(Self { _file: file })
    }
}

fn write_pid(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())?;
    file.flush()
}

/// 0 in the moment between the other's lock and its first line.
fn holder(mut file: File) -> u32 {
    let mut text = String::new();
    match file.read_to_string(&mut text) {
        Ok(_) => text.trim().parse().unwrap_or(0),
        Err(_) => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_holder_is_refused_and_told_the_first_ones_process() {
        let folder = tempfile::tempdir().unwrap();
        let _first = InstanceLock::take(folder.path()).unwrap();
        let second = InstanceLock::take(folder.path()).unwrap_err();
        let message = second.to_string();
        assert!(message.contains(&format!("process {}", std::process::id())), "{message}");
        assert!(message.contains(&folder.path().display().to_string()), "{message}");
    }

    #[test]
    fn a_dropped_lock_can_be_taken_again() {
        let folder = tempfile::tempdir().unwrap();
        drop(InstanceLock::take(folder.path()).unwrap());
        InstanceLock::take(folder.path()).unwrap();
    }
}
