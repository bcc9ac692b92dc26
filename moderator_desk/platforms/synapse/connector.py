"""One server admin's account on a Synapse homeserver, as the desk asks of any platform."""

from moderator_desk.models.values import (
    Case,
    GuidelineSet,
    Me,
    MemberFile,
    OutboxEntry,
    Outcome,
)
from moderator_desk.platforms.base import Page, PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse.acting import Acting
from moderator_desk.platforms.synapse.feed import CASES_AT_ONCE, Feed
from moderator_desk.platforms.synapse.in_room import who
from moderator_desk.platforms.synapse.making import Making
from moderator_desk.platforms.synapse.members import member_of
from moderator_desk.platforms.synapse.offers import abilities
from moderator_desk.platforms.synapse.wire import ADMIN, CLIENT, Unwilling, call


class Synapse:
    """Reads reports as cases and carries out decisions, with the rights of a server admin."""

    abilities = abilities(CASES_AT_ONCE)

    def __init__(self, session: Session) -> None:
        self._session = session
        self._making = Making(session)
        self._feed = Feed(session, self._making)
        self._acting = Acting(session, self._making)

    def close(self) -> None:
        """Give up the connections."""
        self._session.close()

    def check(self) -> Me:
        """Who we are there. Raises PlatformError("forbidden") for an account that is no server admin."""
        me = who(self._session)
        try:
            told = call(self._session, "GET", f"{ADMIN}/users{path_of(me, 'admin')}", dict)
        except Unwilling as error:
            raise PlatformError("forbidden") from error
        if told.get("admin") is not True:
            raise PlatformError("forbidden")
        return Me(me, me, "admin")

    def fetch(self, cursor: str | None) -> Page:
        """The next cases."""
        return self._feed.fetch(cursor)

    def case(self, case_id: str) -> Case:
        """One case as it is now; missing when no report of it is left."""
        return self._making.case(case_id)

    def member(self, member_id: str) -> MemberFile:
        """A member."""
        return member_of(self._session, member_id)

    def guidelines(self) -> GuidelineSet | None:
        """The server has none: the desk's own set applies."""
        return None

    def media(self, media_id: str) -> bytes:
        """A picture's bytes; one under quarantine is missing."""
        server, _, name = media_id.removeprefix("mxc://").partition("/")
        if not media_id.startswith("mxc://") or not server or not name:
            raise PlatformError("missing")
        return self._session.get_bytes(f"/_matrix/client/v1/media/download{path_of(server, name)}")

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """Carry out one entry; every effect is looked for before and after, so a repeat does nothing twice."""
        return self._acting.apply(entry, seen)


def sign_in(session: Session, user: str, password: str) -> str:
    """An access token for a user's name and password. Raises PlatformError("sign-in") when they do not fit."""
    body = {
        "type": "m.login.password",
        "identifier": {"type": "m.id.user", "user": user},
        "password": password,
        "initial_device_display_name": "moderator_desk",
    }
    try:
        token = call(session, "POST", f"{CLIENT}/login", dict, body=body).get("access_token")
    except Unwilling as error:
        raise PlatformError("sign-in") from error
    if not isinstance(token, str) or not token:
        raise PlatformError("bad-answer", "access_token")
    return token
