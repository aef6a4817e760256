//! The npm package carries its symbolic links as a list, because npm archives hold none. Its install script would
//! make them, but npm 11 and later doesn't run install scripts; so we make them, any number of times.

use std::fs;
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Component, Path, PathBuf};

use serde::Deserialize;

use super::EmbeddedPostgresError;

#[derive(Deserialize)]
struct Link {
    /// The existing file, relative to the package.
    source: PathBuf,
    /// The link to make, relative to the package.
    target: PathBuf,
}

/// Makes the links that are missing in `package`.
pub(super) fn hydrate(package: &Path) -> Result<(), EmbeddedPostgresError> {
    let list = package.join("native/pg-symlinks.json");
    let text = match fs::read_to_string(&list) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(EmbeddedPostgresError::io("reading", &list)(error)),
    };
    let links: Vec<Link> =
        serde_json::from_str(&text).map_err(|error| EmbeddedPostgresError::io("reading", &list)(error.into()))?;
    links
        .iter()
        .filter(|link| stays_inside(&link.source) && stays_inside(&link.target))
        .try_for_each(|link| make(package, link))
}

fn make(package: &Path, link: &Link) -> Result<(), EmbeddedPostgresError> {
    let at = package.join(&link.target);
    if at.symlink_metadata().is_ok() {
        return Ok(());
    }
    match symlink(relative(&link.source, &link.target), &at) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
            Err(EmbeddedPostgresError::io("linking", &at)(error))
        }
        _ => Ok(()),
    }
}

/// From the folder of `link` to `file`; both relative to the same root.
fn relative(file: &Path, link: &Path) -> PathBuf {
    let folder = link.parent().unwrap_or(Path::new(""));
    let shared = file.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(file.components().skip(shared)).collect()
}

fn stays_inside(path: &Path) -> bool {
    path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(list: &str) -> tempfile::TempDir {
        let package = tempfile::tempdir().unwrap();
        fs::create_dir_all(package.path().join("native/lib/deep")).unwrap();
        fs::write(package.path().join("native/lib/libpq.so.5.18"), "library").unwrap();
        fs::write(package.path().join("native/pg-symlinks.json"), list).unwrap();
        package
    }

    #[test]
    fn missing_links_are_made_and_a_second_time_changes_nothing() {
        let package = package(
            r#"[{"source":"native/lib/libpq.so.5.18","target":"native/lib/libpq.so.5"},
                {"source":"native/lib/libpq.so.5.18","target":"native/lib/deep/libpq.so"}]"#,
        );
        for _ in 0..2 {
            hydrate(package.path()).unwrap();
            assert_eq!(
                fs::read_link(package.path().join("native/lib/libpq.so.5")).unwrap(),
                Path::new("libpq.so.5.18")
            );
            assert_eq!(fs::read_to_string(package.path().join("native/lib/deep/libpq.so")).unwrap(), "library");
        }
    }

    #[test]
    fn a_link_out_of_the_package_is_not_made() {
        let package = package(
            r#"[{"source":"/etc/passwd","target":"native/lib/a"},{"source":"native/lib/x","target":"../outside-the-package"}]"#,
        );
        hydrate(package.path()).unwrap();
        assert!(package.path().join("native/lib/a").symlink_metadata().is_err());
        assert!(package.path().join("../outside-the-package").symlink_metadata().is_err());
    }

    #[test]
    fn a_package_without_a_list_needs_no_links() {
        hydrate(tempfile::tempdir().unwrap().path()).unwrap();
    }
}
