"""The table of those who were warned or muted as reporters; what is said in tables.py holds here, too."""

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from moderator_desk.models.tables import Base


class ReporterStepRow(Base):
    """A step as values.ReporterStep says. `over`: a mute has come to its end, and the cases that waited for it came
    forward."""

    __tablename__ = "reporter_step"
    __table_args__ = (
        UniqueConstraint("id", name="uq_reporter_step_id"),
        Index("ix_reporter_step_member", "account", "member_id"),
        Index("ix_reporter_step_mute", "account", sqlite_where=text("kind = 'mute' AND over = 0")),
    )
    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    account: Mapped[str]
    member_id: Mapped[str]
    kind: Mapped[str]
    at: Mapped[int]
    by: Mapped[str]
    case_id: Mapped[str]
    until: Mapped[int | None]
    ended_at: Mapped[int | None]
    over: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    reason: Mapped[str]
