"""Reading a wave with all that is needed to decide it: every case, its member as they stand, and the guidelines."""

from msgspec import Struct

from moderator_desk.models import carried, guidelines, languages
from moderator_desk.models.cases import read_case
from moderator_desk.models.members import read_member
from moderator_desk.models.store import Store
from moderator_desk.models.values import Case, CaseRef, GuidelineSet, MemberFile
from moderator_desk.models.waves import Kin, wave_of


class Gathered(Struct, frozen=True):
    """A case of a wave as it was read, and its member (None when never read). `languages` are those of a notice, best
    first: set by a moderator, the member's own, the item's."""

    kin: Kin
    case: Case
    known: MemberFile | None
    languages: tuple[str, ...]


class Wave(Struct, frozen=True):
    """The cases that belong together, the one come from first, and the guidelines they are decided by."""

    cases: tuple[Gathered, ...] = ()
    guidelines: GuidelineSet | None = None


def gather(store: Store, ref: CaseRef) -> Wave:
    """What belongs with a case, and is not sealed. It reads many cases: for a thread that nobody waits for."""
    with store.read() as session:
        rules_set = guidelines.present_guidelines(session, ref.account)
        carries = carried.carries(session, ref.account)
        members: dict[str, MemberFile | None] = {}
        found = []
        for kin in wave_of(session, ref):
            case = read_case(session, kin.line.ref)
            if case is None or case.sealed:
                continue
            author = case.item.author.id
            if author not in members:
                told = read_member(session, ref.account, author)
                members[author] = carried.complete(session, ref.account, told, rules_set, carries)
            known = members[author]
            by_hand = languages.language_set(session, kin.line.ref)
            wanted = (by_hand, *(known.member.languages if known else ()), case.item.language or "")
            found.append(Gathered(kin, case, known, tuple(filter(None, wanted))))
    return Wave(tuple(found), rules_set)
