"""Contact details in reported text, also in disguise: mail addresses, links, phones, chat handles and postal addresses.

What is found is offered as a redaction and never acted upon by itself. Nothing is looked up anywhere: no address is
asked after, no link followed.
"""

import sys
from functools import lru_cache
from itertools import chain

from moderator_desk.content.contacts.addresses import find_addresses
from moderator_desk.content.contacts.emails import find_emails
from moderator_desk.content.contacts.folding import MOST, fold
from moderator_desk.content.contacts.found import KINDS, Contact
from moderator_desk.content.contacts.handles import find_handles
from moderator_desk.content.contacts.phones import find_phones
from moderator_desk.content.contacts.webs import find_webs

__all__ = ["KINDS", "MOST", "Contact", "contacts_in", "find_contacts", "is_quick"]

MOST_FOUND = 200
"""A text with more than so many is no message but a list, and is shown as one without each of them."""

QUICK, _FEW_DIGITS = 1_000, 9


def is_quick(text: str) -> bool:
    """Whether a text is looked through in 2 ms or so: it is short, and nothing has to be made or loaded for it first,
    as for the first text of all."""
    if len(text) > QUICK or not _kept.cache_info().currsize:
        return False
    return "phonenumbers" in sys.modules or sum(map(str.isdigit, text)) < _FEW_DIGITS


def contacts_in(text: str) -> tuple[Contact, ...]:
    """What find_contacts tells; asked again for the same text it costs nothing."""
    return _kept(text[:MOST])


@lru_cache(maxsize=64)
def _kept(text: str) -> tuple[Contact, ...]:
    return find_contacts(text)


def find_contacts(text: str) -> tuple[Contact, ...]:
    """The contact details in the first MOST characters of a text, in order, none over another."""
    folded = fold(text)
    finders = (find_emails, find_webs, find_addresses, find_phones, find_handles)
    pieces = list(chain.from_iterable(find(folded.text) for find in finders))
    taken: list[Contact] = []
    for piece in sorted(pieces, key=lambda each: (KINDS.index(each.kind), each.start - each.end)):
        start, end = folded.span(piece.start, piece.end)
        if all(end <= other.start or other.end <= start for other in taken):
            tricks = (
                piece.tricks
                if text[start:end].isascii() or piece.tricks
                else _looks(text[start:end], piece.plain)
            )
            taken.append(Contact(piece.kind, start, end, piece.plain, tricks))
        if len(taken) == MOST_FOUND:
            break
    return tuple(sorted(taken, key=lambda each: each.start))


def _looks(written: str, plain: str) -> tuple[str, ...]:
    """Whether letters or digits only look like those they stand for."""
    return ("look-alike",) if plain and plain.isascii() else ()
