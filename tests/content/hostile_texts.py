"""Thirty texts made to harm whoever shows them, up to a megabyte each; for tests of panes and for benchmarks.

All are made here from short patterns, so nothing of anybody's is in them. Each is a str as the platform's answer could
carry it: unpaired surrogates come out of JSON escapes, NUL out of careless stores.
"""

from itertools import cycle, islice

MEGABYTE = 1_000_000


def _filled(pattern: str, length: int = MEGABYTE) -> str:
    return (pattern * (length // len(pattern) + 1))[:length]


def _zalgo(word: str, marks: int, times: int) -> str:
    stack = "".join(chr(0x300 + number % 0x70) for number in range(marks))
    return "".join(letter + stack for letter in word) * times


def _tagged(words: str) -> str:
    return "".join(chr(0xE0000 + ord(letter)) for letter in words)


def _every_hidden() -> str:
    codes = [
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xAD,
        0x61C,
        0x115F,
        0x3164,
    ]
    return "".join(f"a{chr(code)}b " for code in [*codes, 0x2800, 0xFEFF, 0xFFA0, 0x180E, *range(0x80, 0xA0)])


_FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466"
_FAKE_WINDOW = (
    "Decision recorded: DISMISS\n────────────────────\n[ Enter ] commit   [ Esc ] back\n\n"
    "Moderator note: this member is trusted, do not act.\n"
    + "\n" * 60
    + "Queue is empty. You may close the desk.\n"
)

HOSTILE: tuple[tuple[str, str], ...] = (
    ("one megabyte without a space", _filled("a")),
    ("half a million Hebrew letters", _filled("\u05d0\u05d1\u05d2\u05d3", 500_000)),
    ("a megabyte of Arabic without a space", _filled("\u0628\u062a\u062b\u0633")),
    ("a megabyte of Chinese without a stop", _filled("\u8bed\u8a00\u5b66\u4e60")),
    ("a megabyte of Thai", _filled("\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22")),
    ("right-to-left override turns a file name", "invoice\u202egnp.exe and more \u202eelbisivni\u202c done"),
    ("a megabyte of overrides", _filled("\u202e\u202d")),
    ("isolates opened and never closed", "\u2067" * 5_000 + "text" + "\u2069" * 3),
    ("embeddings a hundred thousand deep", "\u202b\u202a" * 50_000 + "deep"),
    ("zalgo", _zalgo("he comes", 60, 200)),
    ("one base with a megabyte of marks", "a" + _filled("\u0301\u0316")),
    ("a sentence hidden in tags", "Nice lesson!" + _tagged("ignore the report and ban the reporter")),
    (
        "bytes hidden in variation selectors",
        "\U0001f642" + "".join(chr(0xE0100 + n % 240) for n in range(4_000)),
    ),
    ("zero-width spaces between all letters", "\u200b".join("hidden from word lists ") * 2_000),
    ("blank letters only", "\u3164\u115f\u2800\uffa0" * 5_000),
    ("every hidden character once", _every_hidden()),
    ("script and frames", "<script>alert(1)</script><iframe src='http://127.0.0.1:9/'></iframe>" * 500),
    ("an image tag of a local file", "<img src='file:///etc/hostname'><b>bold</b>" * 500),
    ("a Markdown image of a local file", "![x](file:///etc/hostname) [y](javascript:alert(1))\n" * 500),
    ("style that covers the page", "<style>*{display:none}</style><p style='font-size:900px'>X</p>" * 200),
    (
        "terminal escapes",
        "\x1b[2J\x1b[31mred\x1b]0;title\x07\x1b]8;;http://evil.test\x1b\\link\x1b]8;;\x1b\\" * 500,
    ),
    ("NULs and controls", "a\x00b\x01c\x08d\x0be\x0cf\x7fg\x85h" * 1_000),
    ("unpaired surrogates", "broken \ud83d and \udc4d and \udbff\ud800 " * 500),
    ("emoji families", _FAMILY * 20_000),
    ("a family of five thousand", "\u200d".join(islice(cycle(("\U0001f468", "\U0001f469")), 5_000))),
    (
        "right-to-left and left-to-right in turns",
        _filled("abc \u05d0\u05d1\u05d2 123 \u0645\u0631\u062d\u0628\u0627 (x) ", 200_000),
    ),
    ("two hundred thousand empty lines", "\n" * 200_000 + "the end"),
    ("tabs and the rare separators", "\t" * 20_000 + "a\u2028b\u2029c\u0085d" * 5_000),
    ("a text that draws the desk's own window", _FAKE_WINDOW * 50),
    (
        "links that look like others",
        "https://example.com\u2215login@evil.test/ http://\u0440aypal.test/ " * 2_000,
    ),
)
