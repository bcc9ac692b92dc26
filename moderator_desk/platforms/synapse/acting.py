"""What decisions do on the server, each looked for before it is done and looked at after.

The order is the same for all: is the effect there already (a repeat, or somebody else's)? Are the reports still there?
Is the message what was decided on? Then act, notify, read back, and last delete the reports: so a break at any point
leaves a case that is still listed, and a repeat that does nothing twice.
"""

import msgspec

from moderator_desk.models.values import (
    Accepted,
    Action,
    Case,
    Decision,
    Later,
    OutboxEntry,
    Outcome,
    Refused,
    ReporterWarning,
    SignIn,
    Stale,
    Unconfirmed,
)
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session
from moderator_desk.platforms.synapse import offers
from moderator_desk.platforms.synapse.effects import Effects, Now, scope_of
from moderator_desk.platforms.synapse.lists import ReportRow, delete, reports_of
from moderator_desk.platforms.synapse.making import Making
from moderator_desk.platforms.synapse.notices import notified, notify
from moderator_desk.platforms.synapse.wire import Unwilling


class Acting:
    """Carries out outbox entries in the name of one server admin."""

    def __init__(self, session: Session, making: Making) -> None:
        self._session = session
        self._making = making
        self._effects = Effects(session)

    def apply(self, entry: OutboxEntry, seen: Case | None) -> Outcome:
        """Carry out one entry; never raises for what the server does."""
        decision = entry.decision
        try:
            if entry.warning is not None:
                return self._warn_reporter(entry.warning, again=entry.attempts > 0)
            if decision is None:
                return Refused("not-supported")
            if decision.reverses:
                return self._reverse(decision, seen)
            return self._decide(decision, seen, again=entry.attempts > 0)
        except Unwilling as error:
            return Refused(error.why, error.words)
        except PlatformError as error:
            return SignIn() if error.why == "sign-in" else Later(error.why, error.after_s)

    def _warn_reporter(self, warning: ReporterWarning, *, again: bool) -> Outcome:
        if again and notified(self._session, warning):
            return Accepted(already=True)
        notify(self._session, warning)
        return Accepted()

    def _decide(self, decision: Decision, seen: Case | None, *, again: bool) -> Outcome:
        listed = reports_of(self._session, decision.case_id)
        told = {report.id for report in seen.reports} if seen else {str(row.id) for row in listed}
        ours = tuple(row for row in listed if str(row.id) in told)
        now = self._making.standing(decision.case_id)
        if self._effects.already(decision, seen, now, again=again):
            if (
                again and decision.action is Action.REMOVE
            ):  # the earlier attempt may have ended before its notice
                self._effects.tell(decision, again=True)
            delete(self._session, ours)
            return Accepted(already=True)
        if again and decision.action is Action.DISMISS and not ours:
            return Accepted(already=True)
        if (stale := self._stale(decision, seen, now, listed, ours)) is not None:
            return stale
        if decision.action is not Action.DISMISS:
            self._effects.act(decision, seen, again=again)
            after = self._making.standing(decision.case_id)
            if not self._effects.confirmed(decision, seen, after):
                return Unconfirmed(decision.action)
        delete(self._session, ours)
        return Accepted()

    def _stale(
        self,
        decision: Decision,
        seen: Case | None,
        now: Now,
        listed: tuple[ReportRow, ...],
        ours: tuple[ReportRow, ...],
    ) -> Stale | None:
        if now is None and decision.action is not Action.DISMISS:
            return Stale("gone")
        insisting = seen is not None and seen.state == "decided"
        if not ours and not insisting:
            if decision.action is Action.DISMISS:
                return Stale("gone")
            # somebody dealt with the reports, which says nothing of what they decided
            return Stale("decided", msgspec.structs.replace(seen, state="decided") if seen else None)
        if now is None or (decision.action is Action.DISMISS and now.redacted):
            return None
        if decision.item_revision and now.revision != decision.item_revision:
            rows = listed or ours
            case = self._making.case_of(rows) if rows else None
            return Stale("item-changed", case)
        return None

    def _reverse(self, decision: Decision, seen: Case | None) -> Outcome:
        scope, effects = scope_of(decision), self._effects
        if decision.undoes is Action.BAN and scope != offers.DEACTIVATE:
            effects.set_ban(decision, False)
            return Unconfirmed("restore") if effects.banned(decision) else Accepted()
        if decision.undoes is Action.REMOVE and scope == offers.MEDIA:
            effects.set_media(decision, seen, False)
            return Accepted() if effects.lifted(decision, seen) else Unconfirmed("restore")
        return Refused("not-reversible")
