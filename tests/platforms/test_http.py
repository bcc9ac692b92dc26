"""The guarded session against servers that do what hostile or broken ones do, over real sockets."""

import gzip
import logging
import threading
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import msgspec
import pytest

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import MEDIA_CAP, Session, path_of
from tests.platforms.loopback import Say, loopback, reply

TOKEN = "token-nobody-may-see"
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


class Named(msgspec.Struct):
    """Something small to decode."""

    name: str = ""


def ask(*says: Say, total_s: float = 20.0, kind: type = Named) -> object:
    """What a GET comes to with a server that says so."""
    with loopback(*says) as server:
        session = Session(server.url, TOKEN, total_s=total_s)
        try:
            return session.get("/v1/me", kind)
        finally:
            session.close()


def trouble(*says: Say, total_s: float = 20.0) -> PlatformError:
    """The error such a GET ends with."""
    with pytest.raises(PlatformError) as caught:
        ask(*says, total_s=total_s)
    return caught.value


def test_a_good_answer_is_decoded() -> None:
    assert ask(reply(b'{"name": "Ada"}')) == Named("Ada")


def test_netrc_and_proxies_of_the_environment_are_not_looked_at(
    own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (own_home / ".netrc").write_text("machine 127.0.0.1 login eve password stolen\n")
    (own_home / ".netrc").chmod(0o600)
    with loopback(reply()) as proxy, loopback(reply(b'{"name": "real"}')) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        session = Session(server.url, TOKEN)
        assert session.get("/v1/me", Named).name == "real"
        session.close()
        assert proxy.heard == []
        assert f"Authorization: Bearer {TOKEN}" in server.heard[0]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_redirect_is_an_error_and_never_followed(status: int, method: str) -> None:
    with loopback(reply()) as other:
        for goal in (f"{other.url}/elsewhere", "/v1/other"):
            with loopback(reply(status=status, Location=goal)) as server:
                session = Session(server.url, TOKEN, headers={"X-Api-Key": "also-secret"})
                with pytest.raises(PlatformError) as caught:
                    session.ask(method, "/v1/me", body={} if method == "POST" else None)
                session.close()
                assert (caught.value.why, len(server.heard)) == ("bad-answer", 1)
        assert other.heard == []


def test_a_small_answer_that_unpacks_to_very_much_is_given_up_early() -> None:
    bomb = gzip.compress(bytes(60_000_000))
    assert len(bomb) < 100_000
    assert trouble(reply(bomb, Content_Encoding="gzip")).why == "too-large"


def test_an_answer_that_says_it_is_too_long_is_not_read() -> None:
    assert trouble(Say((HEAD + b"Content-Length: 99999999999\r\n\r\n{",), hold=True)).why == "too-large"


def test_an_endless_answer_is_given_up() -> None:
    piece = b"10000\r\n" + b" " * 65536 + b"\r\n"
    endless = Say((HEAD + b"Transfer-Encoding: chunked\r\n\r\n", *([piece] * 400)))
    assert trouble(endless).why == "too-large"


def test_a_picture_has_a_cap_of_its_own() -> None:
    with loopback(reply(bytes(MEDIA_CAP + 1), kind="image/png")) as server:
        session = Session(server.url, TOKEN)
        with pytest.raises(PlatformError, match="too-large"):
            session.get_bytes("/v1/media/m1")
        session.close()


@pytest.mark.parametrize(
    "head",
    [
        HEAD + b"Content-Length: 4000\r\n\r\n",
        HEAD + b"Transfer-Encoding: chunked\r\n\r\nfa0\r\n",
        HEAD + b"\r\n",
        HEAD + b"X-Slow: ",
    ],
    ids=["length", "chunk", "until-close", "in-the-headers"],
)
def test_a_dripping_answer_meets_the_deadline_as_a_whole(head: bytes) -> None:
    drip = Say((head, *([b" "] * 4000)), pause_s=0.02)
    assert trouble(drip, total_s=0.3).why == "timeout"


def test_a_silent_server_is_a_timeout() -> None:
    assert trouble(Say((), hold=True), total_s=0.2).why == "timeout"


def test_closing_the_session_ends_what_is_under_way() -> None:
    with loopback(Say((HEAD + b"Content-Length: 9\r\n\r\n{",), hold=True)) as server:
        session = Session(server.url, TOKEN)
        ends: list[str] = []

        def read() -> None:
            try:
                session.get("/v1/me", Named)
            except PlatformError as error:
                ends.append(error.why)

        reader = threading.Thread(target=read)
        reader.start()
        assert server.asked.wait(10)
        session.close()  # also while the answer's first line is still on its way
        reader.join(10)
        assert ends == ["cut-off"]


@pytest.mark.parametrize(
    "say",
    [
        reply(b'{"name": "A', length=400),
        Say((HEAD + b"Transfer-Encoding: chunked\r\n\r\n40\r\n{",)),
        Say((), reset=True),
        Say(()),
    ],
    ids=["short-body", "short-chunk", "reset", "closed-at-once"],
)
def test_an_answer_that_breaks_off_is_cut_off(say: Say) -> None:
    assert trouble(say).why == "cut-off"


@pytest.mark.parametrize(
    "head",
    [b"X-Big: " + b"a" * 200_000 + b"\r\n", b"".join(b"X-%d: a\r\n" % n for n in range(300))],
    ids=["one-line", "many-lines"],
)
def test_huge_headers_are_refused(head: bytes) -> None:
    assert trouble(Say((HEAD + head + b"Content-Length: 2\r\n\r\n{}",))).why == "bad-answer"


@pytest.mark.parametrize("kind", ["text/html", "", "text/json-ish", "image/png"])
def test_what_does_not_call_itself_json_is_not_read_as_json(kind: str) -> None:
    error = trouble(reply(b'{"name": "Ada"}', kind=kind))
    assert error.why == "bad-answer"
    assert "content type" in error.detail


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"<html>",
        b'{"name": 4}',
        b'{"name": NaN}',
        b'["name"]',
        b'{"name": "\xff\xfe"}',
        b'{"name": "\\ud800"}',
        b'{"x": ' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    ],
    ids=["empty", "half", "html", "number", "nan", "list", "not-utf-8", "lone-surrogate", "deep"],
)
def test_json_that_makes_no_sense_is_a_plain_error_without_the_content(body: bytes) -> None:
    error = trouble(reply(body))
    assert error.why == "bad-answer"
    assert len(error.detail) <= 60
    assert "xff" not in error.detail


def test_of_a_name_given_twice_every_reader_of_ours_sees_the_last() -> None:
    # one decoder reads all answers, so two readings of one body cannot come apart
    assert ask(reply(b'{"name": "first", "name": "last"}')) == Named("last")


def test_no_content_is_no_value() -> None:
    with loopback(Say((b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n",))) as server:
        session = Session(server.url, TOKEN)
        assert session.ask("DELETE", "/v1/cases/c1/claim").status == 204
        with pytest.raises(PlatformError, match="bad-answer"):
            session.get("/v1/me", Named)
        session.close()


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (401, "sign-in"),
        (403, "forbidden"),
        (404, "missing"),
        (410, "missing"),
        (418, "bad-answer"),
        (429, "busy"),
        (451, "sealed"),
        (500, "server-error"),
        (503, "server-error"),
    ],
)
def test_what_a_status_means(status: int, why: str) -> None:
    assert trouble(reply(b"{}", status)).why == why


def test_how_long_to_wait_is_read_in_both_forms_and_bounded() -> None:
    assert trouble(reply(status=429, Retry_After="7")).after_s == 7.0
    assert trouble(reply(status=503, Retry_After="999999999999")).after_s == 3600.0
    assert trouble(reply(status=429, Retry_After="soon")).after_s is None
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=90), usegmt=True)
    after = trouble(reply(status=429, Retry_After=later)).after_s
    assert after is not None
    assert 80 < after <= 90
    assert trouble(reply(status=429, Retry_After="Mon, 01 Jan 2001 00:00:00 GMT")).after_s == 0.0


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org",
        "http://127.0.0.1.example.org",
        "http://localhost@example.org",
        "https://user:secret@example.org",
        "https://user@example.org",
        "https://",
        "ftp://127.0.0.1",
        "file:///etc/passwd",
        "https://example.org/?a=b",
        "https://example.org/#a",
        "https://example.org:99999",
        "example.org",
        "",
    ],
)
def test_an_address_that_cannot_be_trusted_is_refused(address: str) -> None:
    with pytest.raises(PlatformError, match="bad-address") as caught:
        Session(address, TOKEN)
    assert "secret" not in f"{caught.value!r}"


def test_nobody_there_is_offline() -> None:
    with loopback(reply()) as server:
        url = server.url
    session = Session(url, TOKEN)
    with pytest.raises(PlatformError, match="offline"):
        session.get("/v1/me", Named)
    session.close()


def test_the_token_and_the_ids_show_nowhere(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with loopback(Say((), reset=True)) as server:
        session = Session(server.url, TOKEN)
        with pytest.raises(PlatformError) as caught:
            session.get("/v1/members/member-4711", Named)
        session.close()
    shown = f"{session!r} {caught.value!r} {caught.value.__cause__!r}"
    assert caught.value.__suppress_context__
    assert TOKEN not in shown + caplog.text
    assert "4711" not in shown + caplog.text
    with pytest.raises(PlatformError) as refused:
        Session("http://127.0.0.1:1", "two\nlines")
    assert "lines" not in f"{refused.value!r}"


def test_an_id_never_reaches_beyond_its_part_of_the_path() -> None:
    assert path_of("../../admin", "a?b#c") == "/..%2F..%2Fadmin/a%3Fb%23c"
