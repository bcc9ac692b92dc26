"""What the guarded session accepts as a safe connection, against real servers that offer less."""

import socket
import ssl
import warnings
from pathlib import Path

import pytest

from moderator_desk.platforms.base import PlatformError
from moderator_desk.platforms.http import Session
from tests.platforms.loopback import loopback, reply
from tests.platforms.test_http import TOKEN, Named


def test_a_certificate_of_nobody_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with loopback(reply(), tls=True) as server:
        monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(Path(__file__).parent / "self-signed.pem"))
        session = Session(f"https://127.0.0.1:{server.port}", TOKEN)
        with pytest.raises(PlatformError) as caught:
            session.get("/v1/me", Named)
        session.close()
        assert (caught.value.why, server.heard) == ("offline", [])
        assert "certificate" in caught.value.detail


def test_no_encryption_below_tls_1_2_is_spoken() -> None:
    with loopback(reply(), old_tls=True) as server:
        session = Session(f"https://127.0.0.1:{server.port}", TOKEN)
        with pytest.raises(PlatformError) as caught:
            session.get("/v1/me", Named)
        session.close()
        assert (caught.value.why, server.heard) == ("offline", [])
        assert "encryption" in caught.value.detail
        wire = socket.create_connection(("127.0.0.1", server.port))
        with _old_client().wrap_socket(wire) as old:
            assert old.version() == "TLSv1.1"  # it does speak the old one


def _old_client() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    return context
