#!/usr/bin/env bash
# Power cuts and failing disks on the release program. `--smoke` is the amount of the gate.
set -euo pipefail
cd "$(dirname "$0")/.."

images=2000 points=500
if [ "${1:-}" = --smoke ]; then
    images=100 points=50
fi
cargo build --release --locked --quiet -p nusa
cargo run --locked --quiet -p xtask -- power-cut "$images"
cargo run --locked --quiet -p xtask -- failing-disk "$points"
