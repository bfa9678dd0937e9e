#!/bin/sh
# Make the virtual environment $1 and install planact into it with all that a laptop run needs.
set -eu
venv=$1

for candidate in python3.11 python3.12 python3.13 python3; do
    if command -v "$candidate" >/dev/null 2>&1 &&
        "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "error: no Python 3.11 or newer was found on PATH: install one and run make again" >&2
    exit 2
fi

echo "planact: making the virtual environment $venv with $("$python" --version)"
"$python" -m venv "$venv"
echo "planact: installing torch (large; a minute or two)"
# By itself and exactly, so that no other package's wish for torch brings another build.
"$venv/bin/pip" install --quiet "torch==2.13.0"
echo "planact: installing planact and the rest"
"$venv/bin/pip" install --quiet --editable ".[train,track,dev]"
echo "planact: installed"
