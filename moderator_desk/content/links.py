"""Links in reported text: found, never followed; their true host named.

Browsers stop the authority of an address at the first / ? # or backslash, and everything before the last @ in it is a
user name (WHATWG URL). A letter that only looks like a slash ends nothing: the host is what stands after the @.
"""

import re
from collections import Counter

from msgspec import Struct

from moderator_desk.content.hosts import both_hosts, is_address

_FOUND = re.compile(
    r"(?i)(?<![a-z0-9])(?:https?|ftp|hxxps?)://[^\s<>\"'“”«»]{1,2000}|(?<![a-z0-9])www\.[^\s<>\"'“”«»]{3,2000}"
)
_CLOSERS = ".,;:!?)]}…،。、」』》"
_PAIRS = {")": "(", "]": "[", "}": "{", "」": "「", "』": "『", "》": "《"}
_SLASHES = "\u2044\u2215\u29f8\uff0f\u29f5\u2571"
MOST = 200
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


class Link(Struct, frozen=True):
    """A link as written, at `start`:`end` of the stored text. `odd` are codes of what ought to make one think:
    user-info, punycode, mixed-script, ip-address, port, not-http, lookalike-slash, no-host."""

    start: int
    end: int
    url: str
    scheme: str
    host_unicode: str
    host_ascii: str
    odd: tuple[str, ...] = ()

    @property
    def may_open(self) -> bool:
        """Whether a browser may ever be handed this: plain http and https with a real host only."""
        return self.scheme in ("http", "https") and bool(_HOST.fullmatch(self.host_ascii))


def find_links(text: str, *, most: int = MOST) -> tuple[Link, ...]:
    """The first links of a text, in order."""
    links: list[Link] = []
    for match in _FOUND.finditer(text):
        url = _ended(match[0])
        links.append(look_at(url, match.start()))
        if len(links) == most:
            break
    return tuple(links)


def look_at(url: str, start: int = 0) -> Link:
    """One address taken apart."""
    end = start + len(url)
    scheme, _, rest = url.partition("://") if "://" in url else ("http", "", url)
    scheme = scheme.lower().replace("hxxp", "http")
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    user, at, host_port = authority.rpartition("@")
    host, port = _split_port(host_port)
    unicode_host, ascii_host = both_hosts(host)
    signs = (
        ("user-info", bool(at)),
        ("lookalike-slash", any(each in user + host for each in _SLASHES)),
        ("punycode", "xn--" in ascii_host),
        ("mixed-script", _mixed(unicode_host)),
        ("ip-address", is_address(ascii_host)),
        ("port", bool(port) and port not in ("80", "443")),
        ("not-http", scheme not in ("http", "https")),
        ("no-host", not ascii_host),
    )
    odd = tuple(code for code, there in signs if there)
    return Link(start, end, url, scheme, unicode_host, ascii_host, odd)


def true_host(url: str) -> str:
    """The host a browser would go to, in ASCII."""
    return look_at(url).host_ascii


def defanged(url: str) -> str:
    """The address in a form that no program makes a link of."""
    return url.replace("http", "hxxp", 1).replace(".", "[.]")


def _ended(found: str) -> str:
    """Without the stops and closers behind it that belong to the sentence; a bracket it opened itself stays."""
    counts = Counter(found)
    end = len(found)
    while end and found[end - 1] in _CLOSERS:
        last = found[end - 1]
        if last in _PAIRS and counts[last] <= counts[_PAIRS[last]]:
            break
        counts[last] -= 1
        end -= 1
    return found[:end]


def _split_port(authority: str) -> tuple[str, str]:
    if authority.startswith("["):
        host, bracket, port = authority.partition("]")
        return host + bracket, port.removeprefix(":")
    host, colon, port = authority.rpartition(":")
    return (host, port) if colon and port.isdigit() else (authority, "")


def _mixed(host: str) -> bool:
    """Whether one label mixes Latin with letters that pass for Latin (Cyrillic, Greek, Armenian, Cherokee)."""
    for label in host.split("."):
        latin = re.search(r"[a-z\u00c0-\u024f]", label)
        if latin and re.search(r"[\u0370-\u058f\u13a0-\u13ff\uab70-\uabbf]", label):
            return True
    return False
