"""A change feed: first the whole queue, then the subjects that the moderators' own line of events names.

While nothing happened a pull is one small request. A subject that an event names is read again: it waits, and comes as
a case, or does not wait any more, and is told as gone. Events are asked for by time, with some seconds of overlap,
because one may be stored after a later one; the ids of those already looked at stand in the cursor.
"""

from datetime import datetime, timedelta

import msgspec
from msgspec import Struct

from moderator_desk.models.values import Case
from moderator_desk.platforms.base import Page
from moderator_desk.platforms.ozone.claims import claims
from moderator_desk.platforms.ozone.client import Client
from moderator_desk.platforms.ozone.reading import case_of, views_of
from moderator_desk.platforms.ozone.wire import (
    DEFS,
    LONG_AGO,
    MODERATION,
    Event,
    Events,
    Status,
    Statuses,
    View,
)

CASES_AT_ONCE = 25
EVENTS_AT_ONCE = 100
OVERLAP = timedelta(seconds=10)
_LISTS: tuple[dict[str, object], ...] = (
    {"reviewState": f"{DEFS}reviewOpen"},
    {"reviewState": f"{DEFS}reviewEscalated"},
    {"appealed": True},
)


class Cursor(Struct, frozen=True):
    """Where the feed is. `list` is the list of the first reading that is under way (past the last: done), `place` the
    server's own cursor in it. `since` is the newest event looked at, `seen` those within the overlap before it, and
    `waiting` subjects that events named and that are not told yet. `told` are cases that changed while the first reading
    went on, with the version they were told with: the events of that are still to come."""

    since: datetime
    list: int = 0
    place: str = ""
    seen: tuple[int, ...] = ()
    waiting: tuple[str, ...] = ()
    told: dict[str, int] = {}


class Feed:
    """Reads the queue as a change feed; it keeps nothing between two calls."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def fetch(self, cursor: str | None) -> Page:
        """The next cases after a cursor."""
        at = _decoded(cursor) or self._begun()
        if at.list < len(_LISTS):
            return self._first(at)
        return self._waiting(at, False) if at.waiting else self._changed(at)

    def _begun(self) -> Cursor:
        """A cursor before the first reading: what was there before it need not be looked at again after it."""
        query = {"limit": EVENTS_AT_ONCE, "sortDirection": "desc"}
        found = self._client.get(f"{MODERATION}.queryEvents", Events, **query).events
        newest = found[0].created_at if found else LONG_AGO
        return Cursor(newest, seen=tuple(each.id for each in found if each.created_at >= newest - OVERLAP))

    def _first(self, at: Cursor) -> Page:
        """One page of the whole queue."""
        query = _LISTS[at.list] | {"limit": CASES_AT_ONCE, "cursor": at.place or None}
        page = self._client.get(f"{MODERATION}.queryStatuses", Statuses, **query)
        ids = [each.subject.id for each in page.subject_statuses if each.waits]
        cases, _ = self._told(ids)
        told = at.told | {case.id: case.version for case in cases if case.changed_at > at.since - OVERLAP}
        # the last page may be an empty one without a cursor, or any without
        after = page.cursor if page.cursor and page.subject_statuses else ""
        nxt = msgspec.structs.replace(at, place=after, list=at.list if after else at.list + 1, told=told)
        return Page(cases, _encoded(nxt), True)

    def _changed(self, at: Cursor) -> Page:
        """What events since the cursor name."""
        since = _written(at.since - OVERLAP) if at.since > LONG_AGO else None
        query = {"sortDirection": "asc", "createdAfter": since, "limit": EVENTS_AT_ONCE}
        fresh: list[Event] = []
        place: str | None = None
        overlap: list[Event] = []
        while True:
            page = self._client.get(f"{MODERATION}.queryEvents", Events, **query, cursor=place)
            overlap += page.events
            fresh += [each for each in page.events if each.id not in at.seen]
            place = page.cursor
            if fresh or not place or len(page.events) < EVENTS_AT_ONCE:
                break
        if not fresh:
            return Page((), _encoded(msgspec.structs.replace(at, told={})), False)
        newest = max(at.since, *(each.created_at for each in fresh))
        seen = {each.id for each in overlap if each.created_at >= newest - OVERLAP}
        named = tuple(dict.fromkeys(each.subject.id for each in fresh if each.subject.id))
        more = bool(place) and len(overlap) % EVENTS_AT_ONCE == 0
        return self._waiting(Cursor(newest, len(_LISTS), "", tuple(sorted(seen)), named, at.told), more)

    def _waiting(self, at: Cursor, more: bool) -> Page:
        """The next of the subjects that events named."""
        now, later = at.waiting[:CASES_AT_ONCE], at.waiting[CASES_AT_ONCE:]
        cases, gone = self._told(now)
        cases = tuple(case for case in cases if at.told.get(case.id) != case.version)
        left = msgspec.structs.replace(at, waiting=later)
        # after the last of them the events are asked again, for there may have been a full page of them
        return Page(cases, _encoded(left), bool(later) or more, gone)

    def _told(self, ids: list[str] | tuple[str, ...]) -> tuple[tuple[Case, ...], tuple[str, ...]]:
        """Subjects by whether they wait now: cases, and the ids of the others."""
        if not ids:
            return (), ()
        cases: list[Case] = []
        standing = [each for each in _standing(views_of(self._client, ids)) if each[1].waits]
        held = claims(self._client) if standing else {}
        for view, status in standing:
            case = case_of(self._client, view, status)
            cases.append(msgspec.structs.replace(case, claim=held.get(case.id)))
        told = {case.id for case in cases}
        return tuple(cases), tuple(each for each in ids if each not in told)


def _standing(views: tuple[View, ...]) -> list[tuple[View, Status]]:
    return [(view, view.status) for view in views if view.status is not None]


def _written(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _encoded(cursor: Cursor) -> str:
    return msgspec.json.encode(cursor).decode()


def _decoded(cursor: str | None) -> Cursor | None:
    """A cursor of ours; one that is not begins the feed anew."""
    try:
        return msgspec.json.decode(cursor, type=Cursor) if cursor else None
    except msgspec.DecodeError:
        return None
