#!/usr/bin/env bash
# Schemathesis against a running demo: every operation of the OpenAPI document, with good and with
# bad input. An answer of 5xx or one that the document does not describe fails.
set -euo pipefail
cd "$(dirname "$0")/.."

examples=60
if [ "${1:-}" = --smoke ]; then
    examples=6
fi
tool=target/tools/schemathesis
if [ ! -x "$tool/bin/schemathesis" ]; then
    echo "installing schemathesis into $tool"
    python3 -m venv "$tool"
    "$tool/bin/pip" install --quiet "schemathesis==4.32.5"
fi
cargo build --release --locked --quiet -p nusa

port=17340
data=$(mktemp -d)
target/release/nusa demo --baskets 50 --port "$port" --data "$data" >"$data/said" 2>&1 &
demo=$!
trap 'kill "$demo" 2>/dev/null || true; wait "$demo" 2>/dev/null || true; rm -rf "$data"' EXIT
for _ in $(seq 200); do
    curl --silent --fail "http://127.0.0.1:$port/readyz" >/dev/null && [ -s "$data/demo-logins" ] && break
    sleep 0.1
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

for node in "$port sari" "$((port + 1)) budi"; do
    read -r at login <<<"$node"
    "$tool/bin/schemathesis" run "http://127.0.0.1:$at/api/v1/openapi.json" \
        --url "http://127.0.0.1:$at" \
        --header "Authorization: Bearer $(token "$at" "$login")" \
        --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance \
        --phases examples,coverage,fuzzing \
        --exclude-path-regex '/session$|/live$' \
        --max-examples "$examples" --seed 2026 --workers 2 --no-color
done
