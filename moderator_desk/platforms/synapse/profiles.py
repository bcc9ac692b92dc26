"""One reported account as the server knows it, made into a case."""

import hashlib

import msgspec

from moderator_desk.models.values import Case, Item, Media, Person
from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session, path_of
from moderator_desk.platforms.synapse import offers
from moderator_desk.platforms.synapse.reading import moment, report_of
from moderator_desk.platforms.synapse.wire import USERS, AccountRow, Unwilling, User, call


class Profile(msgspec.Struct, frozen=True):
    """How an account shows itself now. The server keeps no profile as it was at the time of a report."""

    user: User
    revision: str
    redacted: bool = False


def profile(session: Session, account: str) -> Profile | None:
    """An account as it is now; None when the server does not have it. It takes reports of its own accounts only."""
    try:
        user = call(session, "GET", f"{USERS}{path_of(account)}", User)
    except Unwilling as error:
        if error.why == "forbidden":
            raise
        return None
    shown = f"{user.displayname or ''}\0{user.avatar_url or ''}"
    return Profile(user, hashlib.blake2b(shown.encode("utf-8", "replace"), digest_size=8).hexdigest())


def account_case(session: Session, rows: tuple[AccountRow, ...]) -> Case:
    """The case that reports of one account make. Raises PlatformError("missing") when the account is gone."""
    account = rows[0].target_user_id
    now = profile(session, account)
    if now is None:
        raise PlatformError("missing")
    latest = max(row.received_ts for row in rows)
    picture = now.user.avatar_url or ""
    media = (Media(picture),) if picture.startswith("mxc://") else ()
    actions, scopes = offers.on_account(media=bool(media))
    return Case(
        id=rows[0].case_id,
        version=latest,
        state="open",
        severity="medium",
        opened_at=moment(rows[0].received_ts),
        changed_at=moment(latest),
        item=_item(account, now, media),
        reports=tuple(map(report_of, rows)),
        abilities=actions,
        scopes=scopes,
    )


def _item(account: str, now: Profile, media: tuple[Media, ...]) -> Item:
    name = now.user.displayname or ""
    return Item(
        id=account,
        kind="account",
        author=Person(account, name or account),
        text=name,
        text_now=name,
        revision=now.revision,
        reported_revision=now.revision,
        media=media,
        link=f"https://matrix.to/#{path_of(account)}",
    )
