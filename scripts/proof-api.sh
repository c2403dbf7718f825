#!/usr/bin/env bash
# Schemathesis against a running demo: every operation of the OpenAPI document at the centre (as the
# owner) and at a branch (as its manager), with good input, with bad input and without a sign-in. An
# answer of 5xx fails, and one that the document does not describe, bad input that is taken, and a
# route that opens without a sign-in. Afterwards `nusa verify` must find both books right, whatever
# was written into them. `--smoke` is the amount of the gate.
set -euo pipefail
cd "$(dirname "$0")/.."

version=4.32.5 examples=60
if [ "${1:-}" = --smoke ]; then
    examples=6
fi
tool=$PWD/target/tools/schemathesis
# The version is part of the mark, so that another one is fetched when this line is changed.
if [ ! -e "$tool/is-$version" ]; then
    echo "schemathesis $version is missing: installing it into $tool"
    rm -rf "$tool"
    mkdir -p target/tools
    scripts/tools.sh venv
    if ! python3 -m venv "$tool" || ! "$tool/bin/pip" install --quiet "schemathesis==$version"; then
        rm -rf "$tool"
        echo "schemathesis cannot be installed here: it needs a Python package index" >&2
        exit 1
    fi
    touch "$tool/is-$version"
fi
cargo build --release --locked --quiet -p nusa

work=$(mktemp -d)
data=$work/demo
demo=
finish() {
    if [ -n "$demo" ]; then
        kill "$demo" 2>/dev/null || true
        wait "$demo" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap finish EXIT

# Three ports in a row that nobody has: the centre's and those of its branches.
port=$(python3 - <<'PY'
import random, socket
while True:
    first = random.randrange(20000, 30000)
    held = [socket.socket() for _ in range(3)]
    try:
        for place, one in enumerate(held):
            one.bind(("127.0.0.1", first + place))
    except OSError:
        continue
    finally:
        for one in held:
            one.close()
    print(first)
    break
PY
)
target/release/nusa demo --baskets 50 --port "$port" --data "$data" >"$work/said" 2>&1 &
demo=$!
ready() {
    [ -s "$data/demo-logins" ] && python3 - "$port" <<'PY' 2>/dev/null
import sys, urllib.request
for node in range(2):
    urllib.request.urlopen(f"http://127.0.0.1:{int(sys.argv[1]) + node}/readyz")
PY
}
tries=0
until ready; do
    tries=$((tries + 1))
    if [ "$tries" = 300 ] || ! kill -0 "$demo" 2>/dev/null; then
        echo "the demo did not come up:" >&2
        cat "$work/said" >&2
        exit 1
    fi
    sleep 0.2
done

token() { # port login
    python3 - "$1" "$2" "$data/demo-logins" <<'PY'
import json, sys, urllib.request
port, login, path = sys.argv[1:]
person = next(row for row in json.load(open(path)) if row["login"] == login)
body = json.dumps({"login": login, "password": person["password"]}).encode()
request = urllib.request.Request(f"http://127.0.0.1:{port}/api/v1/session", body, {"content-type": "application/json"})
print(json.load(urllib.request.urlopen(request))["token"])
PY
}

# Left out are `session`, which would end the sign-in that the run lives by, and the link's switch,
# which would cut it. Not asked is `positive_data_acceptance`: a body may fit its schema and still be
# refused by the law ("must not be empty", "no such till"), always with a code of the list.
# The sign-in goes along through the tool's own setting, so that it can also leave it away.
fuzz() { # port login
    cat >"$work/schemathesis.toml" <<TOML
[auth.openapi.bearer]
bearer = "$(token "$1" "$2")"
TOML
    # It notes what it found where it stands.
    (cd "$work" && "$tool/bin/schemathesis" --config-file schemathesis.toml \
        run "http://127.0.0.1:$1/api/v1/openapi.json" --url "http://127.0.0.1:$1" \
        --exclude-checks positive_data_acceptance \
        --phases examples,coverage,fuzzing,stateful \
        --exclude-path-regex '/session$|/link$' \
        --max-examples "$examples" --seed 2026 --workers 2 \
        --generation-database none --suppress-health-check all \
        --warnings off --no-color)
}

fuzz "$port" sari
fuzz "$((port + 1))" budi

kill -0 "$demo" || { echo "the demo fell under the requests" >&2 && cat "$work/said" >&2 && exit 1; }
kill "$demo"
wait "$demo" || true
demo=
find "$data" -name nusa.db -printf '%h\n' | sort | while read -r node; do
    target/release/nusa verify --data "$node"
done
