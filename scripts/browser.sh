#!/bin/sh
# Make sure there is a Chrome or Chromium that planact finds; $1 is the environment's Python.
set -eu
python=$1

found() {
    "$python" -m planact.browser where 2>/dev/null
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi
}

from_package_manager() {
    if command -v apt-get >/dev/null 2>&1; then
        as_root apt-get update -qq && as_root apt-get install -y -qq chromium &&
            # Opens an episode in a third of the time; not every release has it.
            { as_root apt-get install -y -qq chromium-headless-shell || true; }
    elif command -v dnf >/dev/null 2>&1; then
        as_root dnf install -y -q chromium
    elif command -v pacman >/dev/null 2>&1; then
        as_root pacman -Sy --noconfirm --quiet chromium
    else
        return 1
    fi
}

if path=$(found); then
    echo "planact: using the browser $path"
    exit 0
fi
echo "planact: no Chrome or Chromium found; asking the system's package manager for one"
if ! from_package_manager >/dev/null 2>&1; then
    echo "planact: the package manager gave none; downloading Playwright's own"
    "$python" -m playwright install chromium || true
fi
if path=$(found); then
    echo "planact: using the browser $path"
    exit 0
fi
echo "error: no browser: install Chrome or Chromium, or set env.browser.executable=<path>" >&2
exit 2
