"""Words of the care paths: help for a person in distress, a frozen case, the legal route."""

from datetime import datetime

from moderator_desk.care import CareLine
from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import LIFE_THREAT, Case, CaseFile, Duty, Handoff
from moderator_desk.ui.words.ages import ago
from moderator_desk.ui.words.keys import key

LIFE_REASON = "A life may be in danger. Look at this before anything else."
ACKNOWLEDGE = "Who has it?"
ACKNOWLEDGE_HINT = "The name of the person who said they have it, such as: Mara Lind, by phone"
LEGAL_TITLE = "The legal route"
LEGAL_HINT = "Esc closes. That you opened this is written in the ledger."
_BOOK = {
    "missing": "The team's own care file is not there; these are the desk's lines.",
    "damaged": "The team's own care file cannot be read; these are the desk's lines.",
    "newer": "The team's own care file is newer than this desk; these are the desk's lines.",
}


def who_words(case_id: str) -> str:
    """The question for the name of who has a case."""
    return f"Who has case {one_line(case_id, 40)}?"


def duty_words(duty: Duty) -> str:
    """Who is called and how; the platform's own supervisors when nobody was named."""
    if not duty.name and not duty.phone:
        return "the platform's supervisors (nobody is named in the settings)"
    hours = f" ({one_line(duty.hours, 60)})" if duty.hours else ""
    return " ".join(filter(None, (show_name(duty.name, 60), one_line(duty.phone, 40)))) + hours


def care_words(country: str, lines: tuple[CareLine, ...], duty: Duty, problem: str) -> str:
    """What the moderator is told beside a message of care: which lines it names, and how well they are known."""
    said = [_BOOK[problem]] if problem in _BOOK else []
    where = one_line(country, 24) or "a country the platform does not name"
    if not lines:
        said.append(f"No line is known for {where}. Ask the duty contact: {duty_words(duty)}.")
        return " ".join(said)
    known = [f"{show_name(each.name, 50)} {one_line(each.reach, 40)} ({_checked(each)})" for each in lines]
    said.append(f"Named for {where}: {'; '.join(known)}. This is help, not a penalty: no strike.")
    return " ".join(said)


def _checked(line: CareLine) -> str:
    if line.checked_on:
        return f"checked on {one_line(line.checked_on, 12)}, {one_line(line.source, 60)}"
    return f"not checked by this team yet: {one_line(line.source, 60)}"


def handoff_words(file: CaseFile, now: datetime) -> str:
    """To whom the case was handed, when, and who said they have it; newest last, "" for nobody."""
    return " ".join(_handed(each, file, now) for each in file.handoffs)


def _handed(each: Handoff, file: CaseFile, now: datetime) -> str:
    entry = next((one for one in file.outbox if one.id == each.entry_id), None)
    head = "Frozen as a threat to life; call" if each.kind == LIFE_THREAT else "Handed off to"
    parts = [f"{head} {duty_words(each.duty)}, {_when(each.at, now)}."]
    if entry is not None and entry.state == "settled":
        parts.append("The platform has it.")
    elif entry is not None and entry.rehearsal:
        parts.append("A rehearsal: nothing was sent.")
    elif entry is not None:
        parts.append("The platform has not confirmed it yet.")
    else:
        parts.append("Nothing was sent: this platform takes no escalation from here.")
    if each.acknowledged_at is not None:
        said = f"{show_name(each.acknowledged_by, 60)} has it"
        how = f", {one_line(each.how, 40)}" if each.how else ""
        parts.append(f"{said}{how}, {_when(each.acknowledged_at, now)}.")
    else:
        parts.append(f"Nobody has acknowledged it yet: {key('acknowledge')}.")
    return " ".join(parts)


def _when(moment: datetime, now: datetime) -> str:
    clock = moment.astimezone().strftime("%H:%M")
    return f"{clock} ({ago(moment, now)})"


def alert_words(waiting: tuple[Handoff, ...], now: datetime) -> str:
    """The band that stays until somebody has it."""
    first = waiting[0]
    more = f" {len(waiting) - 1} more wait." if len(waiting) > 1 else ""
    told = f"asked for {first.told} times" if first.told > 1 else "asked for once"
    return (
        f"A life may be in danger. Call {duty_words(first.duty)} now. Case {one_line(first.case_id, 40)}, "
        f"since {_when(first.at, now)}, {told}, nobody has acknowledged it.{more}"
    )


def legal_facts(case: Case, now: datetime) -> str:
    """What may be said of a sealed case: its number, kind and times; no word of the item itself."""
    return (
        f"Case {one_line(case.id, 60)} · {one_line(case.item.kind, 24)} {one_line(case.item.id, 60)} · "
        f"member {one_line(case.item.author.id, 60)} · opened {_when(case.opened_at, now)} · "
        f"{len(case.reports)} {'report' if len(case.reports) == 1 else 'reports'}"
    )
