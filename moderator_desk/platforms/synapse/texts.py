"""What an event says, as plain text: the body, what HTML shows beyond it, or the bare fields of an unknown kind.

Source of the fields: the Matrix client-server specification, "Instant Messaging" and "Rich replies". None of them can
be trusted to be of its type: an event may hold anything.
"""

from html.parser import HTMLParser
from typing import Any

import msgspec

from moderator_desk.models.values import Media

ENCRYPTED = "m.room.encrypted"
_HTML = "org.matrix.custom.html"
_BLOCKS = frozenset(
    ("p", "div", "br", "li", "ul", "ol", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "hr")
)
_FIELDS_CAP = 4000
_SHOWN = ("m.image", "m.sticker")


def said(kind: str, content: dict[str, Any]) -> str:
    """The text of an event of this type; "" when it is encrypted or says nothing."""
    if kind == ENCRYPTED:
        return ""
    if kind in ("m.room.message", "m.sticker"):
        return _message(content)
    if kind == "m.reaction":
        return _text(_part(content, "m.relates_to"), "key")
    if kind == "m.room.member":
        return _text(content, "displayname")
    return msgspec.json.encode(content, order="sorted").decode()[:_FIELDS_CAP] if content else ""


def newest(content: dict[str, Any]) -> dict[str, Any]:
    """The content that an edit puts in place of the old."""
    return _part(content, "m.new_content") or content


def pictures(kind: str, content: dict[str, Any]) -> tuple[Media, ...]:
    """The picture of an event that is one and is not encrypted."""
    shown = kind == "m.sticker" or _text(content, "msgtype") in _SHOWN
    address = _text(content, "url")
    if not shown or not address.startswith("mxc://"):
        return ()
    about = _part(content, "info")
    size = about.get("size")
    return (
        Media(
            address,
            _text(about, "mimetype"),
            size if isinstance(size, int) and not isinstance(size, bool) and size >= 0 else 0,
            alt=_text(content, "body")[:500],
        ),
    )


def addresses(content: dict[str, Any]) -> tuple[str, ...]:
    """Where the pictures and files of an event lie, small versions, encrypted ones and those of an edit among them.

    Addresses in the text itself are let be: they may be anybody's.
    """
    found = []
    for part in (content, _part(content, "m.new_content")):
        about = _part(part, "info")
        found += [_text(part, "url"), _text(_part(part, "file"), "url")]
        found += [_text(about, "thumbnail_url"), _text(_part(about, "thumbnail_file"), "url")]
    return tuple(dict.fromkeys(address for address in found if address.startswith("mxc://")))


def replied_to(content: dict[str, Any]) -> str:
    """The id of the event that this one answers, "" when it answers none."""
    return _text(_part(_part(content, "m.relates_to"), "m.in_reply_to"), "event_id")


def is_edit(content: dict[str, Any]) -> bool:
    """Whether the event only edits another."""
    return bool(edited(content))


def edited(content: dict[str, Any]) -> str:
    """The id of the event that this one edits, "" when it edits none."""
    about = _part(content, "m.relates_to")
    return _text(about, "event_id") if about.get("rel_type") == "m.replace" else ""


def _message(content: dict[str, Any]) -> str:
    body = _text(content, "body")
    markup = _text(content, "formatted_body")
    if not markup or content.get("format") != _HTML:
        return body
    page = _Page()
    page.feed(markup)
    page.close()
    bare = "".join(page.words).strip()
    shown = "".join(page.words_and_links).strip()
    same = _letters(bare) == _letters(body)
    if same and all(link in body for link in page.links):
        return body
    # programs show one or the other: a moderator must see both
    return shown if same else f"{shown}\n\n{body}"


def _letters(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum())


def _text(content: dict[str, Any], name: str) -> str:
    found = content.get(name)
    return found if isinstance(found, str) else ""


def _part(content: dict[str, Any], name: str) -> dict[str, Any]:
    found = content.get(name)
    return found if isinstance(found, dict) else {}


class _Page(HTMLParser):
    """Collects the words of a piece of HTML, and the words with the address behind every link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.words_and_links: list[str] = []
        self.links: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Blocks begin a line, links are remembered, a picture is its description."""
        found = {name: value or "" for name, value in attrs}
        if tag in _BLOCKS:
            self._say("\n")
        elif tag == "a" and found.get("href"):
            self.links.append(found["href"])
            self._open.append(found["href"])
        elif tag == "img":
            self._say(found.get("alt") or found.get("title") or "")

    def handle_endtag(self, tag: str) -> None:
        """The address of a link follows its words."""
        if tag == "a" and self._open:
            self.words_and_links.append(f" ({self._open.pop()})")
        elif tag in _BLOCKS:
            self._say("\n")

    def handle_data(self, data: str) -> None:
        """Words."""
        self._say(data)

    def _say(self, text: str) -> None:
        self.words.append(text)
        self.words_and_links.append(text)
