#!/bin/sh
# Builds the money engine for the browser, the same bytes on every machine.
#
#   scripts/money-wasm.sh build             compile, write web/src/money/money.wasm and its record, run the vectors
#   scripts/money-wasm.sh compilers         list the compilers that can build it, one a line
#   scripts/money-wasm.sh compile RUSTC OUT compile with one of them, print its version
#
# It needs a rustc with the wasm32-unknown-unknown library: rustup's target where it is, else Debian's
# packages. Where there is neither it gets one (rustup first, Debian as root), else says the line to type
# and exits with 3. It must not change which rustc the rest of the build finds.
set -eu

target=wasm32-unknown-unknown
packages="rustc libstd-rust-dev-wasm32 lld"
root=$(cd "$(dirname "$0")/.." && pwd)
wasm=web/src/money/money.wasm

# Whether a compiler can build for the browser.
has_target() {
    command -v "$1" >/dev/null 2>&1 || return 1
    library=$("$1" --print target-libdir --target "$target" 2>/dev/null) || return 1
    ls "$library"/libstd-*.rlib >/dev/null 2>&1
}

# The compilers that can, without two of one version.
found() {
    seen=""
    for rustc in rustc /usr/bin/rustc; do
        has_target "$rustc" || continue
        version=$("$rustc" --version)
        case "$seen" in *"|$version|"*) continue ;; esac
        seen="$seen|$version|"
        echo "$rustc"
    done
}

# Gets a compiler; the rustc first on the path stays the one it was.
get_one() {
    before=$(command -v rustc || true)
    if command -v rustup >/dev/null 2>&1; then
        rustup target add "$target" >/dev/null 2>&1 || true
    fi
    if [ -z "$(found)" ] && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        # shellcheck disable=SC2086
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends $packages >&2 || true
    fi
    if [ -n "$before" ] && [ "$(command -v rustc)" != "$before" ]; then
        echo "money-wasm: $(command -v rustc) now hides $before; put rustup first on PATH" >&2
        exit 1
    fi
}

compilers() {
    list=$(found)
    if [ -z "$list" ]; then
        get_one
        list=$(found)
    fi
    if [ -z "$list" ]; then
        echo "money-wasm: no compiler for $target; type: rustup target add $target   or: apt-get install $packages" >&2
        exit 3
    fi
    echo "$list"
}

# Paths are relative and what the compiler itself adds is renamed, so that the bytes name no machine.
compile() {
    rustc=$1
    out=$2
    sysroot=$("$rustc" --print sysroot)
    commit=$("$rustc" -vV | sed -n 's/^commit-hash: //p')
    cd "$root"
    "$rustc" --crate-name nusa_money --edition 2021 --crate-type cdylib --target "$target" \
        -C opt-level=s -C panic=abort -C lto=fat -C codegen-units=1 -C strip=symbols -C metadata=nusa-money \
        --remap-path-prefix "$root=." --remap-path-prefix "$sysroot/lib/rustlib/src/rust=/rustc/$commit" \
        -o "$out" crates/money/src/lib.rs
    chmod 644 "$out"
    home=${HOME:-}
    [ "${#home}" -gt 1 ] || home=$root
    if grep -a -q -F -e "$root" -e "$home" "$out"; then
        echo "money-wasm: $out holds a path of this machine" >&2
        exit 1
    fi
    "$rustc" --version
}

build() {
    rustc=$(compilers | head -n 1)
    mkdir -p "$root/web/src/money"
    compile "$rustc" "$root/$wasm"
    cd "$root"
    NUSA_MONEY_RECORD=write cargo test -q -p nusa-money --test wasm -- --exact the_record_is_of_these_bytes_and_this_source
    node crates/money/wasm/golden.mjs
    cat "$wasm.json"
}

case "${1:-}" in
    build) build ;;
    compilers) compilers ;;
    compile) [ $# = 3 ] && compile "$2" "$3" ;;
    *)
        sed -n '2,11s/^# \{0,1\}//p' "$0" >&2
        exit 2
        ;;
esac
