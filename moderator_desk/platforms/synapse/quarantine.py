"""Pictures and files under quarantine: nobody can fetch them from the server, and it can be lifted again."""

from typing import Any

from moderator_desk.models.values import Case
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse import texts
from moderator_desk.platforms.synapse.reading import standing
from moderator_desk.platforms.synapse.wire import (
    ADMIN,
    Fetched,
    MediaAnswer,
    Unwilling,
    call,
    ids_of,
    is_account,
)


def media_of(session: Session, case_id: str, seen: Case | None) -> tuple[str, ...]:
    """Where the pictures and files of a case lie: all of a message's, redacted or not; of an account the picture that was
    on the screen. Raises PlatformError."""
    on_screen = tuple(each.id for each in seen.item.media) if seen else ()
    if is_account(case_id):
        return on_screen
    room, event = ids_of(case_id)
    # an event asked for by its id keeps its content after a redaction, until the server forgets it
    told = call(session, "GET", f"{ADMIN}/fetch_event{path_of(event)}", Fetched).event
    now = standing(session, room, event)
    newer = texts.addresses(now.edit.content) if now and now.edit else ()
    return tuple(dict.fromkeys((*texts.addresses(told.content), *newer, *on_screen)))


def quarantined(session: Session, address: str) -> bool | None:
    """Whether it is under quarantine; None when the server does not have it."""
    try:
        told = call(session, "GET", f"{ADMIN}/media{_path(address)}", MediaAnswer)
    except Unwilling as error:
        if error.why != "missing":
            raise
        return None
    return told.media_info.quarantined_by is not None


def set_quarantine(session: Session, address: str, on: bool) -> None:
    """Put a picture or file under quarantine, or lift it. The server says yes to any address: look afterwards."""
    verb = "quarantine" if on else "unquarantine"
    call(session, "POST", f"{ADMIN}/media/{verb}{_path(address)}", dict[str, Any], body={})


def server_of(address: str) -> str:
    """Which server a picture or file comes from."""
    return address.removeprefix("mxc://").partition("/")[0]


def _path(address: str) -> str:
    return path_of(server_of(address), address.removeprefix("mxc://").partition("/")[2])
