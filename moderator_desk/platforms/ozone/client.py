"""One moderator's calls: signed in with an app password, sent through their PDS to Ozone, errors told apart by name.

What is kept on this machine is the app password, not a session: a refresh token is replaced with every use, so that one
kept at sign-in would be dead after a restart. Sessions are made when first needed and live as long as the object.
"""

import threading
from typing import TypeVar
from urllib.parse import urlencode

import msgspec
from msgspec import Struct

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Answer, Session, decoded, error_of
from moderator_desk.platforms.ozone.wire import Json, Wire

T = TypeVar("T")
_SERVICE = "#atproto_labeler"
_TIRED = ("ExpiredToken", "InvalidToken")
_DEAD = ("AuthMissing", "MissingJwt", "BadJwt", "BadJwtType", "AccountTakedown", "AccountDeactivated")


class Key(Struct, frozen=True):
    """What signs us in: handle, app password, and the moderation service's DID ("" for the one the PDS has itself)."""

    user: str
    password: str
    service: str = ""


class Pair(Wire, frozen=True):
    """A session: who we are, the token for calls (2 hours) and the one that makes a new session."""

    access_jwt: str
    refresh_jwt: str
    did: str
    handle: str = ""


class _Fault(Struct, frozen=True):
    error: str = ""
    message: str = ""


class Unwilling(PlatformError):
    """The server understood and will not. `code` is its name for that, `words` what it says, which may name somebody."""

    def __init__(self, why: str, code: str, words: str) -> None:
        super().__init__(why)
        self.code = code
        self.words = words


class Client:
    """Calls in the name of one moderator; from any thread."""

    def __init__(self, session: Session, token: str) -> None:
        self._session = session
        self._key = key_of(token)
        self._pair: Pair | None = None
        self._lock = threading.Lock()

    def close(self) -> None:
        """Give up the connections."""
        self._session.close()

    def me(self) -> Pair:
        """The session in use, made now if there is none. Raises PlatformError."""
        with self._lock:
            if self._pair is None:
                self._pair = create(self._session, self._key)
            return self._pair

    def get(self, method: str, kind: type[T], **query: object) -> T:
        """A question. Lists in `query` are repeated parameters. Raises Unwilling, PlatformError."""
        return decoded(self._whole("GET", _path(method, query), None), kind)

    def post(self, method: str, body: Json, kind: type[T]) -> T:
        """A deed. Raises Unwilling, PlatformError."""
        return decoded(self._whole("POST", _path(method, {}), body), kind)

    def picture(self, did: str, cid: str) -> bytes:
        """A blob's bytes, from the PDS; taken-down ones are missing."""
        return self._session.get_bytes("/xrpc/com.atproto.sync.getBlob", did=did, cid=cid)

    def _whole(self, verb: str, path: str, body: Json | None) -> Answer:
        pair = self.me()
        answer = self._sent(verb, path, body, pair)
        if answer.status in (400, 401) and fault_in(answer).error in _TIRED:
            # once only: some methods answer a perfectly good session with InvalidToken
            answer = self._sent(verb, path, body, self._renewed(pair))
        if answer.status != 200:
            raise fault_of(answer)
        return answer

    def _sent(self, verb: str, path: str, body: Json | None, pair: Pair) -> Answer:
        headers = {"Authorization": f"Bearer {pair.access_jwt}"}
        if self._key is not None and self._key.service:
            headers["atproto-proxy"] = self._key.service + _SERVICE
        return self._session.ask(verb, path, body=body, headers=headers)

    def _renewed(self, tired: Pair) -> Pair:
        with self._lock:
            if self._pair is None or self._pair is tired:
                self._pair = self._refreshed(tired)
            return self._pair

    def _refreshed(self, tired: Pair) -> Pair:
        headers = {"Authorization": f"Bearer {tired.refresh_jwt}"}
        answer = self._session.ask("POST", "/xrpc/com.atproto.server.refreshSession", headers=headers)
        if answer.status == 200:
            return decoded(answer, Pair)
        if answer.status not in (400, 401):
            raise fault_of(answer)
        return create(self._session, self._key)


def create(session: Session, key: Key | None) -> Pair:
    """A new session. Raises PlatformError, "sign-in" when the name and the password do not fit."""
    if key is None:
        raise PlatformError("sign-in")
    body = {"identifier": key.user, "password": key.password}
    answer = session.ask("POST", "/xrpc/com.atproto.server.createSession", body=body)
    if answer.status == 401:
        raise PlatformError("sign-in")
    if answer.status != 200:
        raise fault_of(answer)
    return decoded(answer, Pair)


def sign_in(session: Session, user: str, password: str) -> str:
    """What to keep for a handle and an app password. After the handle and a space may stand the moderation service's DID.

    Raises PlatformError("sign-in") when they do not fit.
    """
    handle, _, service = user.strip().partition(" ")
    key = Key(handle.removeprefix("@"), password, service.strip().partition("#")[0])
    create(session, key)
    return msgspec.json.encode(key).decode()


def key_of(token: str) -> Key | None:
    """What was kept at sign-in, or None for something else: then nothing can be asked until somebody signs in."""
    try:
        return msgspec.json.decode(token, type=Key)
    except msgspec.DecodeError:
        return None


def fault_in(answer: Answer) -> _Fault:
    """The server's name for what is wrong, empty when it gives none."""
    try:
        return decoded(answer, _Fault)
    except PlatformError:
        return _Fault()


def fault_of(answer: Answer) -> PlatformError:
    """What an answer says is wrong. A role that is too low comes as a 401 and a dead session as a 400, so that only the
    name in the body tells them apart."""
    told = fault_in(answer)
    if answer.status >= 500 and told.error != "MethodNotImplemented":
        return error_of(answer)
    if not told.error or answer.status in (413, 429):
        return error_of(answer)
    if (answer.status == 401 and told.error in _DEAD) or told.error == "ExpiredToken":
        return PlatformError("sign-in")
    if answer.status in (401, 403):
        return Unwilling("forbidden", told.error, told.message)
    if told.error.endswith("NotFound"):
        return Unwilling("missing", told.error, told.message)
    why = "not-supported" if answer.status == 501 else "refused"
    return Unwilling(why, told.error, told.message)


def _path(method: str, query: Json) -> str:
    asked = {name: _said(value) for name, value in query.items() if value is not None}
    return f"/xrpc/{method}{'?' if asked else ''}{urlencode(asked, doseq=True)}"


def _said(value: object) -> object:
    return str(value).lower() if isinstance(value, bool) else value
