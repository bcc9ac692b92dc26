"""Run the reference platform: `python -m moderator_desk.server --world FOLDER --guidelines FILE`.

When it is ready it prints one line of JSON: {"url", "tokens": {"moderator", "moderator2", "senior", "supervisor",
"admin"}, "pid"}. It listens on loopback only unless told otherwise, and ends on SIGTERM or SIGINT, and with
--until-stdin-closes also when whoever started it is gone.
"""

import argparse
import asyncio
import json
import logging
import os
import signal
import socket
import sys
from pathlib import Path

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from moderator_desk.server.app import make_app
from moderator_desk.server.control import control_routes
from moderator_desk.server.faults import Fault, FaultyApp
from moderator_desk.server.fill import Source
from moderator_desk.server.guidelines import read_guidelines
from moderator_desk.server.site import Site
from moderator_desk.server.tables import open_engine

BACKLOG = 128
KEEP_ALIVE_SECONDS = 75
"""Longer than a desk waits between two rounds: a connection closed under a request looks like an outage."""

GRACE_SECONDS = 2
"""How long answers under way may take once the server is told to stop."""


def main() -> int:
    """Run until told to stop; the exit code: 0 well, 2 something given cannot be used."""
    given = _parser().parse_args()
    try:
        source = Source(given.world, read_guidelines(given.guidelines), given.generate, given.seed)
        site = Site(open_engine(given.db), source, given.rate)
        listener = _listen(given.host, given.port)
    except (ValueError, OSError, SQLAlchemyError) as fault:
        sys.stderr.write(f"The platform cannot start: {fault}\n")
        return 2
    host, port = listener.getsockname()[:2]
    faults: list[Fault] = []
    app = FaultyApp(make_app(site, control_routes(site, faults) if given.control else []), site, faults)
    _say(json.dumps({"url": f"http://{host}:{port}", "tokens": site.tokens, "pid": os.getpid()}))
    asyncio.run(_serve(app, listener, until_stdin_closes=given.until_stdin_closes))
    site.engine.dispose()
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m moderator_desk.server", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument("--port", type=int, default=0, help="0 for any free one")
    parser.add_argument("--db", default="sqlite:///platform.sqlite", help="an SQLAlchemy address")
    parser.add_argument("--world", type=Path, required=True, help="folder of the community")
    parser.add_argument("--guidelines", type=Path, required=True, help="TOML file of the guideline set")
    parser.add_argument("--generate", type=int, default=0, help="so many further cases are made up")
    parser.add_argument("--seed", type=int, default=1, help="of the dice that make them up")
    parser.add_argument(
        "--rate", type=float, default=0, help="requests a second for each token, 0 for any number"
    )
    parser.add_argument("--control", action="store_true", help="with the routes that tests pull strings by")
    parser.add_argument("--until-stdin-closes", action="store_true", help="end with whoever started this")
    return parser


def _listen(host: str, port: int) -> socket.socket:
    """A listening socket. Its protocol is said, as asyncio sets TCP_NODELAY only where it can see that it is TCP."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(BACKLOG)
    return listener


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


async def _serve(app: FaultyApp, listener: socket.socket, *, until_stdin_closes: bool) -> None:
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_keep_alive=KEEP_ALIVE_SECONDS,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = uvicorn.Server(config)
    # uvicorn raises the signal anew once it is done: without this the process would end by it instead of well
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: None)
    if until_stdin_closes:
        _end_with_stdin(server)
    await server.serve(sockets=[listener])


def _end_with_stdin(server: uvicorn.Server) -> None:
    loop = asyncio.get_running_loop()
    stdin = sys.stdin.fileno()

    def heard() -> None:
        if not os.read(stdin, 4096):
            loop.remove_reader(stdin)
            server.should_exit = True

    try:
        loop.add_reader(stdin, heard)
    except PermissionError:
        server.should_exit = True  # a plain file or nothing at all: there is nobody to outlive


if __name__ == "__main__":
    sys.exit(main())
