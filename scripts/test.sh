#!/usr/bin/env bash
# The gate: everything that must hold before a change lands, stage by stage, stopping at the first
# that fails. `SKIP=deny,docs` leaves stages out and says so; the run is then green only with
# ALLOW_SKIP=1. The stages are: fmt web clippy docs deny doctests tests browser, and one a proof suite.
set -euo pipefail
cd "$(dirname "$0")/.."

export PATH="$PWD/target/tools/cargo-nextest/bin:$PWD/target/tools/cargo-deny/bin:$PATH"
export CARGO_TERM_COLOR="${CARGO_TERM_COLOR:-auto}"
if [ -n "${CI:-}" ]; then
    export CARGO_INCREMENTAL=0
fi

skipped=()
started=$SECONDS
log=target/test-log.txt
mkdir -p target
rm -f "$log"

stage() { # name command...
    local name=$1 from=$SECONDS
    shift
    case ",${SKIP:-}," in
    *",$name,"*)
        skipped+=("$name")
        echo "== $name: skipped"
        return
        ;;
    esac
    echo "== $name"
    # Not `if ! "$@"`: inside a condition bash would go on after a failing line of a function.
    set +e
    (
        set -e
        "$@"
    )
    local status=$?
    set -e
    if [ "$status" != 0 ]; then
        echo "== $name FAILED after $((SECONDS - from)) s: the gate is closed" >&2
        exit 1
    fi
    echo "== $name: $((SECONDS - from)) s"
}

fmt() { cargo fmt --all --check; }

# Before the program is compiled, because the program takes the built front end in.
web() { scripts/web.sh check; }

clippy() { cargo clippy --workspace --all-targets --locked --quiet -- -D warnings; }

docs() { RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --locked --quiet; }

deny() {
    scripts/tools.sh deny
    cargo deny --log-level error --locked check licenses bans sources
}

doctests() { cargo test --workspace --doc --locked --quiet; }

# Last of the cargo stages, so that its summary closes the run.
tests() {
    scripts/tools.sh nextest node
    cargo nextest run --workspace --locked --status-level slow 2>&1 | tee "$log"
}

# Real browsers against the programs themselves, built as the tests before built them: with the same
# features, or cargo would compile typst a second time.
browser() {
    cargo test --workspace --locked --no-run --quiet
    NUSA_PROGRAM="$PWD/target/debug/nusa" scripts/web.sh browser
}

stage fmt fmt
stage web web
stage clippy clippy
stage docs docs
stage deny deny
stage doctests doctests
stage tests tests
stage browser browser
for suite in scripts/proof-*.sh; do
    [ -e "$suite" ] || continue
    name=$(basename "$suite" .sh)
    stage "$name" "$suite" --smoke
done

if [ ! -d ../shared/data ]; then
    echo "real baskets: ../shared/data is not beside this clone, so the replays of its files did not run"
fi
passed=$(sed -nE 's/.*tests? run: ([0-9]+) passed.*/\1/p' "$log" 2>/dev/null | tail -n 1 || true)
echo "the gate took $((SECONDS - started)) s"
if [ "${#skipped[@]}" -gt 0 ]; then
    echo "skipped: ${skipped[*]}"
    if [ "${ALLOW_SKIP:-}" != 1 ]; then
        echo "a run with skipped stages is green only with ALLOW_SKIP=1" >&2
        exit 1
    fi
fi
if [ -n "$passed" ]; then
    echo "$passed passed, 0 failed"
fi
