"""What stands in a record or an account: anybody can store anything there, so no field is taken to be what it should."""

from collections.abc import Iterator
from datetime import UTC, datetime

from moderator_desk.models.values import Media
from moderator_desk.platforms.ozone.wire import POST, PROFILE, Json, View, did_of, is_record

_KINDS = {
    POST: "post",
    PROFILE: "profile_record",
    "app.bsky.graph.list": "list",
    "app.bsky.feed.generator": "feed",
    "app.bsky.graph.starterpack": "starter_pack",
    "app.bsky.labeler.service": "labeler",
}
_FIELDS = ("text", "displayName", "name", "description", "pronouns")
_PICTURES_MOST = 12


def kind_of(case_id: str) -> str:
    """The kind of item: account for a whole account, else by the record's collection, which is shown when unknown."""
    if not is_record(case_id):
        return "account"
    collection = case_id.removeprefix("at://").split("/")[1:2]
    return _KINDS.get(collection[0], collection[0]) if collection else "record"


def said(value: Json) -> str:
    """The words of a record: its text or its name and description, then those of a card it embeds."""
    lines = [text_in(value, name) for name in _FIELDS]
    card = inside(inside(value, "embed"), "external") or inside(
        inside(inside(value, "embed"), "media"), "external"
    )
    lines += [text_in(card, name) for name in ("title", "description", "uri")]
    return "\n".join(line for line in lines if line)


def account_text(view: View) -> str:
    """An account's own words as its profile shows them: name, handle and description."""
    profile = view.profile or {}
    handle = view.repo.handle if view.repo else ""
    lines = (text_in(profile, "displayName"), f"@{handle}" if handle else "", text_in(profile, "description"))
    return "\n".join(line for line in lines if line)


def language_of(value: Json) -> str | None:
    """The first language the author gave."""
    langs = value.get("langs")
    first = langs[0] if isinstance(langs, list) and langs else None
    return first if isinstance(first, str) else None


def posted_at(value: Json) -> datetime | None:
    """When the author says it was written."""
    return moment(text_in(value, "createdAt"))


def moment(text: str) -> datetime | None:
    """A time, or None for words that are none."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def link_of(case_id: str) -> str:
    """Where the public sees it."""
    did, name = did_of(case_id), case_id.rpartition("/")[2]
    return (
        f"https://bsky.app/profile/{did}/post/{name}"
        if kind_of(case_id) == "post"
        else f"https://bsky.app/profile/{did}"
    )


def pictures(case_id: str, value: Json) -> tuple[Media, ...]:
    """The pictures of a record, by reference: their id is the account's DID, a space and the blob's CID."""
    embed = inside(value, "embed")
    media = inside(embed, "media") or embed
    found = [
        *((each.get("image"), text_in(each, "alt")) for each in _dicts(media.get("images"))),
        *((value.get(name), "") for name in ("avatar", "banner")),
    ]
    made = (_picture(case_id, blob, alt) for blob, alt in found[:_PICTURES_MOST])
    return tuple(each for each in made if each is not None)


def _picture(case_id: str, blob: object, alt: str) -> Media | None:
    if not isinstance(blob, dict):
        return None
    cid, size = text_in(inside(blob, "ref"), "$link"), blob.get("size")
    kind = text_in(blob, "mimeType")
    if not cid:
        return None
    return Media(f"{did_of(case_id)} {cid}", kind, size if isinstance(size, int) else 0, alt=alt)


def inside(value: Json, name: str) -> Json:
    """An object inside an object, empty when it is not one."""
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def text_in(value: Json, name: str) -> str:
    """A text inside an object, "" when it is not one."""
    found = value.get(name)
    return found.strip() if isinstance(found, str) else ""


def _dicts(value: object) -> Iterator[Json]:
    yield from (each for each in value if isinstance(each, dict)) if isinstance(value, list) else ()
