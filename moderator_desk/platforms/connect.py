"""Which kinds of platform there are, and how to make a connector for an account."""

from collections.abc import Callable

from moderator_desk.platforms.base import Platform, PlatformError
from moderator_desk.platforms.http import Session
from moderator_desk.platforms.platform_api import PlatformApi

KINDS: dict[str, Callable[[Session], Platform]] = {"desk": PlatformApi}


def make_platform(kind: str, address: str, token: str) -> Platform:
    """A connector for one account; no network is touched. Raises PlatformError("bad-address"), ValueError for a kind."""
    if kind not in KINDS:
        raise ValueError(f"unknown kind of platform: {kind}")
    return KINDS[kind](Session(address, token))


def sign_in(kind: str, address: str, user: str, password: str) -> str:
    """A token for a name and password. Raises PlatformError; our own kind hands out tokens by itself."""
    raise PlatformError("sign-in", f"{kind} has no sign-in by password: give an access token")
