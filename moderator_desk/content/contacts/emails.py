"""Mail addresses: written plainly, with their signs in words or brackets, or letter by letter.

Each sign is looked for first, what stands before and behind it then, so that the time stays in step with the text.
"""

import re
from collections.abc import Iterator

from moderator_desk.content.contacts.found import Piece
from moderator_desk.content.contacts.hosts_known import MAIL, is_host
from moderator_desk.content.contacts.patterns import pattern
from moderator_desk.content.contacts.spoken import DOTS, STRONG_AT, WEAK_AT

_BEFORE, _BEHIND = 70, 120
_OPEN, _CLOSE = r"[\[({<«*_]", r"[\])}>»*_]"
_STRONG = "|".join(sorted(map(re.escape, STRONG_AT), key=len, reverse=True))
_WEAK = "|".join(WEAK_AT)
_DOT_WORD = "|".join(sorted(map(re.escape, DOTS), key=len, reverse=True))
_AT = pattern(
    rf"(?P<boxed>\s?{_OPEN}\s?(?:{_STRONG}|{_WEAK}|@)\s?{_CLOSE}\s?)"
    rf"|(?P<sign>\s@\s|@(?!\s))"
    rf"|(?P<strong>\s(?:{_STRONG})\s|(?<=[a-z0-9])(?:艾特|圈a|アットマーク|골뱅이)(?=[a-z0-9]))"
    rf"|(?P<weak>\s(?:{_WEAK})\s)"
)
_DOT = rf"(?:\.|\s\.\s|\s?{_OPEN}\s?(?:{_DOT_WORD}|\.)\s?{_CLOSE}\s?|\s(?:{_DOT_WORD})\s|(?<=[a-z0-9])[点點닷](?=[a-z]))"
_LABEL = r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?|[^\W_](?:[\w-]{0,61}[^\W_])?)"
_DOMAIN = pattern(rf"{_LABEL}(?:{_DOT}{_LABEL}){{0,4}}")
_SPACED = r"(?:(?<![\w])\w(?:\s[\w.]){2,30})"
_LATIN = rf"(?<![a-z0-9_.+-])[a-z0-9_+-]{{1,64}}(?:(?:\.|\s(?:{_DOT_WORD})\s)[a-z0-9_+-]{{1,64}}){{0,4}}"
_LOCAL = pattern(
    rf"(?:{_SPACED}|{_LATIN}|(?<![\w.+-])[\w+-]{{1,64}}(?:(?:\.|\s(?:{_DOT_WORD})\s)[\w+-]{{1,64}}){{0,4}})$"
)
_CUE = pattern(
    r"mail|correo|почт|пошт|reach|write|send|邮箱|メール|메일|อีเมล|ईमेल|ایمیل|بريد|מייל|schreib|pisz|e-post"
)
_SPACE = re.compile(r"\s")
_A_DOT = pattern(_DOT)


def find_emails(text: str) -> Iterator[Piece]:
    """Mail addresses of a folded text, in order."""
    begin = 0
    for sign in _AT().finditer(text):
        if sign.start() < begin:
            continue
        local = _LOCAL().search(text, max(begin, sign.start() - _BEFORE), sign.start())
        domain = _DOMAIN().match(text, sign.end(), sign.end() + _BEHIND) if local else None
        if local is None or domain is None:
            continue
        piece = _judged(text, local, sign, domain)
        if piece is not None:
            begin = piece.end
            yield piece


def _judged(text: str, local: re.Match[str], sign: re.Match[str], domain: re.Match[str]) -> Piece | None:
    how = str(sign.lastgroup)
    host, end, in_words = _host(domain, sure=how != "weak")
    if not host:
        return None
    name = re.sub(rf"\s(?:{_DOT_WORD})\s", ".", local[0])
    odd = any(each.isdigit() or each in "._-+" for each in name)
    cued = bool(_CUE().search(text, max(0, local.start() - 40), local.start()))
    if how == "weak" and not (in_words or odd or cued):
        return None
    if "." not in host and not (how in ("boxed", "strong") or odd or cued):
        return None
    tricks = {
        "boxed": ("bracketed",),
        "sign": () if " " not in sign[0] else ("spaced",),
        "strong": ("words",),
        "weak": ("words",),
    }[how]
    plain = f"{_SPACE.sub('', name)}@{host}"
    return Piece("email", local.start(), end, plain, tricks)


def _host(domain: re.Match[str], *, sure: bool) -> tuple[str, int, bool]:
    """The longest beginning that is a host, where it ends, and whether a dot of it is spelled out."""
    cuts = [match.start() for match in _A_DOT().finditer(domain[0]) if match.start()]
    for cut in (*reversed(cuts[1:]), 0):
        piece = domain[0][:cut] if cut else domain[0]
        host = _A_DOT().sub(".", piece)
        if is_host(host, sure=sure):
            return host, domain.start() + len(piece), host != piece
    first = domain[0][: cuts[0]] if cuts else domain[0]
    return (first, domain.start() + len(first), False) if first in MAIL else ("", 0, False)
