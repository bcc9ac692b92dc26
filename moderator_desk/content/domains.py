"""Which part of a host was registered by somebody: what is left of "login.bank.example.evil.co.uk" is "evil.co.uk".

Read from the public suffix list that tldextract brings along; nothing is fetched and nothing is kept on the disk. Names
under which a provider gives a site to everybody (github.io) count as endings, too: the site is whoever's it is.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from moderator_desk.content.hosts import is_address

if TYPE_CHECKING:
    from tldextract import TLDExtract


def registered_domain(ascii_host: str) -> str:
    """The registered domain of a host in ASCII; "" for an address, a bare ending and no host.

    Where the list has no rule its own last one, "*", holds: the last two labels (publicsuffix.org, "Algorithm").
    The first call reads the list, some 150 ms: not on the main thread.
    """
    if not ascii_host or is_address(ascii_host):
        return ""
    found = _list()(ascii_host, include_psl_private_domains=True)
    if found.suffix:
        return found.top_domain_under_public_suffix
    labels = ascii_host.rstrip(".").split(".")
    return ".".join(labels[-2:]) if len(labels) > 1 and all(labels[-2:]) else ""


@lru_cache(maxsize=1)
def _list() -> "TLDExtract":
    # loaded with the first link that is looked at: it brings a whole list and a client for the web that it never uses
    import tldextract

    return tldextract.TLDExtract(suffix_list_urls=(), cache_dir=None)
