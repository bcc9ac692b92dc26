"""Which kinds of platform there are, and how to make a connector for an account."""

from collections.abc import Callable
from typing import Protocol

from moderator_desk.platforms.base import Platform, PlatformError
from moderator_desk.platforms.http import TOTAL_S, Session
from moderator_desk.platforms.ozone import client as ozone_client
from moderator_desk.platforms.ozone.connector import ozone_at
from moderator_desk.platforms.platform_api import PlatformApi
from moderator_desk.platforms.synapse import connector as synapse


class Maker(Protocol):
    """Makes a connector for what was kept at sign-in; `total_s` is the deadline of each answer, in seconds."""

    def __call__(self, address: str, token: str, *, total_s: float = TOTAL_S) -> Platform:
        """Raises PlatformError("bad-address")."""
        ...


def _by_token(kind: Callable[[Session], Platform]) -> Maker:
    """A kind whose every request carries the token itself."""

    def make(address: str, token: str, *, total_s: float = TOTAL_S) -> Platform:
        return kind(Session(address, token, total_s=total_s))

    return make


KINDS: dict[str, Maker] = {
    "desk": _by_token(PlatformApi),
    "synapse": _by_token(synapse.Synapse),
    "ozone": ozone_at,
}

SIGN_INS: dict[str, Callable[[Session, str, str], str]] = {
    "synapse": synapse.sign_in,
    "ozone": ozone_client.sign_in,
}
"""Kinds that give a token for a name and a password; the others hand out tokens by themselves."""

ASKED: dict[str, tuple[str, ...]] = {
    "desk": ("token",),
    "synapse": ("user", "password", "token"),
    "ozone": ("user", "service", "password"),
}
"""What a sign-in asks of a person, by kind: a user with a password, a token where there is no user, and the service that
is moderated where the address alone does not say which (it stands after the user, with a space between)."""


def make_platform(kind: str, address: str, token: str) -> Platform:
    """A connector for one account; no network is touched. Raises PlatformError("bad-address"), ValueError for a kind."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of platform: {kind}")
    return KINDS[kind](address, token)


def sign_in(kind: str, address: str, user: str, password: str) -> str:
    """A token for a name and password. Raises PlatformError, "no-password" for a kind that has no such sign-in."""
    if kind not in SIGN_INS:
        raise PlatformError("no-password")
    session = Session(address, "")
    try:
        return SIGN_INS[kind](session, user, password)
    finally:
        session.close()
