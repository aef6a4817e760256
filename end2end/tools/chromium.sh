#!/usr/bin/env bash
# Prints the path of a Chromium for the browser tests, getting one when there is none.
# Prints nothing when Playwright's own copy is to be used.
set -euo pipefail
cd "$(dirname "$0")/../.."
say() { printf '%s\n' "$*" >&2; }

find_one() {
  local name
  for name in chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  local app='/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  [ -x "$app" ] && printf '%s\n' "$app"
}

if [ -n "${CHROMIUM:-}" ]; then
  [ -x "$CHROMIUM" ] || { say "CHROMIUM=$CHROMIUM is no program."; exit 1; }
  printf '%s\n' "$CHROMIUM"
  exit
fi
find_one && exit
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  say 'No Chromium here: getting the one of the distribution'
  if { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium-headless-shell || DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium; } >&2; then
    find_one && exit
  fi
  say 'The distribution has none; trying the one that Playwright brings.'
fi
say "No Chromium here: getting Playwright's own"
env -u PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD node_modules/.bin/playwright install chromium >&2 \
  || { say 'No browser could be got. Install Chromium, or set CHROMIUM to its path.'; exit 1; }
