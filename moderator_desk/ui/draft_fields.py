"""Filling the form with a decision that was begun before."""

from moderator_desk.rules import Draft, needs
from moderator_desk.ui.decision_fields import FormFields, Question
from moderator_desk.ui.words.drafts import TEXT_LOST


def put_back(fields: FormFields, question: Question, draft: Draft, *, tells: bool, says: str) -> None:
    """Fill the fields as `draft` has them; what the platform or the guidelines no longer offer stays as it opened. `says`
    stands over the form."""
    scopes = question.abilities.scopes_on(question.action, question.file.case)
    if draft.scope in scopes:
        fields.scope.choose(scopes.index(draft.scope))
    lengths = question.abilities.durations
    if draft.duration_hours in lengths:
        fields.duration.choose(lengths.index(draft.duration_hours))
    fields.reason.take_up(draft.why_less, draft.reason)
    fields.note.setText(draft.note)
    if fields.switch.on != tells and not fields.switch.refused:
        fields.switch.toggle()
    fields.follow(question)
    if fields.switch.on:
        fields.notice.take_up(draft.template, draft.language, draft.message)
    lost = needs(draft.action).text and draft.new_text is not None and not fields.edit.take_up(draft.new_text)
    fields.drafted.setText(" ".join((says, *((TEXT_LOST,) if lost else ()))))
    fields.drafted.show()
    fields.clause.changed.emit()  # whoever shows the fields looks at them anew
