"""Who is signed in, and what each role may do. Roles are enforced here, whatever a desk shows."""

import secrets
from typing import NamedTuple

from sqlalchemy import Connection, Engine, insert, select

from moderator_desk.server.problems import Problem
from moderator_desk.server.tables import StaffRow
from moderator_desk.server.wire import Person

RANKS = ("moderator", "senior", "supervisor", "admin")
MODERATOR_BAN_HOURS = 7 * 24

PERMISSIONS = {
    "moderator": ("decide", "claim", "note", "ban-7-days", "read-log"),
    "senior": ("decide", "claim", "note", "ban", "read-log", "decide-escalated", "restore", "reverse-any"),
}
PERMISSIONS["supervisor"] = (*PERMISSIONS["senior"], "audit", "legal-route")
PERMISSIONS["admin"] = (*PERMISSIONS["supervisor"], "intake")

_FIRST_STAFF = (
    ("moderator", "mod-01", "Samir", "moderator"),
    ("moderator2", "mod-02", "Ines", "moderator"),
    ("senior", "mod-03", "Aiko", "senior"),
    ("supervisor", "mod-04", "Tomasz", "supervisor"),
    ("admin", "mod-05", "Nadia", "admin"),
)


class Staff(NamedTuple):
    """Somebody signed in."""

    id: str
    name: str
    role: str

    @property
    def person(self) -> Person:
        """As named in a case."""
        return Person(self.id, self.name)

    def may(self, permission: str) -> bool:
        """Whether the role has a permission."""
        return permission in PERMISSIONS[self.role]

    def need(self, permission: str, detail: str) -> None:
        """Raise Problem forbidden without this permission."""
        if not self.may(permission):
            raise Problem("forbidden", detail)


def open_staff(engine: Engine) -> dict[str, str]:
    """The tokens of everybody who may sign in, by key (moderator, senior, ...); made at the first start, then kept."""
    with engine.begin() as connection:
        known = {row.key: row.token for row in connection.execute(select(StaffRow.key, StaffRow.token))}
        if known:
            return known
        for key, staff_id, name, role in _FIRST_STAFF:
            known[key] = secrets.token_urlsafe(24)
            connection.execute(
                insert(StaffRow).values(id=staff_id, name=name, key=key, role=role, token=known[key])
            )
    return known


def read_staff(connection: Connection) -> dict[str, Staff]:
    """Everybody who may sign in, by token."""
    rows = connection.execute(select(StaffRow.token, StaffRow.id, StaffRow.name, StaffRow.role))
    return {row.token: Staff(row.id, row.name, row.role) for row in rows}
