"""Phone numbers: digits of any script with anything between them, digits in words, or both.

A row of digits is many things. One with a plus before it, with a word for calling near it, or of a length and form that
numbers have somewhere (libphonenumber) is a phone number; a date, an amount, an ISBN, a version, a score or the counting
of one to ten is not.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from moderator_desk.content.contacts.found import Piece
from moderator_desk.content.contacts.patterns import pattern
from moderator_desk.content.contacts.spoken import DIGITS, NUMBERS

LEAST, LONGEST = 7, 15
"""Digits of a phone number: ITU-T E.164 allows fifteen; below seven none works without an exchange."""

_ROW = pattern(r"(?<![a-z0-9.,])[+(]{0,2}\d(?:[\s().\-/*·•_|]{0,3}\d){5,20}(?![a-z0-9]|[.,:]\d)")
_CUE = pattern(
    r"phone|cell|mobile|whats\s?app|\bwa\b|\bcall|text me|reach me|\bring\b|number|\btel\b|sms|viber|zalo|signal"
    r"|tel[eéè]fono|m[oó]vil|celular|n[uú]mero|llám|\bcel\b|whats|\bzap\b|liga|chama|appelle|num[eé]ro|portable"
    r"|handy|nummer|ruf|chiama|cellulare|телефон|номер|звон|дзвон|звяж|هاتف|رقم|اتصل|واتس|جوال|تلفن|شماره|زنگ"
    r"|טלפון|נייד|תתקשר|נומבר|नंबर|फ़ोन|फोन|कॉल|व्हाट्सएप|电话|手机|打给|致电|號碼|号码|電話|番号|携帯|전화|번호|문자"
    r"|เบอร์|โทร|numara|telefon|\bara\b|beni ara|số|gọi|numer|dzwoń|nomor|telepon|hubungi|\bhp\b"
)
_NOT = pattern(
    r"isbn|order|заказ|bestell|commande|pedido|ordine|sipariş|account no|invoice|iban|population|населен|\bip\b"
)
_DATE = pattern(
    r"\d{1,2}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{4}|\d{4}\s?[./\-]\s?\d{1,2}\s?[./\-]\s?\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{2}"
)
_AMOUNT = pattern(r"[1-9]\d{0,2}(?:[ .]\d{3})+|\d{1,3}(?:\.\d{1,3}){3}|\d{4}\s?-\s?\d{4}|[1-9]\d{0,3}0{3,}")
_SCORES = re.compile(r"(?:\d{1,2}-\d{1,2}\s*){2,}")
_NEAR, _AFTER = 36, 26
_WORD = re.compile(r"[\w'’ʼ\u0900-\u097f\u0e00-\u0e7f-]+")  # vowel signs are no letters to the pattern
_GAP = re.compile(r"[\s,.\-;:]{0,4}")
_TIMES = {"double": 2, "triple": 3}
_KOREAN = "공영일이삼사오육칠팔구"
_KOREAN_DIGITS = dict(zip(_KOREAN, "00123456789", strict=True))
_IDEOGRAPHS = re.compile(rf"(?:[{DIGITS}ゼロ]|[{_KOREAN}\s])" + r"{7,24}")
_IDEOGRAPH_DIGITS = dict(zip(DIGITS, "00123456789", strict=True))


def find_phones(text: str) -> Iterator[Piece]:
    """Phone numbers of a folded text; those in words may overlap those in digits."""
    for match in _ROW().finditer(text):
        piece = _trimmed(match)
        if piece is not None and _is_phone(text, *piece):
            start, end = piece
            written = text[start:end]
            odd = (
                bool(re.search(r"[*·•_|]", written)) or len(re.findall(r"\d", written)) < len(written) / 2 + 1
            )
            digits = re.sub(r"\D", "", written)
            plain = f"+{digits}" if "+" in written else digits
            yield Piece("phone", start, end, plain, ("spaced",) if odd else ())
    yield from _in_words(text)
    yield from _in_ideographs(text)


def _trimmed(match: re.Match[str]) -> tuple[int, int] | None:
    digits = len(re.findall(r"\d", match[0]))
    return match.span() if LEAST <= digits <= LONGEST else None


def _is_phone(text: str, start: int, end: int) -> bool:
    written = text[start:end]
    digits = re.sub(r"\D", "", written)
    before = text[max(0, start - _NEAR) : start]
    if _DATE().fullmatch(written) or _SCORES.fullmatch(written) or _NOT().search(before):
        return False
    if digits.startswith(("978", "979")) and len(digits) == 13:
        return False
    if "+" in written:
        return len(digits) >= 8
    cued = bool(_CUE().search(before) or _CUE().search(text, end, end + _AFTER))
    if cued:
        return not (len(digits) < 9 and _AMOUNT().fullmatch(written)) or len(digits) >= 9
    return not _AMOUNT().fullmatch(written) and len(digits) >= 9 and _valid_somewhere(written, digits)


def _valid_somewhere(written: str, digits: str) -> bool:
    """Whether a number without a word near it is one in a large country, written as people write theirs."""
    # its tables are large, and most texts hold no such row of digits
    import phonenumbers

    if not (digits.startswith("0") or re.search(r"\d[\s().\-]+\d", written)):
        return False
    for region in (
        "US",
        "GB",
        "ES",
        "FR",
        "DE",
        "IT",
        "BR",
        "RU",
        "IN",
        "CN",
        "JP",
        "KR",
        "TH",
        "TR",
        "VN",
        "PL",
        "ID",
    ):
        try:
            number = phonenumbers.parse(digits, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            return True
    return False


def _in_words(text: str) -> Iterator[Piece]:
    """Rows of words for numbers, digits among them."""
    row: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        digits = _digits(match[0])
        joins = not row or _GAP.fullmatch(text, row[-1][1], match.start())
        if digits and joins:
            row.append((*match.span(), digits))
            continue
        yield from _row(text, row)
        row = [(*match.span(), digits)] if digits else []
    yield from _row(text, row)


def _digits(word: str) -> str:
    """The digits a word stands for, also one tied together of several ("oh-seven-double-two"); "" for any other."""
    if word.isdigit():
        return word if len(word) <= 5 else ""
    if word in NUMBERS:
        return NUMBERS[word]
    made, times = "", 1
    for part in word.split("-"):
        if part in _TIMES:
            times = _TIMES[part]
        elif part == "hundred" and made:
            made += "00"
        elif part in NUMBERS:
            made, times = made + NUMBERS[part] * times, 1
        else:
            return ""
    return made


def _row(text: str, row: list[tuple[int, int, str]]) -> Iterator[Piece]:
    digits = "".join(each[2] for each in row)
    spoken = sum(1 for start, end, _ in row if not text[start:end].isdigit())
    if not (LEAST <= len(digits) <= LONGEST + 1) or spoken < 3:
        return
    start, end = row[0][0], row[-1][1]
    cued = bool(_CUE().search(text, max(0, start - _NEAR), start) or _CUE().search(text, end, end + _AFTER))
    if _counts([int(each[2]) for each in row]) and not cued:
        return
    if start and text[start - 1] == "+":
        start -= 1
    yield Piece("phone", start, end, digits, ("words",))


def _counts(values: list[int]) -> bool:
    """Whether somebody only counts, up or down."""
    steps = {after - before for before, after in pairwise(values)}
    return steps in ({1}, {-1})


def _in_ideographs(text: str) -> Iterator[Piece]:
    for match in _IDEOGRAPHS.finditer(text):
        written = match[0].replace("ゼロ", "零 ")
        digits = "".join(_IDEOGRAPH_DIGITS.get(each) or _KOREAN_DIGITS.get(each, "") for each in written)
        values = [int(each) for each in digits]
        spaced = bool(re.fullmatch(rf"[{_KOREAN}](?:\s[{_KOREAN}])+\s?", match[0]))
        if not LEAST <= len(digits) <= LONGEST or _counts(values) or spaced:
            continue
        start, end = (
            match.start() + len(match[0]) - len(match[0].lstrip()),
            match.start() + len(match[0].rstrip()),
        )
        yield Piece("phone", start, end, digits, ("words",))
