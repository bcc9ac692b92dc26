"""Secrets: put, get and forget a platform account's token, in a safe keyring or for this run only.

A keyring library left to itself may pick a plain-text file or a backend that swallows what it is given. So only
backends known to be safe are accepted, by class, and only after a write, a read and a delete worked.
"""

import logging
import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "moderator_desk"
SAFE = (
    "keyring.backends.Windows.WinVaultKeyring",
    "keyring.backends.macOS.Keyring",
    "keyring.backends.SecretService.Keyring",
    "keyring.backends.libsecret.Keyring",
    "keyring.backends.kwallet.DBusKeyring",
)
_log = logging.getLogger(__name__)


def _refusals() -> type[Exception]:
    """What a keyring raises. The library is loaded with the first keyring and not before: a start of the desk, and every
    command that needs no secret, would wait for it."""
    from keyring.errors import KeyringError

    return KeyringError


class Credentials:
    """Tokens by account. `lasting` says whether they survive this run; when it does not, the window says so.

    A keyring may ask the person for a password and block: make and use this off the main thread.
    """

    def __init__(self, backend: "KeyringBackend | None") -> None:
        self._backend = backend
        self._memory: dict[str, str] = {}

    @property
    def lasting(self) -> bool:
        """Whether tokens are kept in a safe keyring rather than for this run only."""
        return self._backend is not None

    def put(self, account: str, token: str) -> None:
        """Keep a token; in memory only when the keyring refuses."""
        self._memory[account] = token
        if self._backend is not None:
            try:
                self._backend.set_password(SERVICE, account, token)
            except _refusals():
                _log.info("the keyring refused a write; the token is kept for this run only")
                self._backend = None

    def get(self, account: str) -> str | None:
        """The account's token, or None."""
        if account in self._memory:
            return self._memory[account]
        if self._backend is None:
            return None
        try:
            return self._backend.get_password(SERVICE, account)
        except _refusals():
            return None

    def forget(self, account: str) -> None:
        """Drop a token everywhere."""
        self._memory.pop(account, None)
        if self._backend is not None:
            try:
                self._backend.delete_password(SERVICE, account)
            except _refusals():
                _log.info("the keyring had no such entry")


def open_credentials() -> Credentials:
    """Credentials on the best safe keyring of this machine, or for this run only when there is none."""
    from keyring.backend import get_all_keyring

    for backend in sorted(get_all_keyring(), key=lambda each: -float(each.priority)):
        if _name(backend) in SAFE and works(backend):
            return Credentials(backend)
    return Credentials(None)


def works(backend: "KeyringBackend") -> bool:
    """Whether a backend gives back what it was given, and forgets it when told to."""
    name, probe = f"self-test-{secrets.token_hex(4)}", secrets.token_hex(16)
    try:
        backend.set_password(SERVICE, name, probe)
        same = backend.get_password(SERVICE, name) == probe
        backend.delete_password(SERVICE, name)
        return same and backend.get_password(SERVICE, name) is None
    except Exception:  # noqa: BLE001 - backends raise whatever their bus raises; any failure means "not safe"
        return False


def _name(backend: "KeyringBackend") -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"
