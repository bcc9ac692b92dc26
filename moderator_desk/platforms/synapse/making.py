"""Cases out of reports, of whichever kind; rooms and the server's name are asked for once."""

from typing import cast

from moderator_desk.models.values import Case
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session
from moderator_desk.platforms.synapse.in_room import who
from moderator_desk.platforms.synapse.lists import ReportRow, reports_of
from moderator_desk.platforms.synapse.profiles import Profile, account_case, profile
from moderator_desk.platforms.synapse.reading import Standing, message_case, room_of, standing
from moderator_desk.platforms.synapse.wire import AccountRow, Room, Row, ids_of, is_account


class Making:
    """Makes cases, and looks at what they are about as it is now. What it keeps only saves requests."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rooms: dict[str, Room] = {}
        self._home = ""

    def forget_rooms(self) -> None:
        """Rooms may have other names by now."""
        self._rooms = {}

    def case(self, case_id: str) -> Case:
        """One case as it is now; missing when no report of it is left. Raises PlatformError."""
        rows = reports_of(self._session, case_id)
        if not rows:
            raise PlatformError("missing")
        self.forget_rooms()
        return self.case_of(rows)

    def case_of(self, rows: tuple[ReportRow, ...]) -> Case:
        """The case that these reports make, all of one case and the oldest first. Raises PlatformError."""
        if isinstance(rows[0], AccountRow):
            return account_case(self._session, cast(tuple[AccountRow, ...], rows))
        room = rows[0].room_id
        if room not in self._rooms:
            self._rooms[room] = room_of(self._session, room)
        return message_case(self._session, cast(tuple[Row, ...], rows), self._rooms[room], self.home())

    def standing(self, case_id: str) -> Standing | Profile | None:
        """What a case is about as it is now; None when the server has it no more."""
        if is_account(case_id):
            return profile(self._session, case_id)
        return standing(self._session, *ids_of(case_id))

    def home(self) -> str:
        """The server's name, the part of an account behind the colon."""
        if not self._home:
            self._home = who(self._session).partition(":")[2]
        return self._home
