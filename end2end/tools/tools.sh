#!/usr/bin/env bash
# Checks the build tools by version and gets the ones that are missing.
#   tools.sh node   only Node and npm
#   tools.sh run    what building and running needs
#   tools.sh test   that, and what testing needs
# What the machine has at the right version is used. Anything else goes to $CACHE/cargo/bin, which comes first on PATH.
set -euo pipefail
cd "$(dirname "$0")/../.."
want=${1:-run}
cache=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/sanaiyiusta}
export PATH="$cache/cargo/bin:$PATH"

oldest_rust=1.95.0
cargo_leptos=0.3.6
sqlx_cli=0.9.0
nextest=0.9.143
oldest_nextest=0.9.100

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
# The first thing that looks like a version in what a program says about itself.
version_of() { "$@" 2>/dev/null | grep -oE '[0-9]+\.[0-9]+\.[0-9]+' | head -n 1 || true; }
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$1" ]; }

need_node() {
  have node && have npm || die 'Node.js 20 or newer with npm is needed (nodejs.org, or your package manager).'
  local found; found=$(version_of node --version)
  at_least 20.0.0 "$found" || die "Node.js 20 or newer is needed; here is $found."
}

need_rust() {
  have cargo || die "Rust is needed: install it with rustup (rustup.rs)."
  local found; found=$(version_of rustc --version)
  at_least "$oldest_rust" "$found" || die "Rust $oldest_rust or newer is needed; here is $found. Try: rustup update stable"
  have cc || have gcc || have clang || die 'A C compiler is needed (Debian: apt-get install build-essential).'
}

need_wasm_target() {
  local target=wasm32-unknown-unknown
  [ -d "$(rustc --print sysroot)/lib/rustlib/$target" ] && return
  have rustup || die "This Rust has no standard library for $target and there is no rustup to get it. Use rustup's Rust."
  say "Getting the Rust standard library for $target"
  rustup target add "$target" || die "rustup could not get $target (no network?). Later: rustup target add $target"
}

need_component() {
  cargo "$1" --version >/dev/null 2>&1 && return
  have rustup || die "cargo $1 is needed (rustup component add $2)."
  rustup component add "$2" || die "rustup could not get $2."
}

# get CRATE VERSION [cargo install's arguments]: into the cache; a ready-made program where the machine has cargo-binstall.
get() {
  local crate=$1 version=$2; shift 2
  mkdir -p "$cache/cargo"
  if have cargo-binstall && cargo binstall --no-confirm --root "$cache/cargo" "$crate@$version" >&2; then return; fi
  say "Building $crate $version, once (minutes) …"
  # A target folder of its own: the project's may be shared and locked. SQLX_OFFLINE and flags of the project don't apply.
  env -u SQLX_OFFLINE -u RUSTFLAGS CARGO_TARGET_DIR="$cache/build" \
    cargo install --locked --force --root "$cache/cargo" "$crate" --version "=$version" "$@" >&2 \
    || die "$crate $version could not be built; its output is above."
  rm -rf "$cache/build"
}

# exactly NAME VERSION CRATE [arguments]: NAME on PATH says VERSION, or it is got.
exactly() {
  local name=$1 version=$2 crate=$3 found=''; shift 3
  have "$name" && found=$(version_of "$name" --version)
  [ "$found" = "$version" ] && return
  [ -n "$found" ] && say "$name $found is here, but $version is needed: getting it into $cache/cargo (yours stays as it is)"
  [ -n "$found" ] || say "$name is missing: getting $version into $cache/cargo"
  get "$crate" "$version" "$@"
  [ "$(version_of "$name" --version)" = "$version" ] || die "$name is still not $version after installing it; look at your PATH."
}

locked_version() { awk -v name="name = \"$1\"" '$0 == name { getline; gsub(/[^0-9.]/, ""); print; exit }' Cargo.lock; }

need_node
[ "$want" = node ] && exit 0
need_rust
need_wasm_target
exactly cargo-leptos "$cargo_leptos" cargo-leptos
# It must be the very version of the library that it serves.
exactly wasm-bindgen "$(locked_version wasm-bindgen)" wasm-bindgen-cli
[ "$want" = run ] && exit 0
need_component fmt rustfmt
need_component clippy clippy
# Without TLS: it only ever talks to the database beside it.
exactly sqlx "$sqlx_cli" sqlx-cli --no-default-features --features postgres,sqlx-toml
have cargo-sqlx || get sqlx-cli "$sqlx_cli" --no-default-features --features postgres,sqlx-toml
found=$(have cargo-nextest && version_of cargo-nextest nextest --version || true)
if [ -z "$found" ] || ! at_least "$oldest_nextest" "$found"; then
  say "cargo-nextest $oldest_nextest or newer is needed; here is ${found:-none}: getting $nextest into $cache/cargo"
  get cargo-nextest "$nextest" --no-default-features --features default-no-update
fi
