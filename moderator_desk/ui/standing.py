"""How things stand with the platforms, on the banner and the status line."""

from moderator_desk.models.accounts import Account
from moderator_desk.models.values import CaseFile
from moderator_desk.ui.banner import Banner
from moderator_desk.ui.status_line import StatusLine
from moderator_desk.ui.tools import Tools
from moderator_desk.ui.words.accounts import MODE_SAYS
from moderator_desk.ui.words.problems import platform_words
from moderator_desk.ui.words.status import blocked_words, offline_words, sync_words, trouble_words, who_words


def show_banner(banner: Banner, tools: Tools, known: tuple[Account, ...], waits: dict[str, int]) -> None:
    """The most pressing sentence: a platform away or at odds with us, decisions that came back, a notice."""
    number = waits.get("waiting", 0) + waits.get("sending", 0)
    for each in known:
        if each.trouble == "offline" and each.offline_since:
            text = offline_words(each.name, each.offline_since, number, tools.now())
            banner.show_banner("warning", text)
            return
        if each.trouble:
            banner.show_banner("danger", trouble_words(each.name, platform_words(each.trouble)))
            return
    if waits.get("blocked"):
        banner.show_banner("warning", blocked_words(waits["blocked"]))
    elif tools.notice:
        banner.show_banner("info", tools.notice)
    else:
        banner.show_banner("", "")


def show_status(
    line: StatusLine, file: CaseFile | None, known: tuple[Account, ...], waits: dict[str, int]
) -> None:
    """How sending stands, and who is signed in at the platform of the case on the screen."""
    offline = any(each.trouble == "offline" for each in known)
    state = sync_words(waits.get("waiting", 0), waits.get("sending", 0), waits.get("blocked", 0), offline)
    first = known[0] if known else None
    here = next((each for each in known if file and each.id == file.ref.account), first)
    me = here.me if here else None
    who = who_words(me.display_name if me else "", me.role if me else "", here.name) if here else ""
    says = MODE_SAYS.get(here.mode, here.mode) if here else ""
    line.show_status(state, " · ".join(filter(None, (says, who))), warned=bool(says))
