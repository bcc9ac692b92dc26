"""What the server says when it will not: RFC 9457 problem documents with a stable `type` code."""

from typing import Any

from starlette.responses import Response

from moderator_desk.server.wire import encode

TITLES = {
    "malformed": (400, "The request cannot be read."),
    "sign-in": (401, "Sign in again."),
    "forbidden": (403, "Your role does not allow this."),
    "sealed-case": (403, "The case is sealed: it can only be escalated."),
    "not-found": (404, "There is no such thing here."),
    "method": (405, "This resource does not know that method."),
    "claim-taken": (409, "Somebody else has claimed the case."),
    "stale-claim": (409, "The claim of this decision is no longer the newest one."),
    "cursor-gone": (410, "The cursor is none of this platform as it is now: start again without it."),
    "stale-version": (412, "The case is no longer what was decided on."),
    "too-large": (413, "The request is larger than allowed."),
    "id-reused": (422, "The id was used before with another content."),
    "out-of-bounds": (422, "A parameter is missing or out of bounds."),
    "if-match": (428, "State in If-Match which version of the case is meant."),
    "rate-limited": (429, "Too many requests."),
    "sealed": (451, "Sealed: never to be fetched."),
    "server-error": (500, "The server failed; nothing can be said about the request."),
}
"""Every problem code: its status and its sentence. resources/openapi.yaml lists the same codes."""


class Problem(Exception):
    """An answer of the 400s or 500s; `more` holds extension members such as the case as it is now."""

    def __init__(
        self, code: str, detail: str = "", *, headers: dict[str, str] | None = None, **more: Any
    ) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.headers = headers or {}
        self.more = more

    def response(self) -> Response:
        """The problem as an answer."""
        status, title = TITLES[self.code]
        body = {"type": self.code, "title": title, "status": status, **self.more}
        if self.detail:
            body["detail"] = self.detail
        return Response(encode(body), status, self.headers, media_type="application/problem+json")
