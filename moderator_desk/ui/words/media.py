"""Words of pictures and links: what is covered, why something was not opened, and where a link really goes."""

from moderator_desk.content.links import Link
from moderator_desk.content.visible import one_line, show_name
from moderator_desk.models.values import Media
from moderator_desk.ui.words.keys import key

COVERED = ("Covered picture", f"{key('reveal')}: first look")
TILE = {
    "covered-unloaded": COVERED,
    "covered": COVERED,
    "loading": ("Fetching the picture …", ""),
    "first": ("Picture, first look", f"{key('reveal')}: clear"),
    "revealed": ("Picture, clear", f"{key('reveal')}: covers again"),
    "sealed": ("Sealed", "never opened here"),
}
FILTERS = {
    "both": "First look at pictures: blurred and grey.",
    "blur": "First look at pictures: blurred.",
    "grey": "First look at pictures: grey.",
    "none": "First look at pictures: small, as they are.",
}
WORDS_COVERED = "Words covered"
HIDDEN = "Everything is hidden"
HIDDEN_HINT = f"{key('cover', '{} or ')}Esc shows it again. Pictures stay covered."
REFUSALS = {
    "too-large": "The file is larger than 20 MB, so it was not opened.",
    "unknown-format": "This is not a PNG, JPEG, GIF or WebP picture, so it was not opened.",
    "too-many-pixels": "The picture is too big to open safely.",
    "damaged": "The picture is damaged and cannot be shown.",
    "timeout": "Opening the picture took too long, so it was stopped.",
    "crashed": f"The picture could not be opened. {key('reveal')} tries again.",
    "offline": f"The platform cannot be reached. {key('reveal')} tries again.",
    "missing": "The platform does not have this picture any more.",
    "sealed": "This picture is sealed and is never opened.",
    "forbidden": "This account may not see the picture.",
}

GATE_TITLE = "A link leads to"
GATE_FROM = "It goes to a site chosen by whoever wrote this text."
GATE_DOMAIN = "Registered domain: {domain}"
GATE_DOMAIN_ASKED = "Registered domain: …"
GATE_NO_DOMAIN = "Nobody registered a domain for it: it is a bare number or an ending."
GATE_CLOSE = "Close (Esc)"
GATE_COPY = "Copy, made harmless (C)"
GATE_OPEN = "Open in the browser (O)"
GATE_COPIED = "Copied in a form that no program opens."
GATE_FAILED = "No browser could be started."
GATE_UNCLEAR = "This address can be read in two ways, so it is not opened."
GATE_NOT_WEB = "This is not a web address, so it is not opened."
ODD = {
    "user-info": "The part before @ is only a user name; it poses as a site.",
    "punycode": "The name uses letters outside plain Latin.",
    "mixed-script": "The name mixes letters of two scripts that look alike.",
    "ip-address": "It names a bare number instead of a site.",
    "port": "It asks for an unusual port.",
    "not-http": "It is not a web address.",
    "lookalike-slash": "It has a sign that only looks like a slash.",
    "no-host": "It names no site.",
}

_HOST = 40


def tile_words(state: str, refusal: str = "") -> tuple[str, str]:
    """What a tile says in words, in two lines; `refusal` is why there is no picture."""
    return (media_refusal(refusal), "") if state == "refused" else TILE[state]


def words_covered_hint(code: str) -> str:
    """Why the words of a case are covered, and how they are seen."""
    return (
        f"Reported under {one_line(code, 20)}. {key('reveal')} shows them{key('peek', '; hold {} to peek')}."
    )


def covering_words(code: str, on: bool) -> str:
    """Said when covering of a guideline's texts is switched."""
    return f"Texts reported under {one_line(code, 20)} {'are covered at first' if on else 'are no longer covered'}."


def media_caption(media: Media) -> str:
    """What the platform says of a picture: description, type, size."""
    parts = [f"“{one_line(media.alt, 90)}”"] if media.alt else []
    parts += [one_line(media.content_type.removeprefix("image/").upper(), 12)] if media.content_type else []
    parts += [f"{max(media.size // 1024, 1):,} KB"] if media.size else []
    return " · ".join(parts)


def media_refusal(code: str) -> str:
    """Why there is no picture."""
    return REFUSALS.get(code, f"The picture could not be shown ({one_line(code, 20)}).")


def links_line(hosts: tuple[str, ...], number: int) -> str:
    """Where the links of the text lead. Of a long host the end stays, for there stands whose it is."""
    shown = ", ".join(
        show_name(host if len(host) <= _HOST else f"…{host[1 - _HOST :]}", _HOST) for host in hosts[:3]
    )
    more = f" and {len(hosts) - 3} more" if len(hosts) > 3 else ""
    return f"{number} {'link' if number == 1 else 'links'}: {shown}{more} · {key('links')} looks at it"


def link_host(link: Link) -> str:
    """The true host, in both its forms when they differ."""
    if not link.host_ascii:
        return "no site"
    if link.host_unicode != link.host_ascii:
        return f"{link.host_ascii}  (shown as {show_name(link.host_unicode, 80)})"
    return show_name(link.host_ascii, 120)


def domain_line(domain: str) -> str:
    """Whose site it is: the part of the host that somebody registered."""
    return GATE_DOMAIN.format(domain=show_name(domain, 120)) if domain else GATE_NO_DOMAIN


def odd_words(link: Link) -> str:
    """What ought to make one think before opening."""
    return " ".join(ODD.get(code, code) for code in link.odd)
