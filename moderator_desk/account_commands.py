"""`moderator-desk account …`: the accounts of a profile from the command line. Secrets come from standard input or a
prompt, never from the arguments, which every process of the machine can read."""

import argparse
import getpass
import sys
from collections.abc import Callable

import msgspec

from moderator_desk import signing
from moderator_desk.connections import utc_now
from moderator_desk.credentials import Credentials, open_credentials
from moderator_desk.exit_codes import OFFLINE, REFUSED, USAGE, WELL
from moderator_desk.models import account_changes
from moderator_desk.models.account_changes import AccountProblem, NewAccount, held_by
from moderator_desk.models.accounts import Account, accounts
from moderator_desk.models.modes import LIVE, MODES
from moderator_desk.models.store import Session, Store, open_store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import Changes
from moderator_desk.platforms.connect import KINDS
from moderator_desk.settings import places
from moderator_desk.ui.words.accounts import (
    COLOUR,
    MODE,
    NOT_LASTING,
    kind_words,
    removal_words,
)
from moderator_desk.ui.words.problems import platform_words


class AccountLine(msgspec.Struct, frozen=True):
    """An account as the command line tells of it. `signed_in`: a secret for it is on this machine."""

    id: str
    kind: str
    address: str
    name: str
    colour: str
    mode: str
    trouble: str
    user: str
    signed_in: bool
    cases: int
    waiting: int


def add_account_commands(account: argparse.ArgumentParser, common: Callable[..., None]) -> None:
    """Give the `account` command its own commands; `common` adds the options that every command has."""
    commands = account.add_subparsers(title="account commands", required=True)

    def command(name: str, run: Callable[[argparse.Namespace], int], text: str) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        common(made)
        made.set_defaults(run=run)
        if name not in ("list", "add"):
            made.add_argument("account", help="the account's name or id")
        return made

    command("list", _list, "the accounts of this profile")
    adding = command("add", _add, "add an account, once its platform has accepted the sign-in")
    adding.add_argument("address", help="address of the platform")
    adding.add_argument("--kind", choices=sorted(KINDS), default="desk", help="what kind of platform it is")
    adding.add_argument("--name", default="", help="what to call it; the host when left out")
    adding.add_argument("--user", default="", help="name to sign in with; then the secret is its password")
    adding.add_argument(
        "--colour", choices=tuple(COLOUR), default="", help="colour of its name in the window"
    )
    adding.add_argument("--mode", choices=MODES, default=LIVE, help="rehearsal: nothing is ever sent")
    command("test", _test, "ask the platform whether it knows us")
    again = command("sign-in", _sign_in, "sign in again; the secret comes from a prompt or standard input")
    again.add_argument("--user", default="", help="name to sign in with; then the secret is its password")
    command("rename", _rename, "call an account something else").add_argument("name")
    command("colour", _colour, "give an account a colour").add_argument("colour", choices=tuple(COLOUR))
    command("mode", _mode, "live, rehearsal or read-only").add_argument("mode", choices=MODES)
    removing = command("remove", _remove, "take an account away, with the cases read from it")
    removing.add_argument("--yes", action="store_true", help="really; what goes with it was said before")


def read_secret(user: str) -> str:
    """A password or token: one line of standard input, or what is typed unseen at a prompt."""
    if sys.stdin.isatty():
        return getpass.getpass("Password: " if user else "Access token: ")
    return sys.stdin.readline().rstrip("\r\n")


def _list(wanted: argparse.Namespace) -> int:
    store = open_store(places(wanted.profile, wanted.data_dir).store, exclusive=False)
    try:
        credentials = open_credentials()
        with store.read() as session:
            lines = [_line(session, credentials, each) for each in accounts(session)]
    finally:
        store.close()
    _tell(wanted, lines, "\n".join(map(_said, lines)) or "No account yet. moderator-desk account add ADDRESS")
    return REFUSED if any(each.trouble for each in lines) else WELL


def _add(wanted: argparse.Namespace) -> int:
    secret = read_secret(wanted.user)
    asked = NewAccount(
        wanted.kind,
        wanted.address,
        wanted.name,
        wanted.user,
        secret=secret,
        colour=wanted.colour,
        mode=wanted.mode,
    )
    return _changing(
        wanted,
        "{name} was added.",
        lambda store, credentials: signing.add(store, credentials, asked, utc_now()),
        keeping=True,
    )


def _test(wanted: argparse.Namespace) -> int:
    def run(store: Store, credentials: Credentials) -> Account:
        signing.test(store, credentials, wanted.account, utc_now())
        return signing.find(store, wanted.account)

    return _changing(wanted, "{name}: the sign-in works.", run)


def _sign_in(wanted: argparse.Namespace) -> int:
    secret = read_secret(wanted.user)
    return _changing(
        wanted,
        "{name}: signed in.",
        lambda store, credentials: signing.sign_in_again(
            store, credentials, wanted.account, wanted.user, secret, utc_now()
        ),
        keeping=True,
    )


def _rename(wanted: argparse.Namespace) -> int:
    return _written(
        wanted,
        "It is called {name} now.",
        lambda session, account: account_changes.rename(session, account, wanted.name, to_ms(utc_now())),
    )


def _colour(wanted: argparse.Namespace) -> int:
    return _written(
        wanted,
        "{name} has another colour.",
        lambda session, account: account_changes.recolour(session, account, wanted.colour),
    )


def _mode(wanted: argparse.Namespace) -> int:
    return _written(
        wanted,
        "{name} is now: {mode}.",
        lambda session, account: account_changes.set_mode(session, account, wanted.mode, to_ms(utc_now())),
    )


def _remove(wanted: argparse.Namespace) -> int:
    store = open_store(places(wanted.profile, wanted.data_dir).store)
    try:
        known = signing.find(store, wanted.account)
        with store.read() as session:
            held = held_by(session, known.id)
        if not wanted.yes:
            said = removal_words(held).replace(" below", "")
            print(f"{said} To remove it, say the same again with --yes.", file=sys.stderr)
            return USAGE
        signing.remove(store, open_credentials(), known.id, utc_now())
    finally:
        store.close()
    _tell(wanted, {"removed": known.id, "withdrawn": held.waiting}, f"{known.name} was removed.")
    return WELL


def _written(wanted: argparse.Namespace, said: str, write: Callable[[Session, str], Changes]) -> int:
    def run(store: Store, _credentials: Credentials) -> Account:
        known = signing.find(store, wanted.account)
        with store.write() as session:
            write(session, known.id)
        return signing.find(store, known.id)

    return _changing(wanted, said, run)


def _changing(
    wanted: argparse.Namespace,
    said: str,
    run: Callable[[Store, Credentials], Account],
    *,
    keeping: bool = False,
) -> int:
    """Run a change on the open store and tell how the account stands after it."""
    store = open_store(places(wanted.profile, wanted.data_dir).store)
    try:
        credentials = open_credentials()
        changed = run(store, credentials)
        with store.read() as session:
            line = _line(session, credentials, changed)
    finally:
        store.close()
    _tell(wanted, line, said.format(name=changed.name, mode=MODE.get(changed.mode, changed.mode).lower()))
    if keeping and not credentials.lasting:
        print(f"{NOT_LASTING} It was not kept; give it again when you open the desk.", file=sys.stderr)
    return WELL


def _line(session: Session, credentials: Credentials, each: Account) -> AccountLine:
    held = held_by(session, each.id)
    return AccountLine(
        each.id, each.kind, each.address, each.name, each.colour, each.mode, each.trouble,
        each.me.display_name or each.me.id if each.me else "", credentials.get(each.id) is not None,
        held.cases, held.waiting,
    )  # fmt: skip


def _said(line: AccountLine) -> str:
    trouble = platform_words(line.trouble) if line.trouble else ""
    signed = "" if line.signed_in else "no sign-in on this machine"
    parts = (
        line.name, kind_words(line.kind), line.address, MODE.get(line.mode, line.mode).lower(),
        line.user, f"{line.cases} cases", f"{line.waiting} waiting", signed, trouble,
    )  # fmt: skip
    return " · ".join(filter(None, parts))


def _tell(wanted: argparse.Namespace, value: object, said: str) -> None:
    print(msgspec.json.encode(value).decode() if wanted.json else said)


def exit_code_of(problem: AccountProblem) -> int:
    """How the command line ends when an account could not be changed."""
    return {"sending": REFUSED, "other-person": REFUSED, "busy": OFFLINE}.get(problem.code, USAGE)
