"""The desk's own tables. Rows are private to models/: everything that leaves is a frozen value.

Times are integer milliseconds since 1970 in UTC, so that they compare, index and survive any clock zone.
Big bodies stand in tables of their own, so that walking the queue never reads them.
"""

from typing import cast

from sqlalchemy import Index, LargeBinary, MetaData, Table, UniqueConstraint, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_name)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """Parent of every row class; constraint names are fixed so that migrations can name them."""

    metadata = MetaData(naming_convention=NAMING)


class AccountRow(Base):
    """One platform account: where it is, how far its feed was read, and whether it can be reached. `carries` is what the
    desk does itself for its platform: words of Abilities.carries."""

    __tablename__ = "account"
    id: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    address: Mapped[str]
    name: Mapped[str]
    cursor: Mapped[str | None]
    pulled_at: Mapped[int | None]
    offline_since: Mapped[int | None]
    trouble: Mapped[str] = mapped_column(default="")
    carries: Mapped[str] = mapped_column(default="", server_default="")
    me: Mapped[bytes | None] = mapped_column(LargeBinary)
    colour: Mapped[str] = mapped_column(default="", server_default="")
    mode: Mapped[str] = mapped_column(default="live", server_default="live")


class CaseRow(Base):
    """What the queue needs of a case. `turn` is its place class: 0 came back, 1 to do, 2 skipped, 3 done. `language` is
    the platform's word, `language_set` a moderator's, which goes before it."""

    __tablename__ = "case"
    __table_args__ = (
        UniqueConstraint("account", "case_id", name="uq_case_ref"),
        Index("ix_case_queue", "turn", "urgency", "opened_at", "account", "case_id"),
        Index("ix_case_member", "account", "member_id"),
        Index("ix_case_unindexed", "key", sqlite_where=text("indexed = 0")),
    )
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    case_id: Mapped[str]
    turn: Mapped[int]
    urgency: Mapped[int]
    opened_at: Mapped[int]
    version: Mapped[int]
    state: Mapped[str]
    severity: Mapped[str]
    guideline: Mapped[str]
    language: Mapped[str]
    language_set: Mapped[str] = mapped_column(server_default="")
    kind: Mapped[str]
    member_id: Mapped[str]
    author: Mapped[str]
    reports: Mapped[int]
    claimed_by: Mapped[str]
    pending: Mapped[str] = mapped_column(default="")
    pending_state: Mapped[str] = mapped_column(default="")
    snippet: Mapped[str]
    haystack: Mapped[str]
    indexed: Mapped[bool] = mapped_column(default=False, server_default=text("0"))


class LikenessRow(Base):
    """The signature of a case's text (content.likeness). Beside it stands the FTS5 table `words`, by the same key, for
    which SQLAlchemy has no type."""

    __tablename__ = "likeness"
    key: Mapped[int] = mapped_column(primary_key=True)
    signature: Mapped[bytes] = mapped_column(LargeBinary)


class BandRow(Base):
    """A band of a signature: cases that share one may be alike."""

    __tablename__ = "band"
    __table_args__ = (Index("ix_band_key", "key"), {"sqlite_with_rowid": False})
    value: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class TieRow(Base):
    """What ties cases to one another to the letter: "link:host/path", "site:host", "image:sha256", "text:digest"."""

    __tablename__ = "tie"
    __table_args__ = (Index("ix_tie_key", "key"), {"sqlite_with_rowid": False})
    value: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class CaseBodyRow(Base):
    """The whole case, as JSON of values.Case."""

    __tablename__ = "case_body"
    __table_args__ = (UniqueConstraint("account", "case_id", name="uq_case_body_ref"),)
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    case_id: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class MemberRow(Base):
    """A member with history, as JSON of values.MemberFile, and when it was read."""

    __tablename__ = "member"
    __table_args__ = (UniqueConstraint("account", "member_id", name="uq_member_ref"),)
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    member_id: Mapped[str]
    read_at: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class GuidelineSetRow(Base):
    """A guideline set as JSON of values.GuidelineSet; every version that was ever used is kept. `digest` is that of the
    file it was read from, "" for one that came otherwise."""

    __tablename__ = "guideline_set"
    __table_args__ = (UniqueConstraint("account", "version", name="uq_guideline_set_ref"),)
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    version: Mapped[str]
    read_at: Mapped[int]
    body: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str] = mapped_column(default="", server_default="")


class OutboxRow(Base):
    """One thing to send. `body` is JSON of values.Decision or of a note; `seen` the case as it was on the screen,
    `beside` what stood beside it there (models.shown).

    `rehearsal` is written once and never changed: what carries it is never sent. `batch` is the decision's own, "" for
    what was decided alone."""

    __tablename__ = "outbox"
    __table_args__ = (
        UniqueConstraint("id", name="uq_outbox_id"),
        Index("ix_outbox_state", "state", "send_after"),
        Index("ix_outbox_case", "account", "case_id", "state"),
        Index("ix_outbox_member", "account", "member_id", "state"),
        Index("ix_outbox_batch", "batch", sqlite_where=text("batch <> ''")),
        Index(
            "ix_outbox_lift", "account", "next_try", sqlite_where=text("kind = 'lift' AND state = 'waiting'")
        ),
    )
    seq: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    account: Mapped[str]
    case_id: Mapped[str]
    member_id: Mapped[str]
    kind: Mapped[str]
    action: Mapped[str]
    state: Mapped[str]
    created_at: Mapped[int]
    send_after: Mapped[int]
    next_try: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(default="")
    detail: Mapped[str] = mapped_column(default="")
    body: Mapped[bytes] = mapped_column(LargeBinary)
    seen: Mapped[bytes | None] = mapped_column(LargeBinary)
    beside: Mapped[bytes | None] = mapped_column(LargeBinary)
    rehearsal: Mapped[bool] = mapped_column(default=False, server_default=text("0"))
    batch: Mapped[str] = mapped_column(default="", server_default="")


class NoteRow(Base):
    """A note on a case and its author, kept here only because the platform keeps none."""

    __tablename__ = "note"
    __table_args__ = (
        UniqueConstraint("id", name="uq_note_id"),
        Index("ix_note_case", "account", "case_id"),
        Index("ix_note_member", "account", "member_id"),
    )
    key: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[str]
    account: Mapped[str]
    case_id: Mapped[str]
    member_id: Mapped[str]
    at: Mapped[int]
    by: Mapped[str]
    text: Mapped[str]


class LookRow(Base):
    """What a picture looks like that somebody looked at: its hash, and nothing of the picture."""

    __tablename__ = "look"
    __table_args__ = (UniqueConstraint("account", "case_id", "media_id", name="uq_look_ref"),)
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    case_id: Mapped[str]
    media_id: Mapped[str]
    pdq: Mapped[str]
    quality: Mapped[int]
    at: Mapped[int]


class WordingRow(Base):
    """What an item said once, and the case as told last does not hold any more; `at` is when it was written, as far as
    that is known. Never of a sealed case."""

    __tablename__ = "wording"
    __table_args__ = (Index("ix_wording_case", "account", "case_id"),)
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    case_id: Mapped[str]
    text: Mapped[str]
    at: Mapped[int]


class LookBandRow(Base):
    """A piece of a picture's hash (content.picture_hash.pieces): `key` is that of its look."""

    __tablename__ = "look_band"
    __table_args__ = (Index("ix_look_band_key", "key"), {"sqlite_with_rowid": False})
    value: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    key: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class NameRow(Base):
    """Somebody's name at an account, and how it looks: names that look alike share their `shape`, made by the version
    `made_by` of the rules for it (0: not made yet)."""

    __tablename__ = "name"
    __table_args__ = (
        UniqueConstraint("account", "member_id", name="uq_name_ref"),
        Index("ix_name_shape", "account", "shape"),
        Index("ix_name_made_by", "made_by"),
    )
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    member_id: Mapped[str]
    handle: Mapped[str]
    staff: Mapped[bool]
    shape: Mapped[str]
    made_by: Mapped[int]


class DraftRow(Base):
    """What a moderator has begun on a case and not finished; `body` as values.KeptDraft says."""

    __tablename__ = "draft"
    __table_args__ = (UniqueConstraint("account", "case_id", "kind", name="uq_draft_ref"),)
    key: Mapped[int] = mapped_column(primary_key=True)
    account: Mapped[str]
    case_id: Mapped[str]
    kind: Mapped[str]
    at: Mapped[int]
    version: Mapped[int]
    text: Mapped[str]
    body: Mapped[bytes] = mapped_column(LargeBinary)


class LedgerRow(Base):
    """The append-only record of what the desk did and what came of it; `digest` covers this line and the last."""

    __tablename__ = "ledger"
    __table_args__ = (Index("ix_ledger_case", "account", "case_id"), Index("ix_ledger_entry", "entry_id"))
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[int]
    kind: Mapped[str]
    account: Mapped[str]
    case_id: Mapped[str]
    entry_id: Mapped[str]
    body: Mapped[str]
    digest: Mapped[str]


OUTBOX = cast(Table, OutboxRow.__table__)
"""The outbox as plain columns, for statements that need no row objects."""
