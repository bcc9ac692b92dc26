"""One moderator's account at an Ozone service, as the desk asks of any platform."""

import msgspec

from moderator_desk.models.values import (
    Abilities,
    Case,
    GuidelineSet,
    Me,
    MemberFile,
    OutboxEntry,
    Outcome,
)
from moderator_desk.platforms.base import Page, PlatformError
from moderator_desk.platforms.http import TOTAL_S, Session
from moderator_desk.platforms.ozone.acting import Acting
from moderator_desk.platforms.ozone.claims import claims
from moderator_desk.platforms.ozone.client import Client
from moderator_desk.platforms.ozone.deeds import BANS, REMOVALS
from moderator_desk.platforms.ozone.feed import CASES_AT_ONCE, Feed
from moderator_desk.platforms.ozone.member import member_of
from moderator_desk.platforms.ozone.reading import case_of, view_of
from moderator_desk.platforms.ozone.wire import Json

_ROLES = {"roleAdmin": "admin", "roleModerator": "moderator", "roleTriage": "triage"}


class Ozone:
    """Reads subjects as cases and carries out decisions, with the rights of one moderator."""

    abilities = Abilities(
        kind="ozone",
        actions=("dismiss", "remove", "warn", "ban", "escalate"),
        reversible=("remove", "ban"),
        missing={"edit": "no-edit"},
        claims=True,
        notes=True,
        history=True,
        guidelines=False,
        scopes={"remove": REMOVALS, "ban": BANS},
        reporter_warnings=True,
        page_size=CASES_AT_ONCE,
    )

    def __init__(self, client: Client) -> None:
        self._client = client
        self._feed = Feed(client)
        self._acting = Acting(client)

    def close(self) -> None:
        """Give up the connections."""
        self._client.close()

    def check(self) -> Me:
        """Who we are there. Raises PlatformError("forbidden") for an account that is not on the moderation team."""
        me = self._client.me()
        viewer: Json = self._client.get("tools.ozone.server.getConfig", dict).get("viewer") or {}
        role = _ROLES.get(str(viewer.get("role", "")).rpartition("#")[2])
        if role is None:
            raise PlatformError("forbidden")
        return Me(me.did, me.handle or me.did, role)

    def fetch(self, cursor: str | None) -> Page:
        """The next cases."""
        return self._feed.fetch(cursor)

    def case(self, case_id: str) -> Case:
        """One case as it is now, waiting or not; missing when the moderators never heard of it."""
        view = view_of(self._client, case_id)
        if view.status is None:
            raise PlatformError("missing")
        held = claims(self._client, case_id).get(case_id)
        return msgspec.structs.replace(case_of(self._client, view, view.status), claim=held)

    def member(self, member_id: str) -> MemberFile:
        """A member with what Ozone keeps about them."""
        return member_of(self._client, member_id)

    def guidelines(self) -> GuidelineSet | None:
        """The service has names of policies but no texts: the desk's own set applies."""
        return None

    def media(self, media_id: str) -> bytes:
        """A picture's bytes; one that was taken down, or lies at another PDS, is missing."""
        did, _, cid = media_id.partition(" ")
        if not did.startswith("did:") or not cid:
            raise PlatformError("missing")
        return self._client.picture(did, cid)

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """Carry out one entry; the server is asked for it first, so a repeat does nothing twice."""
        return self._acting.apply(entry, seen)


def ozone_at(address: str, token: str, *, total_s: float = TOTAL_S) -> Ozone:
    """A connector for the PDS at an address and what was kept at sign-in. Raises PlatformError("bad-address")."""
    # what is kept is no bearer token, so the session must not have it
    return Ozone(Client(Session(address, "", total_s=total_s), token))
