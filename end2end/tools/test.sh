#!/usr/bin/env bash
# `make test`: every check, to the end, also after one failed. The last line is `N passed, N failed`.
# N counts tests; a check that is no test (format, lints, …) counts one as failed when it fails, so that
# a run that failed never says `0 failed`.
set -uo pipefail
cd "$(dirname "$0")/../.."
target=${TARGET:-target}
results=$target/make/results
server=$target/debug/sanaiyiusta
ssr=(--no-default-features --features ssr)
oldest=/usr/lib/postgresql/15/bin
rm -rf "$results" "$target/nextest"
mkdir -p "$results"

names=(); outcomes=(); seconds=()
# step NAME COMMAND…
step() {
  local name=$1 started=$SECONDS outcome=ok; shift
  printf '\n── %s\n' "$name"
  "$@" || outcome=FAILED
  names+=("$name"); outcomes+=("$outcome"); seconds+=($((SECONDS - started)))
  [ "$outcome" = ok ]
}
skip() { names+=("$1"); outcomes+=(FAILED); seconds+=(0); printf '\n── %s: can'\''t run, %s\n' "$1" "$2"; }

with_database() { "$server" database exec -- "$@"; }
browser_tests() {
  local chromium
  chromium=$(end2end/tools/chromium.sh) || return
  CHROMIUM=$chromium PLAYWRIGHT_JSON_OUTPUT_NAME=$PWD/$results/playwright.json with_database node end2end/tools/e2e.mjs
}

step 'format' cargo fmt --check
step 'lints, server' cargo clippy "${ssr[@]}" --all-targets -- -D warnings
step 'lints, browser' cargo clippy --no-default-features --features hydrate --lib --target wasm32-unknown-unknown -- -D warnings
built=no
# With the tests in one go: they hold the program once more, and both cores are busy.
if step 'build, server and tests' cargo nextest run "${ssr[@]}" --no-run; then
  built=yes
  step 'unit and integration tests' with_database cargo nextest run "${ssr[@]}" --profile make
  # The oldest PostgreSQL that is promised, where the machine has it (Debian: postgresql-15); which tests, says nextest.toml.
  if [ -x $oldest/initdb ]; then
    step 'tests on PostgreSQL 15' env PG_BINDIR=$oldest "$server" database exec -- \
      cargo nextest run "${ssr[@]}" --profile oldest
  else
    printf '\n── tests on PostgreSQL 15: left out, there is none in %s\n' $oldest
  fi
else
  skip 'unit and integration tests' 'the server does not build'
fi
if step 'build, browser' make front; then
  step 'size budget' node end2end/tools/size.mjs "$target/site"
  if [ $built = yes ]; then step 'browser tests' browser_tests; else skip 'browser tests' 'the server does not build'; fi
else
  for name in 'size budget' 'browser tests'; do skip "$name" 'the browser part does not build'; done
fi

printf '\n'
broken=0
for i in "${!names[@]}"; do
  printf '%-28s %-7s %4d s\n' "${names[i]}" "${outcomes[i]}" "${seconds[i]}"
  case ${names[i]} in
    'unit and integration tests' | 'tests on PostgreSQL 15' | 'browser tests') kind=tests ;;
    *) kind=check ;;
  esac
  [ "${outcomes[i]}" = ok ] || broken=$((broken + 1))
  printf '%s\t%s\n' "$kind" "${outcomes[i]}" >>"$results/steps"
done
node end2end/tools/count.mjs "$results/steps" "$results/playwright.json" "$target"/nextest/{make,oldest}/junit.xml
counted=$?
[ "$broken" = 0 ] && [ "$counted" = 0 ]
