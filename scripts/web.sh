#!/usr/bin/env bash
# The front end: `scripts/web.sh build` leaves what the program takes up in web/dist, `check` holds
# format, lint, types and unit tests, `packages` only brings the packages. All are quick when
# nothing changed.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/tools.sh node npm
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1

packages() {
    local mark=web/node_modules/.complete
    if [ -e "$mark" ] && cmp -s web/package-lock.json "$mark"; then
        return
    fi
    echo "bringing the packages of the front end"
    npm --prefix web ci --loglevel=error --no-progress
    cp web/package-lock.json "$mark"
}

# Everything that the build is made of, as one hash.
sources() {
    find web -path web/node_modules -prune -o -path web/dist -prune \
        -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum
}

build() {
    packages
    local mark=web/dist/.sources now
    now=$(sources)
    if [ -e "$mark" ] && [ "$(cat "$mark")" = "$now" ]; then
        return
    fi
    local first=0
    [ -e web/dist/cashier.html ] || first=1
    npm --prefix web run --silent build
    echo "$now" >"$mark"
    if [ "$first" = 1 ]; then
        touch crates/nusa/build.rs
    fi
}

case "${1:-}" in
packages) packages ;;
build) build ;;
check)
    packages
    npm --prefix web run --silent check
    ;;
*)
    echo "scripts/web.sh packages|build|check" >&2
    exit 2
    ;;
esac
