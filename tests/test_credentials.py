"""Secrets: only a keyring that works is trusted, and what cannot be kept is said to last this run only."""

from collections.abc import Iterator

import keyring.errors
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.null import Keyring as NullKeyring

from moderator_desk.credentials import Credentials, open_credentials, works


class Box(KeyringBackend):
    """A keyring in memory, the double of a real one; `shut` makes it refuse writes."""

    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.shut = False

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.shut:
            raise keyring.errors.PasswordSetError
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        if self.kept.pop((service, username), None) is None:
            raise keyring.errors.PasswordDeleteError


@pytest.fixture(autouse=True)
def unlist_double() -> Iterator[None]:
    """A backend class lists itself with the library; the double is not for others."""
    yield
    KeyringBackend._classes.discard(Box)  # type: ignore[attr-defined]


def test_only_a_keyring_that_gives_back_and_forgets_works() -> None:
    box = Box()
    assert works(box)
    assert box.kept == {}
    assert not works(NullKeyring())
    box.shut = True
    assert not works(box)


def test_no_unknown_keyring_is_trusted_however_well_it_works() -> None:
    assert works(Box())
    assert not open_credentials().lasting


def test_a_token_outlives_the_run_in_a_keyring_and_not_without() -> None:
    box = Box()
    Credentials(box).put("here", "secret")
    later = Credentials(box)
    assert (later.get("here"), later.lasting) == ("secret", True)
    later.forget("here")
    later.forget("here")
    assert Credentials(box).get("here") is None
    memory = Credentials(None)
    memory.put("here", "secret")
    assert (memory.get("here"), memory.lasting) == ("secret", False)
    assert Credentials(None).get("here") is None


def test_a_keyring_that_refuses_is_said_not_to_last() -> None:
    box = Box()
    box.shut = True
    secrets = Credentials(box)
    secrets.put("here", "secret")
    assert (secrets.get("here"), secrets.lasting) == ("secret", False)
