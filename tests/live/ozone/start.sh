#!/usr/bin/env bash
# Starts PostgreSQL and the network (PLC, PDS, AppView, Ozone in one process) and waits until it is seeded. What runs
# where is then in $RUN/stack.json. Nothing outlives a start: every one is a new world with new ids.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
[ -f "$APP/installed" ] || { echo "not installed: run python3 desk.py test --live" >&2; exit 2; }
mkdir -p "$RUN"
for n in stack postgres; do
  if [ -f "$RUN/$n.pid" ] && alive "$(cat "$RUN/$n.pid")"; then "$LAB_SRC/stop.sh"; fi
done
B="$(pg_bin)"
rm -rf "$PGDATA_DIR"
mkdir -p "$PGDATA_DIR"
[ "$(id -u)" = 0 ] && chown postgres: "$PGDATA_DIR"
as_pg "$B/initdb" -D "$PGDATA_DIR" -U pg -A trust -E UTF8 --locale=C.UTF-8 >"$RUN/initdb.log" 2>&1
# the data is thrown away, so it need not be durable; four services have a pool of connections each
as_pg tee -a "$PGDATA_DIR/postgresql.conf" >/dev/null <<C
listen_addresses = '127.0.0.1'
port = $PG_PORT
unix_socket_directories = ''
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
C
as_pg "$B/pg_ctl" -D "$PGDATA_DIR" -w -l "$PGDATA_DIR/server.log" start >"$RUN/pg_ctl.log" 2>&1 ||
  { cat "$RUN/pg_ctl.log" "$PGDATA_DIR/server.log" >&2; exit 1; }
head -1 "$PGDATA_DIR/postmaster.pid" > "$RUN/postgres.pid"
export DB_POSTGRES_URL="postgresql://pg@127.0.0.1:$PG_PORT/postgres" DB_POSTGRES_SCHEMA=lab
# the network wants an address of a Redis, and does without one
export REDIS_HOST="127.0.0.1:9" LOG_ENABLED=false DISABLE_TELEMETRY=1 TMPDIR="$WORLD/tmp"
mkdir -p "$TMPDIR"
rm -f "$RUN/stack.json"
cd "$APP"
"$NODE" --import ./loopback.mjs stack.mjs "$RUN/stack.json" >"$RUN/stack.log" 2>&1 </dev/null &
echo $! > "$RUN/stack.pid"
for _ in $(seq 1 180); do
  [ -f "$RUN/stack.json" ] && exit 0
  alive "$(cat "$RUN/stack.pid")" || { tail -40 "$RUN/stack.log" >&2; exit 1; }
  sleep 1
done
echo "not ready in time" >&2
tail -40 "$RUN/stack.log" >&2
exit 1
