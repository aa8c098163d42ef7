#!/bin/sh
# Makes sure that the browser tests find a Chromium: one that is there already (or named in KAPEDU_CHROMIUM),
# else Debian's package when we may install it, else the build that Playwright brings.
set -eu

for candidate in "${KAPEDU_CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$candidate" ] && command -v "$candidate" >/dev/null 2>&1; then
        echo "Browser for the tests: $(command -v "$candidate")"
        exit 0
    fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Debian's chromium for the browser tests ..."
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
    echo "Installing Playwright's Chromium for the browser tests ..."
    "${PYTHON:-python3}" -m playwright install chromium
fi
