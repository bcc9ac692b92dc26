"""The command line. No widgets are imported here: a window is made only by the commands that show one.

Exit codes: 0 well; 1 a check failed; 2 wrong use; 3 something is missing on this machine; 4 the platform could not be
reached; 5 the platform refused something, or somebody must look at the outbox; 6 the store cannot be used.
Results go to standard output, everything else to standard error.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from moderator_desk import __version__, headless, signing
from moderator_desk.account_commands import add_account_commands, exit_code_of, read_secret
from moderator_desk.connections import add_account, utc_now
from moderator_desk.credentials import Credentials, open_credentials
from moderator_desk.exit_codes import FAILED, MISSING, OFFLINE, REFUSED, STORE, USAGE, WELL
from moderator_desk.guideline_commands import add_guideline_commands, team_file_of
from moderator_desk.machine import examine_machine, has_display
from moderator_desk.models.account_changes import AccountProblem, set_mode
from moderator_desk.models.accounts import Account, accounts
from moderator_desk.models.modes import LIVE, REHEARSAL
from moderator_desk.models.problems import StoreProblem
from moderator_desk.models.store import Store, open_store
from moderator_desk.models.times import to_ms
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.connect import KINDS, sign_in
from moderator_desk.servers import serve_forever
from moderator_desk.settings import Places, places
from moderator_desk.ui.words.accounts import problem_words
from moderator_desk.ui.words.problems import (
    EXIT_WORDS,
    finding_words,
    no_entry_words,
    platform_words,
    store_words,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    wanted = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = wanted.run
    try:
        return command(wanted)
    except StoreProblem as problem:
        print(store_words(problem.code, problem.detail), file=sys.stderr)
        return STORE
    except PlatformError as problem:
        print(platform_words(problem.why, problem.detail), file=sys.stderr)
        return OFFLINE if problem.why in ("offline", "timeout", "cut-off") else REFUSED
    except AccountProblem as problem:
        print(problem_words(problem.code, problem.detail), file=sys.stderr)
        return exit_code_of(problem)
    except ValueError as problem:
        print(f"{problem}", file=sys.stderr)
        return USAGE
    except KeyboardInterrupt:
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="moderator-desk", description=__doc__.splitlines()[0], epilog=EXIT_WORDS
    )
    parser.add_argument("--version", action="version", version=__version__)
    _common(parser, top=True)
    parser.set_defaults(run=_open)
    commands = parser.add_subparsers(title="commands")

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        _common(made)
        made.set_defaults(run=run)
        return made

    _open_options(
        command("open", _open, "open the desk on the accounts of a profile, or on the server named here")
    )
    add_account_commands(command("account", _open, "add, test, rename, colour or remove accounts"), _common)
    add_guideline_commands(command("guidelines", _open, "check or write out a guideline file"), _common)
    demo = command("demo", _demo, "the desk on a made-up community, served on this machine")
    demo.add_argument("--script", action="store_true", help="run the scripted demo without a screen")
    demo.add_argument(
        "--out", type=Path, default=Path("out/demo"), help="where the scripted demo saves its pictures"
    )
    serve = command("serve", _serve, "run the reference platform on loopback")
    serve.add_argument("--port", type=int, default=8765)
    serve.add_argument(
        "--db", default="", help="an SQLAlchemy address; a file beside the profile when left out"
    )
    box = command("outbox", _outbox, "what waits to be sent")
    box.add_argument("what", choices=("list", "retry", "withdraw"))
    box.add_argument("entry", nargs="?", default="", help="one entry's id; all of them when left out")
    command("doctor", _doctor, "look over this machine and the store")
    shots = command("screenshots", _screenshots, "save pictures of the desk in every theme and size")
    shots.add_argument("--out", type=Path, default=Path("docs/screenshots"))
    shots.add_argument("--cases", action="store_true", help="ten telling cases only, into its folder cases/")
    return parser


def _open_options(opened: argparse.ArgumentParser) -> None:
    opened.add_argument("--server", help="address of a platform to add or use")
    opened.add_argument("--kind", choices=sorted(KINDS), default="desk", help="what kind of platform it is")
    opened.add_argument("--user", help="name to sign in with; the password is asked for")
    opened.add_argument("--token-stdin", action="store_true", help="read an access token from standard input")
    opened.add_argument(
        "--rehearsal", action="store_true", help="decide as a rehearsal: nothing is ever sent"
    )


def _common(parser: argparse.ArgumentParser, *, top: bool = False) -> None:
    def default(value: object) -> object:
        return value if top else argparse.SUPPRESS

    parser.add_argument("--profile", default=default("default"), help="which profile's store and settings")
    parser.add_argument(
        "--data-dir", type=Path, default=default(None), help="keep everything below this folder"
    )
    parser.add_argument("--json", action="store_true", default=default(False), help="print results as JSON")
    parser.add_argument(
        "--headless", action="store_true", default=default(False), help="pull and push once, without a window"
    )
    if top:
        parser.set_defaults(server=None, kind="desk", user=None, token_stdin=False, rehearsal=False)


def _open(wanted: argparse.Namespace) -> int:
    where = _places(wanted)
    credentials = open_credentials()
    if wanted.headless:
        return _with_store(where, lambda store: _sync(wanted, store, credentials))
    if not has_display():
        print(
            "There is no display here. Try: moderator-desk --headless, or: moderator-desk demo",
            file=sys.stderr,
        )
        return MISSING
    open_window = _window_room("open")
    return _with_store(where, lambda store: _open_on(wanted, store, credentials, where, open_window))


def _open_on(
    wanted: argparse.Namespace,
    store: Store,
    credentials: Credentials,
    where: Places,
    open_window: Callable[..., int],
) -> int:
    _add_named(wanted, store, credentials)
    return open_window(store, credentials, where)


def _add_named(wanted: argparse.Namespace, store: Store, credentials: Credentials) -> None:
    if not wanted.server:
        if wanted.rehearsal:
            raise ValueError("--rehearsal goes with --server; for an account: account mode NAME rehearsal")
        return
    token = sys.stdin.readline().strip() if wanted.token_stdin else read_secret(wanted.user or "")
    if wanted.user and not wanted.token_stdin:
        token = sign_in(wanted.kind, wanted.server, wanted.user, token)
    address = wanted.server.rstrip("/")
    host = signing.host_of(address)
    with store.read() as session:
        known = {each.id: each for each in accounts(session)}.get(f"{wanted.kind}:{host}")
    mode = REHEARSAL if wanted.rehearsal else LIVE
    made = known or Account(f"{wanted.kind}:{host}", wanted.kind, address, host, mode=mode)
    add_account(store, credentials, msgspec.structs.replace(made, address=address), token)
    if wanted.rehearsal:
        with store.write() as session:
            set_mode(session, made.id, REHEARSAL, to_ms(utc_now()))


def _sync(wanted: argparse.Namespace, store: Store, credentials: Credentials) -> int:
    _add_named(wanted, store, credentials)
    report = headless.sync_once(store, credentials, team_file=team_file_of(_places(wanted)))
    if wanted.json:
        print(msgspec.json.encode(report).decode())
    else:
        print(f"{report.to_do} to do, {report.came_back} came back, {report.done} done")
        print(f"{report.waiting} waiting to be sent, {report.blocked} blocked")
    for account, trouble in report.trouble.items():
        if trouble:
            print(f"{account}: {platform_words(trouble, '')}", file=sys.stderr)
    if any(trouble == "offline" for trouble in report.trouble.values()):
        return OFFLINE
    return REFUSED if report.blocked or any(report.trouble.values()) else WELL


def _demo(wanted: argparse.Namespace) -> int:
    scripted = wanted.script or not has_display()
    if not wanted.script and scripted:
        print("There is no display here, so the demo runs by itself and saves pictures of each step.")
    return _window_room("script")(wanted.out) if scripted else _window_room("demo")(wanted.data_dir)


def _window_room(name: str) -> Callable[..., int]:
    """The one late import: a command without a window must not load widgets, which takes longer than the command."""
    if name == "open":
        from moderator_desk.app import open_window

        return open_window
    if name == "screenshots":
        from moderator_desk.screenshots import save_all

        return save_all
    from moderator_desk.demo import open_demo, run_script

    return run_script if name == "script" else open_demo


def _serve(wanted: argparse.Namespace) -> int:
    return serve_forever(
        wanted.port, wanted.db or f"sqlite:///{_places(wanted).store.with_name('platform.sqlite')}"
    )


def _outbox(wanted: argparse.Namespace) -> int:
    changing = wanted.what != "list"
    store = open_store(_places(wanted).store, exclusive=changing)
    try:
        if changing:
            verb = headless.retry_outbox if wanted.what == "retry" else headless.withdraw_outbox
            number = verb(store, wanted.entry)
            if wanted.entry and not number:
                print(no_entry_words(wanted.entry), file=sys.stderr)
            print(msgspec.json.encode({"changed": number}).decode() if wanted.json else f"{number} changed")
            return WELL if number or not wanted.entry else USAGE
        entries = headless.list_outbox(store)
    finally:
        store.close()
    if wanted.json:
        print(msgspec.json.encode(entries).decode())
    else:
        for entry in entries:
            action = entry.decision.action.value if entry.decision and not entry.resting else entry.kind
            why = f"{entry.send_after:%Y-%m-%d}" if entry.resting else entry.why or "-"
            print(f"{entry.state:8} {action:9} {entry.case_id:20} {why:14} {entry.id}")
        ends = sum(entry.resting for entry in entries)
        later = f", {ends} bans to be ended later" if ends else ""
        print(f"{len(entries) - ends} not finished{later}")
    return REFUSED if any(entry.state == "blocked" for entry in entries) else WELL


def _doctor(wanted: argparse.Namespace) -> int:
    findings = list(examine_machine())
    where = _places(wanted)
    if where.store.exists():
        store = open_store(where.store, exclusive=False)
        findings += headless.examine_store(store, where.store)
        store.close()
    if wanted.json:
        print(msgspec.json.encode(findings).decode())
    else:
        for each in findings:
            print(f"{'ok ' if each.well else 'BAD'} {finding_words(each.what, each.well, each.detail)}")
    return WELL if all(each.well for each in findings) else FAILED


def _screenshots(wanted: argparse.Namespace) -> int:
    return _window_room("screenshots")(wanted.out, cases=wanted.cases)


def _with_store(where: Places, use: Callable[[Store], int]) -> int:
    store = open_store(where.store)
    try:
        return use(store)
    finally:
        store.close()


def _places(wanted: argparse.Namespace) -> Places:
    return places(wanted.profile, wanted.data_dir)
