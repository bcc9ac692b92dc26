"""The rows of a wave as somebody goes through them: who is in, what the action at hand means for each, and the batch that
comes of it."""

from collections.abc import Collection, Mapping

from moderator_desk.models.values import Action, CaseRef, GuidelineSet
from moderator_desk.models.waves import ALIKE_ENOUGH
from moderator_desk.review.gathering import Wave
from moderator_desk.rules import Draft, proposal, unavailable
from moderator_desk.rules.waves import is_grave
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.wave_pane import Member
from moderator_desk.ui.wave_plan import Sought, WavePlan
from moderator_desk.ui.words import waves as words


class WaveRows:
    """The members of a wave, and the decision at hand (None before a verb was pressed)."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools
        self._guidelines: GuidelineSet | None = None
        self._draft: Draft | None = None
        self.members: tuple[Member, ...] = ()

    def take(self, ref: CaseRef, wave: Wave) -> tuple[Member, ...]:
        """Another wave, gathered from this case."""
        self._guidelines, self._draft = wave.guidelines, None
        self.members = tuple(
            Member(each, chosen=each.kin.line.ref == ref or bool(ALIKE_ENOUGH & set(each.kin.why)))
            for each in wave.cases
        )
        return self.judge()

    def begin(self, action: Action) -> WavePlan | None:
        """Leave out what cannot be decided this way, for as long as it is this way; the batch of the rest."""
        if not self.members:
            return None
        can = self._tools.abilities(self.members[0].ref.account)
        for each in self.members:
            each.cannot = unavailable(action, each.gathered.case, can.actions, can.missing)
            if is_grave(action) and not each.gathered.case.item.author.id:
                each.cannot = each.cannot or "no-member"
        self._draft = Draft(action)
        self.judge()
        return self.plan()

    @property
    def why_none(self) -> str:
        """Why no case is in, as a code: the same for all of them, or that all were left out."""
        codes = {each.cannot for each in self.members}
        return codes.pop() if len(codes) == 1 and "" not in codes else "all-out"

    def follows(self, draft: Draft) -> bool:
        """Take what the bar holds; whether the ladder has to be asked anew: another guideline or length."""
        known = self._draft
        if known is None or draft.action is not known.action:
            return False
        self._draft = draft
        return (draft.guideline, draft.duration_hours) != (known.guideline, known.duration_hours)

    def judge(self) -> tuple[Member, ...]:
        """Say of each case what the decision at hand means for it."""
        draft, plan, now = self._draft, self.plan(), self._tools.now()
        otherwise = plan.otherwise(draft, now) if plan and draft else frozenset()
        told = {each.ref for each in plan.told()} if plan else set()
        grave = draft is not None and is_grave(draft.action)
        for each in self.members:
            case = each.gathered.case
            code = (draft.guideline if draft else "") or case.guideline
            rule = self._guidelines.find(code) if self._guidelines else None
            each.suggestion = proposal(case, rule, each.gathered.known, now)
            each.otherwise = each.ref in otherwise
            each.once = grave and each.is_in and each.ref not in told
        return self.members

    def leave_out_otherwise(self) -> str:
        """Leave out every case for whose member the ladder suggests something else than is about to be done; the code of
        why there is none."""
        found = [each for each in self.members if each.is_in and each.otherwise]
        for each in found:
            each.chosen = False
        return "" if found else "none-otherwise" if self._draft else "verb-first"

    def plan(self) -> WavePlan | None:
        """The batch as the exceptions stand."""
        if self._draft is None or not self.members:
            return None
        action = self._draft.action
        cases = tuple(
            Sought(each.ref, each.gathered.case, each.gathered.known, each.gathered.languages)
            for each in self.members
            if each.is_in
        )
        people = len({each.case.item.author.id or each.ref for each in cases})
        can = self._tools.abilities(self.members[0].ref.account)
        return WavePlan(action, cases, can, words.head_words(action, len(cases), people), self._guidelines)

    def end(self, gone: Collection[CaseRef], left_out: Mapping[CaseRef, str]) -> tuple[Member, ...]:
        """The batch was recorded: what is left of the wave."""
        self._draft = None
        self.members = tuple(each for each in self.members if each.ref not in gone)
        for each in self.members:
            each.left = left_out.get(each.ref, each.left)
            each.cannot = ""
        return self.judge()
