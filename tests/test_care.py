"""The book of help by country, and that help is never a strike."""

from pathlib import Path

import pytest

from moderator_desk.care import CareProblem, care_book, read_care, with_lines
from moderator_desk.models import carried
from moderator_desk.models.values import Action
from moderator_desk.rules import STRIKING
from moderator_desk.settings import resource


def test_help_is_never_a_strike_by_value() -> None:
    assert Action.ESCALATE not in STRIKING
    assert Action.ESCALATE not in carried.STRIKING
    assert set(carried.STRIKING) == set(STRIKING)


def test_the_book_names_lines_by_country_and_is_honest_about_the_rest() -> None:
    book, problem = care_book("", resource("care.toml"))
    assert problem == ""
    assert [each.reach for each in book.lines("us")] == ["988"]
    assert book.lines("XX") == ()
    assert book.lines("") == ()
    for country in book.countries:
        for line in country.lines:
            assert line.name
            assert line.reach
            assert line.source.startswith("https://")
            assert line.checked_on == ""  # nobody called them: a date here would be made up


def test_a_team_has_a_book_of_its_own_and_a_broken_one_is_said(tmp_path: Path) -> None:
    own = tmp_path / "care.toml"
    own.write_text(
        'schema = 1\n[[countries]]\ncode = "XX"\nlines = [{ name = "Ours", reach = "1", source = "us" }]\n'
    )
    book, problem = care_book(str(own), resource("care.toml"))
    assert ([each.name for each in book.lines("XX")], problem) == (["Ours"], "")
    own.write_text("schema = [")
    book, problem = care_book(str(own), resource("care.toml"))
    assert (bool(book.lines("US")), problem) == (True, "damaged")
    assert care_book(str(tmp_path / "none"), resource("care.toml"))[1] == "missing"
    own.write_text("schema = 2")
    with pytest.raises(CareProblem, match="newer"):
        read_care(own)


def test_lines_stand_where_the_template_wants_them_else_at_its_end() -> None:
    line = care_book("", resource("care.toml"))[0].lines("US")
    assert with_lines("Call {resources} now.", line) == "Call 988 Suicide & Crisis Lifeline: 988 now."
    assert with_lines("We are glad.", line).endswith("\n\n988 Suicide & Crisis Lifeline: 988")
    assert with_lines("We are glad.", ()) == "We are glad."
