"""What a decision comes down to here: a few moderation events, each on its subject."""

from html import escape

from msgspec import Struct

from moderator_desk.models.values import Action, Decision, ReporterWarning
from moderator_desk.platforms.ozone.wire import DEFS, STRONG_REF, Json, View, account_ref, is_record

REMOVALS = ("takedown", "label-hide", "label-warn")
"""What a removal can be here; the first is the default."""

BANS = ("takedown", "label-hide", "label-warn", "mute")
"""The same for a whole account; the last only keeps it out of the queue for a while."""

MUTED_MOST_H = 24 * 365
"""A mute needs an end: this long stands for none."""

_LABELS = {"label-hide": "!hide", "label-warn": "!warn"}
_SUBJECT_LINE = "A message from the moderators"


class Deed(Struct, frozen=True):
    """One event to be made: on which subject, and whether the reports of it are closed too."""

    event: Json
    subject: Json
    closes: bool = False

    @property
    def type(self) -> str:
        """The event's type without its namespace."""
        return str(self.event["$type"]).rpartition("#")[2]


def deeds_of(decision: Decision, view: View) -> list[Deed]:
    """The events of a decision, in order: what it does, the notice, and last what closes the case. So a break at any
    point leaves a case that still waits. Raises KeyError for a scope that is none of ours."""
    here, comment = subject_of(view), comment_of(decision)
    found: list[Deed] = []
    if decision.action is Action.REMOVE:
        found.append(Deed(_measure(decision, comment), here))
    if decision.action is Action.BAN:
        found.append(Deed(_measure(decision, comment), account_ref(decision.member_id)))
    if decision.message:
        found.append(Deed(_email(decision.message, decision.template), account_ref(decision.member_id)))
    if view.status is not None and view.status.appealed:
        found.append(Deed(_event("ResolveAppeal", comment=comment), here))
    if decision.action is Action.ESCALATE:
        found.append(Deed(_event("Escalate", comment=comment), here))
    else:
        found.append(Deed(_event("Acknowledge", comment=comment), here, closes=True))
    return found


def warning_to(warning: ReporterWarning) -> Deed:
    """The event that tells somebody what to keep in mind about reports."""
    return Deed(_email(warning.message, "reporter-warning"), account_ref(warning.member_id))


def undoing(decision: Decision, view: View | None, case_id: str) -> Deed:
    """The event that takes back a removal or a ban. Raises KeyError for a scope that is none of ours."""
    record = decision.undoes is Action.REMOVE
    subject = _record_ref(case_id, view) if record else account_ref(decision.member_id)
    comment = comment_of(decision)
    if decision.scope == "mute":
        return Deed(_event("Unmute", comment=comment), subject)
    if _takedown(decision):
        return Deed(_event("ReverseTakedown", comment=comment), subject)
    label = _LABELS[decision.scope]
    return Deed(_event("Label", comment=comment, createLabelVals=[], negateLabelVals=[label]), subject)


def subject_of(view: View) -> Json:
    """A case as the subject of an event: the version of a record that stands there now, or that was reported."""
    return _record_ref(view.subject, view) if is_record(view.subject) else account_ref(view.subject)


def comment_of(decision: Decision) -> str:
    """The record of why, for the moderators: rule, reason and note."""
    rule = decision.clause or decision.guideline
    parts = (f"[{rule}]" if rule else "", decision.reason, decision.note)
    return " ".join(part for part in parts if part)


def _takedown(decision: Decision) -> bool:
    return decision.scope in ("", "takedown")


def _record_ref(uri: str, view: View | None) -> Json:
    cid = ""
    if view is not None:
        cid = view.record.cid if view.record else view.status.subject.cid if view.status else ""
    return {"$type": STRONG_REF, "uri": uri, "cid": cid}


def _measure(decision: Decision, comment: str) -> Json:
    if decision.scope == "mute":
        hours = decision.duration_hours or MUTED_MOST_H
        return _event("Mute", comment=comment, durationInHours=hours)
    if not _takedown(decision):
        label = _LABELS[decision.scope]
        made = _event("Label", comment=comment, createLabelVals=[label], negateLabelVals=[])
    else:
        rule = decision.guideline
        made = _event("Takedown", comment=comment) | ({"policies": [rule]} if rule else {})
    if decision.action is Action.BAN and decision.duration_hours is not None:
        made["durationInHours"] = decision.duration_hours
    return made


def _email(message: str, comment: str) -> Json:
    """A notice as HTML in which nothing of it is markup."""
    parts = "".join(f"<p>{escape(part)}</p>" for part in message.split("\n") if part.strip())
    return _event("Email", subjectLine=_SUBJECT_LINE, content=parts, comment=comment)


def _event(kind: str, **fields: object) -> Json:
    # a type that is misspelt is stored all the same, and does nothing: this is the only place that makes one
    return {"$type": f"{DEFS}modEvent{kind}"} | {
        name: value for name, value in fields.items() if value not in ("", None)
    }
