"""Chat handles: a name behind the name of a tool, or behind a hint at one.

"I use Telegram every day" gives nobody's handle. A bare word counts only behind a colon or a name-word ("as", "id",
"ник"); a name with a digit, a dot or an underscore in it, or an @ before it, counts wherever a tool is named.
"""

import re
from collections.abc import Iterator

from moderator_desk.content.contacts.apps import COMMON, LINKS, NAMES, WISHES
from moderator_desk.content.contacts.found import Piece
from moderator_desk.content.contacts.patterns import pattern

_REACH = 46
_APP = pattern("|".join(NAMES))
_LINK = pattern("|".join(LINKS))
_HANDLE = pattern(
    r"(?<![a-z0-9@._/])(?P<at>@\s?)?(?P<name>[a-z0-9](?:[a-z0-9._-]{1,30})[a-z0-9_](?:#\d{4})?)(?![a-z0-9@/]|\.[a-z])"
)
_LIVE = re.compile(r"\blive:[a-z0-9._-]{3,32}[a-z0-9]")
_STRONG = pattern(
    r"(?:[:=→：-]|\b(?:id|user(?:name)?|nick(?:name)?|as|called|como|jako|als|diye|come|sono|sou|soy|suis|ник|нік|nick|nik"
    r"|t[eê]n|nama|pseudo)|ไอดี|ชื่อ|号|號|搜|아이디|باسم|آیدی|بשם|בשם|ид|は|で)\s*$"
)
_BEHIND_NAME = re.compile(r"^\s*(?:diye|نام|नाम|を検索|검색|पर)")
_WISH = pattern(rf"\b(?:{WISHES})[^.!?]{{0,12}}$")
_BEFORE = 32
_BREAK = re.compile(r"[.!?。؟।]\s")


def find_handles(text: str) -> Iterator[Piece]:
    """Handles of a folded text, in order."""
    for match in _LIVE.finditer(text):
        yield Piece("handle", match.start(), match.end(), match[0])
    begin = 0
    for app in _APP().finditer(text):
        if app.start() < begin:
            continue
        stop = _BREAK.search(text, app.end(), app.end() + _REACH)
        last = stop.start() if stop else min(len(text), app.end() + _REACH)
        for found in _HANDLE().finditer(text, app.end(), last):
            if _is_handle(text, app, found):
                begin = found.end()
                tricks = ("words",) if " " in app[0].strip() or not app[0].strip().isascii() else ()
                yield Piece("handle", found.start(), found.end(), found["name"], tricks)
                break


def _is_handle(text: str, app: re.Match[str], found: re.Match[str]) -> bool:
    name, app_end = found["name"], app.end()
    if name in COMMON or _APP().fullmatch(name) or _LINK().fullmatch(name):
        return False
    if found["at"]:
        return True
    between = text[app_end : found.start()]
    left = _LINK().sub(" ", between)
    words = re.findall(r"[^\W\d_]{2,}", left)
    if len(words) > 1:
        return False
    letters = bool(re.search(r"[a-z]", name))
    if not letters:  # a number is a handle only right behind its tool ("QQ号384756201")
        return len(name) >= 6 and len(between.strip()) <= 3
    if re.search(r"[\d._]", name.strip("._")):
        return not re.fullmatch(r"\d{1,4}[a-z]{1,3}|[a-z]\d{1,2}", name)
    if len(name) < 4:
        return False
    strong = bool(
        _STRONG().search(text, app_end, found.start())
        or _BEHIND_NAME.search(text[found.end() : found.end() + 12])
    )
    foreign = bool(re.search(r"[^\x00-\u024f\s\W]", text[app_end : app_end + 1] or " "))
    near = text[max(0, found.start() - 1) : found.start()]
    stranger = bool(near) and ord(near) > 0x2E80  # Latin letters in the middle of Chinese, Japanese or Korean
    wished = between.strip() in (",", ":") and _WISH().search(
        text, max(0, app.start() - _BEFORE), app.start()
    )
    return strong or stranger or foreign or bool(wished)
