"""What a batch does to each case of a wave, worked out from one draft; no widgets.

A removal or dismissal is the same for all. A warning or ban is recorded once for each member, on the first of their
cases; what becomes of their others is the moderator's choice. A notice is made for each member by the guideline's
template, in their own language.
"""

from datetime import datetime

from msgspec import Struct

from moderator_desk.content.visible import one_line
from moderator_desk.models.values import Abilities, Action, Case, CaseRef, Guideline, GuidelineSet, MemberFile
from moderator_desk.review import Part
from moderator_desk.rules import (
    Draft,
    Suggestion,
    current_text,
    needs,
    proposal,
    stronger_than_suggested,
    template_for,
    unavailable,
    unfilled,
    why_no_choice,
)
from moderator_desk.rules.waves import draft_of_rest, firsts, is_grave, is_otherwise
from moderator_desk.ui.notice_text import filled_notice, notice_values, raw_notice

_QUOTE = 160


class Sought(Struct, frozen=True):
    """A case that is in the batch, its member as they stand, and the languages of a notice to them, best first."""

    ref: CaseRef
    case: Case
    known: MemberFile | None = None
    languages: tuple[str, ...] = ()


class Notice(Struct, frozen=True):
    """What one member would get, exactly; `text` is "" where the guideline has no template for it."""

    ref: CaseRef
    handle: str
    text: str
    language: str
    template: str

    @property
    def whole(self) -> bool:
        """Whether it can be sent as it stands."""
        return bool(self.text) and not unfilled(self.text)


class WavePlan(Struct, frozen=True):
    """The cases of a batch in their order, all of one account; `head` (safe to show) says what the batch is about."""

    action: Action
    cases: tuple[Sought, ...]
    can: Abilities
    head: str
    guidelines: GuidelineSet | None = None

    def told(self) -> tuple[Sought, ...]:
        """The first case of each member: the one that a warning or ban stands on, and that a notice is about."""
        first = firsts([each.case for each in self.cases])
        return tuple(each for each, mine in zip(self.cases, first, strict=True) if mine)

    @property
    def others(self) -> int:
        """How many cases are left when each member's first is taken away."""
        return len(self.cases) - len(self.told())

    @property
    def asks_rest(self) -> bool:
        """Whether somebody has to say what becomes of those."""
        return is_grave(self.action) and self.others > 0

    def notices(self, rule: Guideline | None, clause: str, length_hours: int | None) -> tuple[Notice, ...]:
        """One for each member who can get one."""
        return tuple(
            _notice(each, self.action, rule, clause, length_hours)
            for each in self.told()
            if not self._unreached(each.case, rule)
        )

    def _unreached(self, case: Case, rule: Guideline | None) -> bool:
        if needs(self.action).message:
            return False
        return bool(why_no_choice(self.action, case, rule, self.can.notices))

    def hardest(self, draft: Draft, now: datetime) -> Suggestion | None:
        """Of the ladder's proposals the first that the draft goes beyond, else that for the first case."""
        first: Suggestion | None = None
        for place, each in enumerate(self.cases):
            found = proposal(each.case, self._rule(each.case, draft.guideline), each.known, now)
            if stronger_than_suggested(draft, found):
                return found
            first = found if not place else first
        return first

    def otherwise(self, draft: Draft, now: datetime) -> frozenset[CaseRef]:
        """The cases for whose members the ladder proposes something else than the draft."""
        return frozenset(
            each.ref
            for each in (self.told() if is_grave(self.action) else self.cases)
            if is_otherwise(
                draft.action,
                draft.duration_hours,
                proposal(each.case, self._rule(each.case, draft.guideline), each.known, now),
            )
        )

    def _rule(self, case: Case, code: str) -> Guideline | None:
        """The guideline that a decision on this case would name."""
        return self.guidelines.find(code or case.guideline) if self.guidelines else None

    def parts(
        self, draft: Draft, rest: Action | None, notices: tuple[Notice, ...]
    ) -> tuple[tuple[Part, ...], dict[CaseRef, str]]:
        """The decisions to record, each member's first case before their others; and which cases are left out, with the
        code why. `notices` go with the first ones."""
        by_case = {each.ref: each for each in notices}
        told = {each.ref for each in self.told()}
        first: list[Part] = []
        others: list[Part] = []
        left_out: dict[CaseRef, str] = {}
        for each in self.cases:
            grave_rest = is_grave(self.action) and each.ref not in told
            made = self._draft_for(each, draft, by_case.get(each.ref))
            if grave_rest and rest is not None:
                made = self._scoped(each.case, draft_of_rest(draft, rest))
            if why := self._why_out(each.case, made):
                left_out[each.ref] = why
            else:
                (others if grave_rest else first).append(Part(each.ref, each.case, made))
        gone = {each.case.item.author.id for each in self.cases if each.ref in left_out and each.ref in told}
        if is_grave(self.action):
            left_out |= {each.ref: "with-it" for each in others if each.case.item.author.id in gone}
        return (*first, *(each for each in others if each.ref not in left_out)), left_out

    def _draft_for(self, each: Sought, draft: Draft, notice: Notice | None) -> Draft:
        """The draft as it stands for one case: marked words are of the text they were marked in, so they go."""
        if draft.action is Action.DISMISS and not draft.clause:
            return Draft(draft.action, note=draft.note)  # each under the guideline it was reported under
        return Draft(
            draft.action,
            guideline=draft.guideline,
            clause=draft.clause,
            reason=draft.reason,
            why_less=draft.why_less,
            note=draft.note,
            duration_hours=draft.duration_hours,
            scope=draft.scope,
            message=notice.text if notice else "",
            language=notice.language if notice else "",
            template=notice.template if notice else "",
        )

    def _scoped(self, case: Case, draft: Draft) -> Draft:
        """A draft that covers what is usual on this case."""
        scopes = self.can.scopes_on(draft.action, case)
        fields = {name: getattr(draft, name) for name in draft.__struct_fields__}
        return Draft(**fields | {"scope": scopes[0] if scopes else ""})

    def _why_out(self, case: Case, draft: Draft) -> str:
        if why := unavailable(draft.action, case, self.can.actions, self.can.missing):
            return why
        scopes = self.can.scopes_on(draft.action, case)
        return "scope" if draft.scope and scopes and draft.scope not in scopes else ""


def _notice(
    each: Sought, action: Action, rule: Guideline | None, clause: str, length_hours: int | None
) -> Notice:
    handle = each.known.member.handle if each.known else ""
    quote = one_line(current_text(each.case), _QUOTE)
    values = notice_values(each.case, handle, rule, clause, quote)
    best = template_for(rule, action, each.languages, each.case.severity) if rule else None
    template, language = best or (None, "")
    raw = raw_notice(action, template, language)
    text = filled_notice(raw, rule, language, values, length_hours) if raw else ""
    return Notice(each.ref, values["handle"], text.strip(), language, template.id if template else "")
