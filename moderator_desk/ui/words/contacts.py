"""Words of contact details that were found in a text."""

from collections import Counter

from moderator_desk.content.contacts import KINDS, MOST, Contact
from moderator_desk.ui.words.keys import key

_ONE = {
    "email": "e-mail address",
    "link": "link",
    "phone": "phone number",
    "handle": "chat handle",
    "address": "postal address",
}
_MANY = {kind: f"{word}{'es' if word.endswith('s') else 's'}" for kind, word in _ONE.items()}
IN_PLACE = {
    "email": "[e-mail]",
    "link": "[link]",
    "phone": "[phone]",
    "handle": "[handle]",
    "address": "[address]",
}
"""What stands in the text where a contact detail was taken out."""
_ONLY = f" in the first {MOST:,} characters"


def counted(contacts: tuple[Contact, ...]) -> str:
    """How many of each kind, such as "1 e-mail address, 2 phone numbers"."""
    kinds = Counter(each.kind for each in contacts)
    return ", ".join(
        f"{kinds[kind]} {_ONE[kind] if kinds[kind] == 1 else _MANY[kind]}" for kind in KINDS if kinds[kind]
    )


def contacts_line(contacts: tuple[Contact, ...], *, public: bool, more: bool) -> str:
    """The line under an item; links have a line of their own. "" for nothing, unless there is `more` text than was
    looked through."""
    some = tuple(each for each in contacts if each.kind != "link" or each.tricks)
    if not some:
        return f"Contact details: none{_ONLY}" if more else ""
    disguised = sum(bool(each.tricks) for each in some)
    number = f"{disguised} " if disguised < len(some) else ""
    hidden = f" ({number}in disguise)" if disguised else ""
    one, every = f"{key('redact-next')} takes it out", f"{key('redact-all')} takes them out"
    where = (one if len(some) == 1 else every) if public else "this is a private message"
    return f"Contact details: {counted(some)}{hidden}{_ONLY if more else ''} · {where}"


def take_out_words(contacts: tuple[Contact, ...]) -> str:
    """The button that takes all of them out; of a long text it is not said beforehand what there is."""
    return f"Take out {counted(contacts) or 'contact details'}"
