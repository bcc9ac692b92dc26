"""Where a member in distress can turn, by country, and the legal route: read from a file that a team may replace."""

from pathlib import Path

import msgspec
from msgspec import Struct


class CareLine(Struct, frozen=True):
    """One public line: its own name, how it is reached, who says so, and the day somebody checked it ("" for never)."""

    name: str
    reach: str
    source: str
    checked_on: str = ""


class _Country(Struct, frozen=True):
    code: str
    lines: tuple[CareLine, ...]


class _Legal(Struct, frozen=True):
    steps: tuple[str, ...] = ()


class CareBook(Struct, frozen=True):
    """The whole file."""

    schema: int
    countries: tuple[_Country, ...] = ()
    note: str = ""
    legal: _Legal = _Legal()

    def lines(self, country: str) -> tuple[CareLine, ...]:
        """The lines of a country (ISO 3166 code of two letters, any case); empty when none is known."""
        wanted = country.strip().upper()
        return next((each.lines for each in self.countries if wanted and each.code.upper() == wanted), ())


class CareProblem(Exception):
    """The file cannot be used: `code` is missing, damaged or newer."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def read_care(path: Path) -> CareBook:
    """The book in a file. Raises CareProblem."""
    try:
        book = msgspec.toml.decode(path.read_bytes(), type=CareBook)
    except OSError as error:
        raise CareProblem("missing") from error
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as error:
        raise CareProblem("damaged") from error
    if book.schema > 1:
        raise CareProblem("newer")
    return book


def care_book(own: str, default: Path) -> tuple[CareBook, str]:
    """The team's own book ("" for none named), else the default; and the code of what was wrong with the team's own."""
    if not own:
        return read_care(default), ""
    try:
        return read_care(Path(own)), ""
    except CareProblem as problem:
        return read_care(default), problem.code


def with_lines(template: str, lines: tuple[CareLine, ...]) -> str:
    """A message of care with the lines of the member's country: in place of {resources} where the template has it, else
    after its last word. Without any line the template's own words stand alone."""
    told = "\n".join(f"{each.name}: {each.reach}" for each in lines)
    if "{resources}" in template:
        return template.replace("{resources}", told)
    return f"{template}\n\n{told}" if told and template else template
