"""Links that nobody wrote as one: a host without a scheme, or with its dots in brackets or in words."""

import re
from collections.abc import Iterator

from moderator_desk.content.contacts.found import Piece
from moderator_desk.content.contacts.hosts_known import PLAIN, is_host
from moderator_desk.content.contacts.patterns import pattern
from moderator_desk.content.contacts.spoken import DOTS
from moderator_desk.content.links import find_links

_PATH = r"(?:/[^\s<>\"'“”«»，。、]{0,300})?"
_BARE = pattern(rf"(?<![\w@./-])(?:[a-z0-9-]{{1,63}}\.){{1,4}}[a-z]{{2,10}}(?![\w@])(?P<path>{_PATH})")
_OTHER = pattern(
    rf"(?<![\w@./-])(?:[^\W_]{{2,63}}\.){{1,3}}(?:рф|укр|бел|қаз|中国|公司|网络|한국|みんな|ไทย|भारत|ایران)(?!\w){_PATH}"
)
_WORDS = "|".join(sorted(map(re.escape, DOTS), key=len, reverse=True))
_DEFANGED = pattern(
    r"(?<![\w])(?:h[xt*]{2}ps?\s?(?:://|\[:\]//)\s?)?[a-z0-9-]{2,63}"
    r"(?:\s?[\[({]\s?(?:\.|dot|punto|point|punkt|точка)\s?[\])}]\s?[a-z0-9-]{2,63}){1,4}" + _PATH
)
_SPELLED = pattern(
    rf"(?<![\w@.-])(?P<name>[a-z0-9][a-z0-9-]{{2,62}})(?:\s(?:{_WORDS})\s|(?<=[a-z0-9])[点點닷](?=[a-z]))(?P<ending>[a-z]{{2,6}})(?![\w@])"
)
_SCHEME = re.compile(r"^h[xt*]{2}ps?\s?(?:://|\[:\]//)\s?")


def find_webs(text: str) -> Iterator[Piece]:
    """Links of a folded text, those with a scheme among them."""
    for match in _DEFANGED().finditer(text):
        bare = _SCHEME.sub("", match[0])
        host = re.sub(r"\s?[\[({]\s?(?:\.|dot|punto|point|punkt|точка)\s?[\])}]\s?", ".", bare.split("/")[0])
        if is_host(host, sure=True):
            yield Piece("link", match.start(), match.end(), host, ("defanged",))
    for link in find_links(text):
        yield Piece("link", link.start, link.end, link.host_ascii)
    for match in _BARE().finditer(text):
        host = match[0].split("/")[0]
        if is_host(host, sure=len(match["path"]) > 1):
            yield Piece("link", match.start(), match.start() + len(match[0].rstrip(".,;:!?)")), host)
    for match in _OTHER().finditer(text):
        yield Piece("link", match.start(), match.end(), match[0].split("/")[0])
    for match in _SPELLED().finditer(text):
        if match["ending"] in PLAIN or match["ending"] == "it":
            yield Piece("link", match.start(), match.end(), f"{match['name']}.{match['ending']}", ("words",))
