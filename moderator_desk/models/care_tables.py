"""Tables of care and wellbeing; what is said in tables.py holds here, too."""

from sqlalchemy import Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from moderator_desk.models.tables import Base


class HandoffRow(Base):
    """A case put into somebody's hands, with the case as it was seen. `alert_at` is when to call for somebody again."""

    __tablename__ = "handoff"
    __table_args__ = (
        UniqueConstraint("id", name="uq_handoff_id"),
        Index("ix_handoff_case", "account", "case_id"),
        Index("ix_handoff_alert", "alert_at", sqlite_where=text("alert_at IS NOT NULL")),
    )
    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    account: Mapped[str]
    case_id: Mapped[str]
    kind: Mapped[str]
    at: Mapped[int]
    by: Mapped[str]
    duty_name: Mapped[str]
    duty_phone: Mapped[str]
    duty_hours: Mapped[str]
    entry_id: Mapped[str]
    seen: Mapped[bytes] = mapped_column(LargeBinary)
    seen_sha256: Mapped[str]
    told: Mapped[int]
    alert_at: Mapped[int | None]
    acknowledged_at: Mapped[int | None]
    acknowledged_by: Mapped[str] = mapped_column(default="", server_default="")
    how: Mapped[str] = mapped_column(default="", server_default="")
    lifted_at: Mapped[int | None]


class LeftOutRow(Base):
    """A guideline whose cases the moderator does not want until a moment. Theirs alone: never sent, never exported."""

    __tablename__ = "left_out"
    guideline: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[int]


class ExposureRow(Base):
    """Seconds with hard cases on the screen, by local day. The moderator's alone: never sent, never exported."""

    __tablename__ = "exposure"
    day: Mapped[str] = mapped_column(primary_key=True)
    severity: Mapped[str] = mapped_column(primary_key=True)
    seconds: Mapped[int]
