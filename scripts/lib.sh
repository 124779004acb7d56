# shellcheck shell=bash
# Read by every script here: where things are, how to speak, how to find tools.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$ROOT"

TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
# Pinned helpers (scripts/tools.txt) live beside the build, not on the machine.
TOOLS=$TARGET/tools
export PATH=$TOOLS/bin:$HOME/.cargo/bin:$PATH

# Nobody reads colour codes in a log.
if [ ! -t 1 ]; then export CARGO_TERM_COLOR=never NO_COLOR=1; fi

say() { printf '%s\n' "$*"; }
fail() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}
