"""One guarded HTTP session: everything that leaves or enters the desk by the network passes here.

Why so strict: left to itself the library reads ~/.netrc and proxy variables (and sends our bearer token there), follows
redirects with our headers, waits for each read anew, and unpacks a small reply into gigabytes. Here: one origin, no
environment, no redirects, one deadline for the whole answer, a cap on decompressed bytes, and no retries: the outbox
alone repeats.
"""

import logging
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import msgspec
import requests
from msgspec import Struct
from urllib3.exceptions import HTTPError, ProtocolError

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.deadline import WATCH, Watch, WatchedAdapter

JSON_CAP = 16 * 1024 * 1024
"""A page of 200 whole cases with full threads may pass 8 MiB; 16 MiB is still far from harm."""

MEDIA_CAP = 20_000_000
CONNECT_S, READ_S, TOTAL_S = 5.0, 15.0, 60.0
LONGEST_ASKED_S = 3600.0
_BITE = 65536
_LOOPBACK = ("127.0.0.1", "::1", "localhost")

# the library logs the paths it asks for, and ids of members stand in them
logging.getLogger("urllib3").setLevel(logging.CRITICAL)

T = TypeVar("T")


class Answer(Struct, frozen=True):
    """A whole answer: status, the headers that matter, and the body as bytes."""

    status: int
    content_type: str
    retry_after_s: float | None
    etag: str
    body: bytes


class Session:
    """A session with one origin. Raises PlatformError("bad-address") for an address that cannot be trusted.

    `token` is sent as a bearer token and shown nowhere. `total_s` bounds one whole answer; `clock` counts seconds.
    """

    def __init__(
        self,
        address: str,
        token: str,
        *,
        headers: Mapping[str, str] | None = None,
        total_s: float = TOTAL_S,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._base = checked_address(address)
        if not all("!" <= character <= "~" for character in token):
            # the library would refuse it with an error that quotes it
            raise PlatformError("sign-in", "the token has characters that no token has")
        self._total_s = total_s
        self._under_way: set[Watch] = set()
        self._clock = clock
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.max_redirects = 0
        self._session.mount("https://", WatchedAdapter())
        self._session.mount("http://", WatchedAdapter())
        self._session.headers.update({"Accept": "application/json", "User-Agent": "moderator_desk"})
        self._session.headers.update(headers or {})
        if token:
            self._session.headers["Authorization"] = f"Bearer {token}"

    def __repr__(self) -> str:
        return f"Session({self._base})"

    def close(self) -> None:
        """Give up the connections; from any thread: an answer under way ends with an error."""
        for watch in tuple(self._under_way):
            watch.cut()
        self._session.close()

    def get(self, path: str, kind: type[T] | msgspec.json.Decoder[T], **query: object) -> T:
        """GET and decode. Raises PlatformError for anything but a whole, well-formed 200."""
        answer = self.ask("GET", path, query=query)
        if answer.status != 200:
            raise error_of(answer)
        return decoded(answer, kind)

    def get_bytes(self, path: str, **query: object) -> bytes:
        """GET a picture's bytes. Raises PlatformError."""
        answer = self.ask("GET", path, query=query, cap=MEDIA_CAP, accept="*/*")
        if answer.status != 200:
            raise error_of(answer)
        return answer.body

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
        cap: int = JSON_CAP,
        accept: str = "",
    ) -> Answer:
        """One request and its whole answer, whatever its status. `body` is sent as JSON.

        Raises PlatformError: offline, timeout, cut-off, too-large, or bad-answer for a redirect.
        """
        asked = {name: str(value) for name, value in (query or {}).items() if value is not None}
        sent = dict(headers or {})
        if body is not None:
            sent["Content-Type"] = "application/json"
        sent |= {"Accept": accept} if accept else {}
        watch = Watch(self._clock, self._total_s, READ_S)
        self._under_way.add(watch)
        mark = WATCH.set(watch)
        try:
            with self._session.request(
                method,
                self._base + path,
                params=asked,
                data=None if body is None else msgspec.json.encode(body),
                headers=sent,
                timeout=(min(CONNECT_S, self._total_s), min(READ_S, self._total_s)),
                allow_redirects=False,
                stream=True,
            ) as reply:
                answer = self._whole(reply, cap)
        except (requests.exceptions.RequestException, HTTPError, OSError, ValueError) as error:
            # the library's own words quote the path, with ids of members in it: they go no further
            raise PlatformError(*_trouble(error)) from None
        finally:
            WATCH.reset(mark)
            self._under_way.discard(watch)
        if watch.cut_off:
            raise PlatformError("cut-off")
        return answer

    def _whole(self, reply: requests.Response, cap: int) -> Answer:
        if 300 <= reply.status_code < 400:
            raise PlatformError("bad-answer", f"redirect {reply.status_code}")
        length = reply.headers.get("Content-Length", "")
        if length.isdigit() and int(length) > cap:
            raise PlatformError("too-large")
        parts: list[bytes] = []
        size = 0
        # a small bite of packed bytes at a time, so that no bite can unpack to much more than the cap
        while part := reply.raw.read1(_BITE, decode_content=True):
            size += len(part)
            if size > cap:
                raise PlatformError("too-large")
            parts.append(part)
        kind = reply.headers.get("Content-Type", "").split(";")[0].strip().lower()
        after = retry_after(reply.headers.get("Retry-After", ""))
        return Answer(reply.status_code, kind, after, reply.headers.get("ETag", ""), b"".join(parts))


def checked_address(address: str) -> str:
    """The address of a platform without a trailing slash: https, or http on this machine; no user, query or fragment.

    Raises PlatformError("bad-address").
    """
    try:
        parts = urlsplit(address.strip())
        port = parts.port
    except ValueError as error:
        raise PlatformError("bad-address") from error
    host = parts.hostname or ""
    secure = parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    if not secure or not host or parts.username or parts.password or parts.query or parts.fragment:
        raise PlatformError("bad-address")
    shown = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{shown}{f':{port}' if port else ''}{parts.path.rstrip('/')}"


def path_of(*parts: str) -> str:
    """A path in which nothing of an id is read as anything but an id."""
    return "".join(f"/{quote(part, safe='')}" for part in parts)


def retry_after(value: str) -> float | None:
    """Seconds a server asked to wait, from either form of the header (RFC 9110, 10.2.3), an hour at most."""
    value = value.strip()
    if not value:
        return None
    if value.isdigit():
        return min(float(value[:9]), LONGEST_ASKED_S)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max((moment - datetime.now(UTC)).total_seconds(), 0.0), LONGEST_ASKED_S)


def decoded(answer: Answer, kind: type[T] | msgspec.json.Decoder[T]) -> T:
    """The body as a value. Raises PlatformError("bad-answer") naming the place, never the content."""
    if not answer.content_type.endswith("json"):
        raise PlatformError("bad-answer", f"content type {answer.content_type[:40] or 'missing'}")
    decoder: Any = kind if isinstance(kind, msgspec.json.Decoder) else msgspec.json.Decoder(kind)
    try:
        return decoder.decode(answer.body)  # type: ignore[no-any-return]
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        place = str(error).rsplit(" - at ", 1)[-1] if " - at " in str(error) else "not JSON"
        raise PlatformError("bad-answer", place[:60]) from error


def error_of(answer: Answer) -> PlatformError:
    """What a status says about a read that failed.

    That something is missing or forbidden is believed in the platform's own words only, which are JSON: what stands
    between says it as well, with a page, and a case or a member taken for gone would not be asked for again.
    """
    status = answer.status
    if status in (403, 404, 410) and not answer.content_type.endswith("json"):
        return PlatformError("bad-answer", f"status {status}")
    known = {
        401: "sign-in",
        403: "forbidden",
        404: "missing",
        410: "missing",
        413: "too-large",
        451: "sealed",
    }
    if status == 429:
        return PlatformError("busy", after_s=answer.retry_after_s)
    if status in known:
        return PlatformError(known[status])
    if status >= 500:
        return PlatformError("server-error", str(status), answer.retry_after_s)
    return PlatformError("bad-answer", f"status {status}")


def _trouble(error: Exception) -> tuple[str, str]:
    """What went wrong on the way, as the code and detail of a PlatformError."""
    text = f"{error!r}"
    if (
        isinstance(error, requests.exceptions.Timeout | TimeoutError)
        or "Timeout" in text
        or "too long" in text
    ):
        return "timeout", ""
    if "LineTooLong" in text or "got more than" in text or "BadStatusLine" in text:
        return "bad-answer", "headers"
    if "SSLError" in text or "CERTIFICATE" in text:
        return "offline", "no safe connection: the certificate or the encryption was refused"
    if any(sign in text for sign in _BROKEN_SIGNS):
        return "cut-off", ""
    broken = isinstance(error, requests.exceptions.ConnectionError | ProtocolError)
    if broken or (isinstance(error, OSError) and not isinstance(error, requests.exceptions.RequestException)):
        refused = any(sign in text for sign in ("NewConnectionError", "NameResolution", "refused"))
        return ("offline" if refused else "cut-off"), ""
    return "bad-answer", type(error).__name__


_BROKEN_SIGNS = ("RemoteDisconnected", "ConnectionResetError", "IncompleteRead", "BrokenPipe", "InvalidChunk")
"""The connection stood and then broke, so that what was asked may have been done."""
