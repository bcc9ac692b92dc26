#!/usr/bin/env bash
# Ends what start.sh started, by pid.
set -uo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/env.sh"
if p="$(cat "$RUN/stack.pid" 2>/dev/null)"; then
  kill "$p" 2>/dev/null
  for _ in $(seq 1 50); do
    alive "$p" || break
    sleep 0.2
  done
  alive "$p" && kill -9 "$p"
  rm -f "$RUN/stack.pid"
fi
[ -f "$RUN/postgres.pid" ] && as_pg "$(pg_bin)/pg_ctl" -D "$PGDATA_DIR" -m fast -w stop >/dev/null 2>&1
rm -f "$RUN/postgres.pid"
rm -rf "$WORLD"
