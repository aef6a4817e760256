//! Who runs the PostgreSQL programs. Only for root this is somebody else: PostgreSQL refuses to run as root.

use std::os::unix::fs::MetadataExt as _;
use std::path::Path;
use std::process::Stdio;

use nix::unistd::{Gid, Uid, User, chown, geteuid};
use tokio::process::Command;

use super::EmbeddedPostgresError;

/// An unprivileged user that root lends to the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) name: String,
    uid: Uid,
    gid: Gid,
}

impl Identity {
    /// `None` when the application itself is unprivileged. An existing cluster keeps its owner.
    pub(super) fn choose(data_dir: &Path) -> Result<Option<Self>, EmbeddedPostgresError> {
        if !geteuid().is_root() {
            return Ok(None);
        }
        let owner = owner_of(&data_dir.join("cluster"))
            .filter(|uid| !uid.is_root())
            .and_then(|uid| User::from_uid(uid).ok().flatten());
        let user = owner.or_else(|| by_name("postgres")).or_else(|| by_name("nobody"));
        let user = user.ok_or(EmbeddedPostgresError::NoUnprivilegedUser)?;
        Ok(Some(Self { name: user.name, uid: user.uid, gid: user.gid }))
    }

    /// Gives one file or folder (not its content) to this user.
    pub(super) fn own(&self, path: &Path) -> Result<(), EmbeddedPostgresError> {
        chown(path, Some(self.uid), Some(self.gid))
            .map_err(|errno| EmbeddedPostgresError::io("giving away", path)(errno.into()))
    }

    /// Asks the system rather than computing permission bits, so that access lists and mount options count too.
    pub(super) async fn can_enter(&self, folder: &Path) -> bool {
        let mut command = Command::new("/bin/sh");
        command.arg("-c").arg("cd \"$1\"").arg("sh").arg(folder);
        succeeds(command, Some(self)).await
    }
}

/// A command that runs as `identity`, in a neutral folder, with a small and known environment.
pub(super) fn command(program: &Path, identity: Option<&Identity>) -> Command {
    let mut command = Command::new(program);
    command
        .current_dir("/")
        .env_clear()
        .env("PATH", "/usr/local/bin:/usr/bin:/bin:/usr/local/sbin:/usr/sbin:/sbin")
        .env("LC_ALL", "C")
        .env("TZ", "UTC")
        .stdin(Stdio::null());
    if let Some(identity) = identity {
        become_user(&mut command, identity);
    }
    command
}

/// True when `command` ran and was content.
pub(super) async fn succeeds(mut command: Command, identity: Option<&Identity>) -> bool {
    if let Some(identity) = identity {
        become_user(&mut command, identity);
    }
    command.current_dir("/").stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().await.is_ok_and(|status| status.success())
}

/// The standard library also drops root's supplementary groups here.
fn become_user(command: &mut Command, identity: &Identity) {
    command.uid(identity.uid.as_raw()).gid(identity.gid.as_raw());
}

pub(super) fn owner_of(path: &Path) -> Option<Uid> {
    path.metadata().ok().map(|metadata| Uid::from_raw(metadata.uid()))
}

fn by_name(name: &str) -> Option<User> {
    User::from_name(name).ok().flatten().filter(|user| !user.uid.is_root())
}
