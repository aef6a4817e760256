#!/usr/bin/env bash
# Writes .sqlx anew. Asks DATABASE_URL when it is set; else a throw-away cluster of our own, which needs a server program.
# A program built before the change will do: it only lends the cluster, the migrations are read from their files.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=${TARGET:-target}
write='cargo sqlx migrate run && cargo sqlx prepare -- --no-default-features --features ssr --all-targets'

if [ -n "${DATABASE_URL:-}" ]; then
  exec env -u SQLX_OFFLINE bash -c "$write"
fi
cargo build --no-default-features --features ssr --bin sanaiyiusta 2>/dev/null || true
for program in "$target/debug/sanaiyiusta" "$target/release/sanaiyiusta"; do
  if [ -x "$program" ]; then
    exec env -u SQLX_OFFLINE "$program" database exec -- bash -c "$write"
  fi
done
echo 'The program does not build without the new .sqlx, and there is no older one to lend its database.' >&2
echo 'Set DATABASE_URL to an empty PostgreSQL database for this once.' >&2
exit 1
