"""Times between values (aware datetimes in UTC) and rows (milliseconds since 1970)."""

from datetime import UTC, datetime


def to_ms(moment: datetime) -> int:
    """Milliseconds since 1970 of an aware datetime."""
    return round(moment.timestamp() * 1000)


def from_ms(ms: int) -> datetime:
    """The aware UTC datetime of milliseconds since 1970."""
    return datetime.fromtimestamp(ms / 1000, UTC)
