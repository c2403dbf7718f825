#!/usr/bin/env bash
# The front end: fetches what it is built with when that changed, builds it when its sources
# changed, and runs its checks: `scripts/web.sh build`, `check`, `api`, `browser`, `figures`,
# `pictures`, `fmt`.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/tools.sh node npm
export PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1
export npm_config_update_notifier=false

modules=web/node_modules
fetched=$modules/.nusa-fetched
built=$modules/.nusa-built

# What is fetched is what the lock file names; the mark says of which lock file.
fetch() {
    local lock
    lock=$(sha256sum <web/package-lock.json)
    if [ "$(cat "$fetched" 2>/dev/null)" = "$lock" ]; then
        return
    fi
    echo "fetching what the front end is built with"
    (cd web && npm ci --no-audit --no-fund --loglevel=error) ||
        { echo "npm could not fetch what web/package-lock.json names" >&2; exit 1; }
    echo "$lock" >"$fetched"
}

sources() {
    find web -type f -not -path 'web/node_modules/*' -not -path 'web/dist/*' \
        -not -path 'web/e2e/*' -not -path 'web/test-results/*' -print0 |
        sort -z | xargs -0 sha256sum | sha256sum
}

# An unchanged front end is not built again, so that the program is not compiled again for it.
build() {
    local now
    now=$(sources)
    if [ -e web/dist/cashier.html ] && [ "$(cat "$built" 2>/dev/null)" = "$now" ]; then
        return
    fi
    (cd web && npm run --silent build)
    echo "$now" >"$built"
}

check() {
    (
        cd web
        npm run --silent lint
        npm run --silent types
        npm run --silent test
    )
    build
    (cd web && npm run --silent budget)
}

browser() { # further words for Playwright
    scripts/tools.sh chromium
    (cd web && npm run --silent e2e -- "$@")
}

# What a slow device and a slow line feel; the bench says which program, and where the figures go.
figures() {
    scripts/tools.sh chromium
    (cd web && npx playwright test --config figures.config.ts)
}

# The pictures of the README, of a fresh demo by the release program.
pictures() {
    scripts/tools.sh chromium
    (cd web && NUSA_PROGRAM="$PWD/../target/release/nusa" npx playwright test --config pictures.config.ts)
}

work=$1
shift
fetch
case $work in
build) build ;;
check) check ;;
api) (cd web && npm run --silent api) ;;
browser) browser "$@" ;;
figures) figures ;;
pictures) pictures ;;
fmt) (cd web && npm run --silent fmt) ;;
*)
    echo "scripts/web.sh knows build, check, api, browser, figures, pictures and fmt, not $work" >&2
    exit 2
    ;;
esac
