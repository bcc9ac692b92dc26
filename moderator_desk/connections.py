"""Where stored accounts and their secrets become lines to real platforms; used with and without a window."""

import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from threading import Event

from msgspec import Struct

from moderator_desk.credentials import Credentials
from moderator_desk.models import ledger
from moderator_desk.models.accounts import Account, accounts, put_account
from moderator_desk.models.guidelines import OWN, keep_guidelines, own_digest, present_guidelines
from moderator_desk.models.outbox import recover
from moderator_desk.models.store import Store
from moderator_desk.models.times import to_ms
from moderator_desk.models.values import CaseRef, Changes
from moderator_desk.platforms.base import Platform
from moderator_desk.platforms.connect import make_platform
from moderator_desk.rulebook import Fault, digest_of, read_set_file
from moderator_desk.settings import SHIPPED_GUIDELINES, resource
from moderator_desk.sync import Line


class Connections(Struct, frozen=True):
    """What is connected: a line for the sync thread and a second platform object for single questions, by account;
    and the accounts that have no secret on this machine."""

    lines: tuple[Line, ...]
    asking: dict[str, Platform]
    signed_out: tuple[str, ...]


class Ending(Event):
    """Says when one line is to end: with the whole desk, or by itself."""

    def __init__(self, whole: Event) -> None:
        super().__init__()
        self._whole = whole

    def is_set(self) -> bool:
        """Whether to end."""
        return super().is_set() or self._whole.is_set()

    def end(self) -> None:
        """End this line alone."""
        self.set()


def utc_now() -> datetime:
    """The present moment, as the whole desk uses it."""
    return datetime.now(UTC)


def _at_once() -> bool:
    """No window whose keys come first."""
    return False


def prepare(store: Store, team_file: Path | None = None) -> tuple[Fault, ...]:
    """What a start does before anything is shown: take up what was being sent, keep the team's guideline set (the shipped
    one when the team has none). The mistakes that keep a team's file from being used; the last good set stays then."""
    with store.write() as session:
        for entry in recover(session):
            ledger.record(session, to_ms(utc_now()), "interrupted", entry.ref, entry.id)
    return keep_own_set(store, team_file)


def keep_own_set(store: Store, team_file: Path | None) -> tuple[Fault, ...]:
    """Take in the team's file, or the shipped set without one; the mistakes that kept it out. When nothing was ever kept
    here, the shipped set stands in for a team's file that cannot be used."""
    file = team_file or resource(SHIPPED_GUIDELINES)
    digest = digest_of(file)
    with store.read() as session:
        if digest and own_digest(session) == digest:
            return ()  # as at the last start, and for most of them
    found, faults = read_set_file(file)
    with store.write() as session:
        now = to_ms(utc_now())
        if found is not None and not keep_guidelines(session, OWN, found, now, digest=digest):
            faults = (Fault("version-taken", "version", found.version),)
        if faults and present_guidelines(session, OWN) is None:
            shipped, _ = read_set_file(resource(SHIPPED_GUIDELINES))
            if shipped is not None:
                keep_guidelines(session, OWN, shipped, now)
        if faults:
            code = ", ".join(sorted({each.code for each in faults}))
            ledger.record(session, now, "guidelines-refused", CaseRef(OWN, ""), "", code)
    return faults


def add_account(store: Store, credentials: Credentials, account: Account, token: str) -> None:
    """Add (or re-address) an account and keep its secret."""
    credentials.put(account.id, token)
    with store.write() as session:
        put_account(session, account)


def connect(
    store: Store,
    credentials: Credentials,
    stop: Event,
    tell: Callable[[Changes], None],
    *,
    now: Callable[[], datetime] = utc_now,
    dice: random.Random | None = None,
    breathe: Callable[[], bool] = _at_once,
    only: str = "",
) -> Connections:
    """Make the lines of every stored account (or of `only` one) that has a secret; no network is touched."""
    with store.read() as session:
        known = [each for each in accounts(session) if only in ("", each.id)]
    lines: list[Line] = []
    asking: dict[str, Platform] = {}
    signed_out: list[str] = []
    for each in known:
        token = credentials.get(each.id)
        if not token:
            signed_out.append(each.id)
            continue
        lines.append(
            Line(
                account=each.id,
                platform=make_platform(each.kind, each.address, token),
                now=now,
                stop=Ending(stop),
                tell=tell,
                dice=dice or random.Random(),
                breathe=breathe,
            )
        )
        asking[each.id] = make_platform(each.kind, each.address, token)
    return Connections(tuple(lines), asking, tuple(signed_out))
