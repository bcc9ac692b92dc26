"""Any number of further cases and members of the same kinds as a hand-written community, for benchmarks.

Seeded: the same world, number and seed give the same cases. Texts are made of the sentences of texts in the same
language under the same guideline, so that they read like the ones they come from.
"""

import random
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import msgspec

from moderator_desk.server.rows import abilities, columns, history_row, main_guideline, revision
from moderator_desk.server.seed import World, report_lines
from moderator_desk.server.wire import Case, Counters, HistoryEntry, Member, Person, Report, Reporter, encode

MOST = 1_000_000
BATCH = 2_000
CASES_A_MEMBER = 5
SPREAD = timedelta(days=45)
"""The opening times of generated cases lie within this before the moment of loading."""

_SENTENCE = re.compile(r"[^.!?。！？؟।\n]+[.!?。！？؟।]*\s*")


class Generator:
    """The dice and the material they draw from."""

    def __init__(self, world: World, number: int, seed: int, moment: datetime) -> None:
        if not 0 < number <= MOST:
            raise ValueError(f"Between 1 and {MOST} cases can be generated.")
        self.dice = random.Random(seed)
        self.number = number
        self.moment = moment
        self.models = [case for case in world.cases if not case.item.gone]
        self.people = list(world.members.values())
        self.lines = [entry for entries in world.history.values() for entry in entries]
        self.members = max(1, number // CASES_A_MEMBER)
        self.sentences: dict[tuple[str, str], list[str]] = {}
        for case in self.models:
            key = (case.item.language or "", main_guideline(case))
            self.sentences.setdefault(key, []).extend(_SENTENCE.findall(case.item.text))
        self.words: dict[str, list[str]] = {}
        for case in self.models:
            for report in case.reports:
                self.words.setdefault(report.guideline, []).append(report.words)

    def person(self) -> Person:
        """One of the generated members."""
        place = int(self.members * self.dice.random() ** 2)  # a few are in very many cases, as it goes
        return Person(f"g{place}", self._handle(place))

    def member(self, place: int) -> Member:
        """The generated member at a place."""
        model = self.dice.choice(self.people)
        reports = self.dice.randrange(12)
        return Member(
            id=f"g{place}",
            handle=self._handle(place),
            joined_at=self.moment - timedelta(days=self.dice.randrange(50, 3000)),
            languages=model.languages,
            role=model.role,
            country=model.country,
            strikes=model.strikes if self.dice.random() < 0.3 else [],
            counters=Counters(self.dice.randrange(900), reports, reports // 3, reports, reports // 2),
        )

    def history(self) -> list[HistoryEntry]:
        """A few lines of somebody's past."""
        return self.dice.choices(self.lines, k=self.dice.randrange(7)) if self.lines else []

    def case(self, place: int) -> Case:
        """The generated case at a place, the older ones first."""
        model = self.dice.choice(self.models)
        opened = self.moment - SPREAD * (1 - place / self.number) * self.dice.uniform(0.97, 1)
        text = "" if model.state == "sealed" else self._text(model)
        item = msgspec.structs.replace(
            model.item,
            id=f"gi{place}",
            author=self.person(),
            text=text,
            text_now=None if model.state == "sealed" else text,
            revision=revision(text),
            reported_revision=revision(text),
            posted_at=opened - timedelta(minutes=self.dice.randrange(5, 600)),
            link=f"https://community.example/items/g{place}",
        )
        case = msgspec.structs.replace(model, id=f"gc{place}", opened_at=opened, changed_at=opened, item=item)
        case.reports = [
            self._report(model, opened, f"gr{place}-{number}") for number in range(self._reports())
        ]
        case.abilities = abilities(case)
        return case

    def _handle(self, place: int) -> str:
        return f"{self.people[place % len(self.people)].handle} {place}"

    def _reports(self) -> int:
        return min(40, 1 + int(self.dice.expovariate(0.9)))

    def _report(self, model: Case, opened: datetime, report_id: str) -> Report:
        copied = self.dice.choice(model.reports)
        reporter = None
        if not copied.automated:
            person, filed = self.person(), self.dice.randrange(1, 30)
            upheld = self.dice.randrange(filed + 1)
            reporter = Reporter(person.id, person.handle, filed, upheld, filed - upheld)
        words = copied.words if copied.automated else self.dice.choice(self.words[copied.guideline])
        at = opened + timedelta(minutes=self.dice.randrange(0, 90))
        return Report(
            report_id,
            min(at, self.moment),
            copied.guideline,
            words,
            reporter,
            copied.automated,
            copied.evidence,
        )

    def _text(self, model: Case) -> str:
        pool = self.sentences[model.item.language or "", main_guideline(model)]
        if not pool:
            return model.item.text
        return "".join(self.dice.choices(pool, k=self.dice.randrange(1, 8))).strip()


def generate(
    world: World, number: int, seed: int, moment: datetime, first_change: int
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows by table name, a batch at a time; the cases continue the change feed at `first_change`."""
    dice = Generator(world, number, seed, moment)
    for start in range(0, dice.members, BATCH):
        members, lines = [], []
        for place in range(start, min(start + BATCH, dice.members)):
            member = dice.member(place)
            members.append({"id": member.id, "dismissed": 0, "document": encode(member)})
            lines += [history_row(member.id, entry) for entry in dice.history()]
        yield "members", members
        yield "history", lines
    for start in range(0, number, BATCH):
        cases, lines = [], []
        for place in range(start, min(start + BATCH, number)):
            case = dice.case(place)
            cases.append(columns(case, first_change + place, 0))
            lines += report_lines(case)
        yield "cases", cases
        yield "history", lines
