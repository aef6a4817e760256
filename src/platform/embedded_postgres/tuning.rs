//! The server's configuration: for a small machine, safe, and closed to everybody else on it.

use std::path::Path;

use super::EmbeddedPostgresError;
use super::home::{Home, write_private};
use super::privileges::Identity;
use super::server::{Endpoint, SOCKET_PORT};

/// Included by the cluster's `postgresql.conf`; written anew at every start, so changes by hand belong in `postgresql.auto.conf`.
pub(super) const FILE: &str = "sanaiyiusta.conf";

const COMMON: &str = "\
# Written at every start; do not edit.
max_connections = 100
shared_buffers = 256MB
effective_cache_size = 1GB
work_mem = 8MB
maintenance_work_mem = 128MB
min_wal_size = 256MB
max_wal_size = 2GB
checkpoint_completion_target = 0.9
wal_compression = on
# Solid-state disks: an index page costs about what a sequential one costs.
random_page_cost = 1.1
effective_io_concurrency = 64
# Our queries are short; compiling them costs more than it saves.
jit = off
password_encryption = scram-sha-256
cluster_name = 'sanaiyiusta'
timezone = 'UTC'
lc_messages = 'C'
# Seven files, one per weekday, each beginning anew after a week.
logging_collector = on
log_filename = 'postgresql-%a.log'
log_rotation_age = 1d
log_rotation_size = 0
log_truncate_on_rotation = on
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_min_duration_statement = 1s
log_lock_waits = on
log_temp_files = 16MB
";

const DURABLE: &str = "fsync = on\nsynchronous_commit = on\nfull_page_writes = on\n";

/// Tests make a database each, and may be many at once.
const THROW_AWAY: &str = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 300\n";

/// Everyone needs the password, also over the socket: it doesn't depend on names in the system's user list.
const ACCESS: &str = "\
# Written at every start; do not edit.
local all all scram-sha-256
host all all 127.0.0.1/32 scram-sha-256
";

/// Writes the configuration for a start at `endpoint`.
pub(super) fn write(
    home: &Home,
    endpoint: &Endpoint,
    throw_away: bool,
    identity: Option<&Identity>,
) -> Result<(), EmbeddedPostgresError> {
    let cluster = home.cluster();
    write_private(&cluster.join(FILE), &settings(&home.log(), endpoint, throw_away), identity)?;
    write_private(&cluster.join("pg_hba.conf"), ACCESS, identity)
}

fn settings(log: &Path, endpoint: &Endpoint, throw_away: bool) -> String {
    let listen = match endpoint {
        Endpoint::Socket(folder) => format!(
            "listen_addresses = ''\nport = {SOCKET_PORT}\nunix_socket_directories = {}\nunix_socket_permissions = 0700\n",
            quoted_item(folder)
        ),
        Endpoint::Loopback(port) => {
            format!("listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = ''\n")
        }
    };
    let durability = if throw_away { THROW_AWAY } else { DURABLE };
    format!("{COMMON}{durability}log_directory = {}\n{listen}", quoted(&log.to_string_lossy()))
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "''"))
}

/// One item of a list, so that a comma or a blank in the path doesn't end it.
fn quoted_item(path: &Path) -> String {
    quoted(&format!("\"{}\"", path.to_string_lossy().replace('"', "\"\"")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_with_quotes_and_commas_stay_one_value() {
        let endpoint = Endpoint::Socket("/srv/usta's, \"iyi\"/run".into());
        let text = settings(Path::new("/srv/usta's/log"), &endpoint, false);
        assert!(text.contains("log_directory = '/srv/usta''s/log'\n"), "{text}");
        assert!(text.contains("unix_socket_directories = '\"/srv/usta''s, \"\"iyi\"\"/run\"'\n"), "{text}");
    }

    #[test]
    fn only_throw_away_data_is_not_written_through() {
        let log = Path::new("/log");
        assert!(settings(log, &Endpoint::Loopback(1), false).contains("fsync = on"));
        assert!(settings(log, &Endpoint::Loopback(1), true).contains("fsync = off"));
    }

    #[test]
    fn the_server_listens_to_nobody_outside_the_machine() {
        let socket = settings(Path::new("/log"), &Endpoint::Socket("/run".into()), false);
        let loopback = settings(Path::new("/log"), &Endpoint::Loopback(6000), false);
        assert!(socket.contains("listen_addresses = ''\n") && loopback.contains("listen_addresses = '127.0.0.1'\n"));
    }
}
