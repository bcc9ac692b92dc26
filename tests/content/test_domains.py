"""Who registered a host: the public suffix list, read without the network."""

import pytest

from moderator_desk.content.domains import registered_domain
from moderator_desk.content.links import look_at


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("example.com", "example.com"),
        ("login.bank.example.evil.co.uk", "evil.co.uk"),
        ("lessons.somebody.github.io", "somebody.github.io"),
        ("xn--80ak6aa92e.com", "xn--80ak6aa92e.com"),
        ("www.example.test", "example.test"),
        ("co.uk", ""),
        ("192.0.2.7", ""),
        ("2001:db8::1", ""),
        ("", ""),
    ],
)
def test_what_was_registered(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


def test_a_user_name_that_poses_as_a_site_is_not_it() -> None:
    assert registered_domain(look_at("https://www.bank.example@login.evil.test/a").host_ascii) == "evil.test"
