"""Links are named by the host that a browser would go to, and end where the address ends."""

import pytest

from moderator_desk.content.links import find_links, look_at, true_host


# what browsers do: UTS 46 without the transitional mapping, then the number rules of the WHATWG host parser
@pytest.mark.parametrize(
    ("host", "ascii_host"),
    [
        ("faß.de", "xn--fa-hia.de"),
        ("FAẞ.de", "xn--fa-hia.de"),
        ("xn--fa-hia.de", "xn--fa-hia.de"),
        ("βόλος.com", "xn--nxasmm1c.com"),
        ("ΒΌΛΟΣ.com", "xn--nxasmq6b.com"),
        ("☃.net", "xn--n3h.net"),
        ("müller.example", "xn--mller-kva.example"),
        ("a\u00adb\u200b.test", "ab.test"),
        ("ｅｘａｍｐｌｅ。test", "example.test"),
        ("ℯxample.test", "example.test"),
        ("EXAMPLE.test.", "example.test"),
        ("a_b.test", "a_b.test"),
        ("user@faß.de:8080", "xn--fa-hia.de"),
    ],
)
def test_the_host_is_the_one_browsers_go_to(host: str, ascii_host: str) -> None:
    assert true_host(f"https://{host}/x") == ascii_host


def test_a_joiner_behind_a_virama_is_part_of_the_name() -> None:
    with_it, without = (true_host(f"https://ශ්{joiner}රී.com/") for joiner in ("\u200d", ""))
    assert with_it != without
    label = with_it.removeprefix("xn--").removesuffix(".com")
    assert label.encode().decode("punycode") == "ශ්\u200dරී"


def test_the_host_is_shown_in_its_own_letters() -> None:
    assert look_at("https://xn--fa-hia.de/").host_unicode == "faß.de"
    assert look_at("https://faß.de/").host_unicode == "faß.de"
    assert "punycode" in look_at("https://faß.de/").odd


@pytest.mark.parametrize(
    "host",
    [
        "a\u200db.test",  # a joiner that nothing asks for
        "xn--a.test",  # decodes to nothing
        "xn--ls8h=.test",
        "xn--fa-.test",
        "ex／ample.test",
        "exa^mple.test",
        "a..test",
        "é" * 64 + ".test",
        "a." * 127 + "test",
        "1.2.3.4.5",
        "256.0.0.256",
        "0x.0x.0x.0x.1",
        "1.2.3.08",
        "[::1",
        "[fe80::1%25eth0]",
        "[1.2.3.4]",
    ],
)
def test_a_host_no_browser_accepts_is_none(host: str) -> None:
    link = look_at(f"https://{host}/")
    assert not link.may_open
    assert "no-host" in link.odd


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("127.1", "127.0.0.1"),
        ("0x7f.1", "127.0.0.1"),
        ("2130706433", "127.0.0.1"),
        ("0x7f000001", "127.0.0.1"),
        ("017700000001", "127.0.0.1"),
        ("0177.0.0.1", "127.0.0.1"),
        ("0x7F.0X0.0.0x1", "127.0.0.1"),
        ("192.168.257", "192.168.1.1"),
        ("127.0.0.1.", "127.0.0.1"),
        ("１２７．１", "127.0.0.1"),
        ("127。0。0。1", "127.0.0.1"),
        ("0x", "0.0.0.0"),
        ("[::1]", "::1"),
        ("[0:0::7F00:1]:8080", "::7f00:1"),
        ("user@127.1:80", "127.0.0.1"),
    ],
)
def test_a_number_is_told_however_it_is_written(host: str, address: str) -> None:
    link = look_at(f"http://{host}/")
    assert "ip-address" in link.odd
    assert link.host_ascii == address


@pytest.mark.parametrize("host", ["127.1.example", "0x7f.test", "a1", "1e3.test", "0xyz"])
def test_a_name_with_numbers_is_no_number(host: str) -> None:
    assert "ip-address" not in look_at(f"http://{host}/").odd


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("see https://x.test/A_(b)", "https://x.test/A_(b)"),
        ("(see https://x.test/A_(b))", "https://x.test/A_(b)"),
        ("(see https://x.test/A)", "https://x.test/A"),
        ("(see https://x.test/A).", "https://x.test/A"),
        ("https://x.test/A_(b).", "https://x.test/A_(b)"),
        ("https://x.test/a[1]", "https://x.test/a[1]"),
        ("[https://x.test/a]", "https://x.test/a"),
        ("http://[::1]", "http://[::1]"),
        ("「https://x.test/a」", "https://x.test/a"),
        ("https://x.test/A_(b)_c", "https://x.test/A_(b)_c"),
        ("https://x.test/((a)", "https://x.test/((a)"),
        ("https://x.test/(a)))!", "https://x.test/(a)"),
        ("https://x.test/)(", "https://x.test/)("),
    ],
)
def test_a_link_keeps_the_brackets_that_it_opened(text: str, url: str) -> None:
    (link,) = find_links(text)
    assert link.url == url
    assert text[link.start : link.end] == url


@pytest.mark.parametrize(
    "part", [")", "()", "(", "é", "xn--", "a.", "0x1.", "\u0644\u200d", "@", "%", "中文.", "١.", "𐐀ß"]
)
def test_two_hundred_bad_links_are_found_where_they_stand(part: str) -> None:
    text = f"https://{(part * 2_000)[:1_990]} " * 200
    assert all(text[link.start :].startswith("https://") for link in find_links(text))
