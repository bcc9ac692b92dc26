"""Adding, testing, signing in to and removing platform accounts: what the command line and the accounts sheet have done.

Every function blocks on network, keyring or disk: call them off the main thread. A secret goes to the keyring (or stays
in memory for this run) and nowhere else. Problems are AccountProblem for what is wrong here, PlatformError for what the
platform says.
"""

from collections.abc import Collection
from datetime import datetime

import msgspec

from moderator_desk.credentials import Credentials
from moderator_desk.models import account_changes, ledger
from moderator_desk.models.account_changes import AccountProblem, NewAccount, free_name
from moderator_desk.models.accounts import Account, account, accounts, put_account, reached
from moderator_desk.models.modes import MODES
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import CaseRef, Changes, Me
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.connect import ASKED, KINDS, make_platform, sign_in


def add(store: Store, credentials: Credentials, wanted: NewAccount, now: datetime) -> Account:
    """Sign in, ask the platform who we are, and only then keep account and secret.

    Raises AccountProblem (unknown-kind, unknown-mode, no-address, no-user, no-secret, name-taken) or PlatformError;
    nothing is kept then.
    """
    address = wanted.address.strip().rstrip("/")
    if wanted.kind not in KINDS:
        raise AccountProblem("unknown-kind", wanted.kind)
    if wanted.mode not in MODES:
        raise AccountProblem("unknown-mode", wanted.mode)
    if not address:
        raise AccountProblem("no-address")
    with store.read() as session:
        name = free_name(session, wanted.name or host_of(address))
        taken = {each.id for each in accounts(session)}
    token = _token(wanted.kind, address, wanted.signs_in_as, wanted.secret)
    me = who(wanted.kind, address, token)
    made = Account(
        new_id(wanted.kind, address, taken),
        wanted.kind,
        address,
        name,
        me=me,
        colour=wanted.colour,
        mode=wanted.mode,
    )
    credentials.put(made.id, token)
    with store.write() as session:
        put_account(session, made)
        reached(session, made.id, to_ms(now), me)
        ledger.record(session, to_ms(now), "account-added", CaseRef(made.id, ""), "", made.mode)
    return made


def test(store: Store, credentials: Credentials, account_id: str, now: datetime) -> Me:
    """Ask the platform who we are, with the secret that is kept. Raises AccountProblem (unknown-account, signed-out) or
    PlatformError."""
    known = find(store, account_id)
    token = credentials.get(known.id)
    if not token:
        raise AccountProblem("signed-out", known.name)
    me = who(known.kind, known.address, token)
    with store.write() as session:
        reached(session, known.id, to_ms(now), me)
    return me


def sign_in_again(
    store: Store, credentials: Credentials, account_id: str, user: str, secret: str, now: datetime
) -> Account:
    """Put a fresh secret in place of one that died; what waited for it may go then.

    Raises AccountProblem (unknown-account, no-user, no-secret, other-person: decisions are recorded under the one who
    took them) or PlatformError.
    """
    known = find(store, account_id)
    token = _token(known.kind, known.address, user, secret)
    me = who(known.kind, known.address, token)
    if known.me is not None and known.me.id != me.id:
        raise AccountProblem("other-person", known.name)
    credentials.put(known.id, token)
    with store.write() as session:
        reached(session, known.id, to_ms(now), me)
        ledger.record(session, to_ms(now), "account-signed-in", CaseRef(known.id, ""), "")
    return msgspec.structs.replace(known, me=me, trouble="", offline_since=None)


def remove(store: Store, credentials: Credentials, account_id: str, now: datetime) -> Changes:
    """Take an account away with its secret. Raises AccountProblem (unknown-account, sending)."""
    with store.write() as session:
        changes = account_changes.remove(session, account_id, to_ms(now))
    credentials.forget(account_id)
    return changes


def find(store: Store, wanted: str) -> Account:
    """The account with this id or name. Raises AccountProblem("unknown-account")."""
    with store.read() as session:
        known = account(session, wanted)
        same = [each for each in accounts(session) if each.name.casefold() == wanted.casefold()]
    found = known or (same[0] if same else None)
    if found is None:
        raise AccountProblem("unknown-account", wanted)
    return found


def who(kind: str, address: str, token: str) -> Me:
    """Who a token belongs to. Raises PlatformError."""
    platform = make_platform(kind, address, token)
    try:
        return platform.check()
    finally:
        platform.close()


def host_of(address: str) -> str:
    """An address without its scheme, as a first name for an account."""
    return address.split("//")[-1].rstrip("/")


def new_id(kind: str, address: str, taken: Collection[str]) -> str:
    """An id that no account has yet."""
    first = f"{kind}:{host_of(address)}"
    numbered = (f"{first}#{number}" for number in range(2, len(taken) + 3))
    return next(each for each in (first, *numbered) if each not in taken)


def _token(kind: str, address: str, user: str, secret: str) -> str:
    if not secret:
        raise AccountProblem("no-secret")
    if not user and "token" not in ASKED[kind]:
        raise AccountProblem("no-user")
    token = sign_in(kind, address, user, secret) if user else secret
    if not token.isprintable() or not token.isascii():
        raise PlatformError("sign-in")  # what cannot stand in a header can be no token
    return token
