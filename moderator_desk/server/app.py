"""The routes of resources/openapi.yaml: sign in, read the request, do the one thing, answer."""

from collections.abc import Awaitable, Callable, Mapping

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from moderator_desk.server import claims, decide, intake, reading, warnings
from moderator_desk.server.asking import (
    read_condition,
    read_moment,
    read_query,
    read_raw,
    read_uuid,
    wanted,
)
from moderator_desk.server.bodies import (
    DecisionBody,
    NoteBody,
    ReportBody,
    ReversalBody,
    WarningBody,
    read_body,
)
from moderator_desk.server.problems import Problem
from moderator_desk.server.rows import load_case, now
from moderator_desk.server.site import Site
from moderator_desk.server.staff import PERMISSIONS, Staff
from moderator_desk.server.wire import Case, encode

Answer = Callable[[Site, Staff, Request, bytes], Response]
Endpoint = Callable[[Request], Awaitable[Response]]
JSON = "application/json"


def routes(site: Site) -> list[Route]:
    """The public routes."""
    resources: dict[str, dict[str, Answer]] = {
        "/v1/me": {"GET": me},
        "/v1/guidelines": {"GET": guidelines},
        "/v1/cases": {"GET": cases},
        "/v1/cases/{id}": {"GET": case},
        "/v1/cases/{id}/claim": {"PUT": claim, "DELETE": release},
        "/v1/cases/{id}/notes": {"POST": note_case},
        "/v1/members/{id}": {"GET": member},
        "/v1/members/{id}/history": {"GET": history},
        "/v1/members/{id}/inbox": {"GET": inbox},
        "/v1/members/{id}/notes": {"POST": note_member},
        "/v1/members/{id}/warnings": {"POST": warn_reporter},
        "/v1/media/{id}": {"GET": media},
        "/v1/decisions": {"GET": decisions},
        "/v1/decisions/{id}": {"PUT": decision},
        "/v1/decisions/{id}/reversal": {"PUT": reversal},
        "/v1/reports": {"POST": report},
    }
    return [Route(path, _endpoint(site, by), methods=list(by)) for path, by in resources.items()]


def make_app(site: Site, more: list[Route]) -> Starlette:
    """The platform as an ASGI application."""
    handlers = {HTTPException: _not_routed, Exception: _failed}
    return Starlette(routes=[*routes(site), *more], exception_handlers=handlers)


def _endpoint(site: Site, answers: Mapping[str, Answer]) -> Endpoint:
    async def endpoint(request: Request) -> Response:
        try:
            staff = site.sign_in(request)
            raw = await read_raw(request)
            answer = answers["GET" if request.method == "HEAD" else request.method]
            return answer(site, staff, request, raw)
        except Problem as problem:
            return problem.response()

    return endpoint


def _not_routed(_: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 500)
    headers = dict(getattr(error, "headers", None) or {})
    code = {404: "not-found", 405: "method"}.get(status, "malformed")
    return Problem(code, headers=headers).response()


def _failed(_: Request, __: Exception) -> Response:
    # the failure goes on to uvicorn, which logs it and closes the connection: say so
    return Problem("server-error", headers={"Connection": "close"}).response()


def _json(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    return Response(body, status, headers, media_type=JSON)


def me(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/me"""
    read_query(request)
    answer = {
        "id": staff.id,
        "display_name": staff.name,
        "role": staff.role,
        "permissions": PERMISSIONS[staff.role],
        "server_time": now(),
    }
    return _json(encode(answer))


def guidelines(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/guidelines"""
    read_query(request)
    with site.engine.connect() as connection:
        return _json(reading.read_fact(connection, "guidelines"))


def cases(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/cases: the change feed; `since` and `cursor` are the same place in it."""
    filters = ("status", "guideline", "language", "assignee")
    query = read_query(request, "since", "cursor", "limit", *filters)
    part = wanted(query, *filters)
    part.cursor = part.cursor or query.get("since", "")
    site.end_lapsed_claims()
    with site.engine.connect() as connection:
        return _json(reading.feed(connection, part))


def case(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/cases/{id}"""
    read_query(request)
    site.end_lapsed_claims()
    with site.engine.connect() as connection:
        found, _fence = load_case(connection, request.path_params["id"])
    return _json(encode(found), headers=_etag(found))


def claim(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """PUT /v1/cases/{id}/claim"""
    read_query(request)
    return _json(encode(claims.take_claim(site.engine, staff, request.path_params["id"])))


def release(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """DELETE /v1/cases/{id}/claim"""
    read_query(request)
    claims.drop_claim(site.engine, staff, request.path_params["id"])
    return Response(status_code=204)


def note_case(site: Site, staff: Staff, request: Request, raw: bytes) -> Response:
    """POST /v1/cases/{id}/notes"""
    read_query(request)
    body = read_body(raw, NoteBody)
    note, new = intake.note_case(site.engine, staff, request.path_params["id"], body)
    return _json(note, 201 if new else 200)


def note_member(site: Site, staff: Staff, request: Request, raw: bytes) -> Response:
    """POST /v1/members/{id}/notes"""
    read_query(request)
    body = read_body(raw, NoteBody)
    note, new = intake.note_member(site.engine, staff, request.path_params["id"], body)
    return _json(note, 201 if new else 200)


def member(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/members/{id}"""
    read_query(request)
    with site.engine.connect() as connection:
        return _json(reading.read_member(connection, request.path_params["id"]))


def history(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/members/{id}/history"""
    part = wanted(read_query(request, "cursor", "limit"))
    with site.engine.connect() as connection:
        return _json(reading.history(connection, request.path_params["id"], part))


def inbox(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/members/{id}/inbox"""
    part = wanted(read_query(request, "cursor", "limit"))
    with site.engine.connect() as connection:
        return _json(reading.inbox(connection, request.path_params["id"], part))


def warn_reporter(site: Site, staff: Staff, request: Request, raw: bytes) -> Response:
    """POST /v1/members/{id}/warnings"""
    read_query(request)
    body = read_body(raw, WarningBody)
    message, new = warnings.warn_reporter(site.engine, staff, request.path_params["id"], body)
    return _json(message, 201 if new else 200)


def media(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/media/{id}"""
    read_query(request)
    site.pictures_asked.append(request.path_params["id"])
    with site.engine.connect() as connection:
        found = reading.picture(connection, request.path_params["id"])
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    return Response(found.content, 200, headers, media_type=found.content_type)


def decisions(site: Site, staff: Staff, request: Request, _: bytes) -> Response:
    """GET /v1/decisions"""
    filters = ("moderator", "member", "guideline", "action", "case")
    query = read_query(request, "cursor", "limit", "since", "until", *filters)
    since, until = read_moment(query.get("since")), read_moment(query.get("until"))
    with site.engine.connect() as connection:
        return _json(reading.decisions(connection, wanted(query, *filters), since, until))


def decision(site: Site, staff: Staff, request: Request, raw: bytes) -> Response:
    """PUT /v1/decisions/{id}"""
    read_query(request)
    decision_id, version = read_uuid(request.path_params["id"]), read_condition(request)
    body = read_body(raw, DecisionBody)
    return _taken(decide.take_decision(site.engine, site.rules, staff, decision_id, version, body))


def reversal(site: Site, staff: Staff, request: Request, raw: bytes) -> Response:
    """PUT /v1/decisions/{id}/reversal"""
    read_query(request)
    past_id = read_uuid(request.path_params["id"])
    return _taken(decide.take_reversal(site.engine, staff, past_id, read_body(raw, ReversalBody)))


def report(site: Site, staff: Staff, request: Request, raw: bytes) -> Response:
    """POST /v1/reports"""
    read_query(request)
    staff.need("intake", "Reports are taken from the platform's own back end.")
    case_id, new = intake.take_report(site.engine, staff, read_body(raw, ReportBody))
    return _json(encode({"case_id": case_id}), 201 if new else 200)


def _taken(taken: decide.Taken) -> Response:
    body = encode({"decision": taken.decision, "case": taken.case})
    return _json(body, 201 if taken.first else 200, _etag(taken.case))


def _etag(found: Case) -> dict[str, str]:
    return {"ETag": f'"{found.version}"'}
