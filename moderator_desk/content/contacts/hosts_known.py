"""Which endings make a name a host where nobody wrote a scheme, and which hosts have mail.

The public suffix list has over a thousand endings, and most of them are words or programs' file names somewhere ("me",
"so", "py"): a finder of contacts knows the ones that carry nearly all of them, and asks more of those that are words.
"""

PLAIN = frozenset(
    [
        "example",
        "test",
        "invalid",
        "com",
        "net",
        "org",
        "info",
        "biz",
        "edu",
        "gov",
        "xyz",
        "site",
        "online",
        "shop",
        "club",
        "store",
        "live",
        "pro",
        "top",
        "link",
        "click",
        "app",
        "dev",
        "tv",
        "chat",
        "blog",
        "ru",
        "ua",
        "by",
        "kz",
        "de",
        "fr",
        "es",
        "pt",
        "br",
        "mx",
        "ar",
        "pl",
        "cz",
        "ir",
        "il",
        "jp",
        "cn",
        "tw",
        "kr",
        "th",
        "vn",
        "hu",
        "ro",
        "bg",
        "gr",
        "nl",
        "se",
        "fi",
        "dk",
        "no",
        "uk",
        "us",
        "ca",
        "au",
        "nz",
        "eu",
        "рф",
        "укр",
        "бел",
        "қаз",
        "中国",
        "公司",
        "网络",
        "한국",
        "みんな",
        "ไทย",
        "भारत",
        "ایران",
    ]
)
"""Endings that make a host of a name before them."""

WORDY = frozenset(
    "it is in id at be me my to so am as by co io ai ly gg fm tr do la ch cc ws sh".split()  # noqa: SIM905 - a row of words is easier to read
)
"""Endings that are words of some language: they need a path, a dot in words, or a mail sign before them."""

MAIL = frozenset(
    [
        "gmail",
        "googlemail",
        "yahoo",
        "hotmail",
        "outlook",
        "live",
        "icloud",
        "proton",
        "protonmail",
        "gmx",
        "web",
        "yandex",
        "mail",
        "naver",
        "daum",
        "hanmail",
        "qq",
        "163",
        "126",
        "sina",
        "libero",
        "laposte",
        "orange",
        "uol",
        "bol",
        "terra",
        "rambler",
        "ukr",
        "wp",
        "onet",
        "seznam",
        "rediffmail",
        "ymail",
        "aol",
    ]
)
"""Providers of mail that people name without an ending."""


def is_host(name: str, *, sure: bool) -> bool:
    """Whether a dotted name of small letters is a host; `sure` where something else already says that one stands here."""
    labels = name.split(".")
    ending = labels[-1]
    if len(labels) < 2 or not all(labels) or labels[-2].isdigit() or len(labels[-2]) < 2:
        return False
    if ending in PLAIN:
        return True
    return sure and (ending in WORDY or (2 <= len(ending) <= 24 and ending.isalpha() and ending.isascii()))
