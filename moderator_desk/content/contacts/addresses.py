"""Postal addresses: a street with its number, as each language writes it. A street alone is only talked about."""

from collections.abc import Iterator

from moderator_desk.content.contacts.found import Piece
from moderator_desk.content.contacts.patterns import pattern

_N = r"\d{1,4}[a-z]?(?:[/-]\d{1,4}[a-z]?)?"
_TAIL = (
    r"(?:,?\s(?:[\w.'’-]{1,30},?\s){0,4}?"
    r"(?:\d{4,6}(?:-\d{3})?|[a-z]{1,2}\d{1,2}[a-z]?\s\d[a-z]{2}|\d{2}-\d{3})(?:\s[^\W\d_]+)?)?"
)
_WORD = r"[^\W\d_][\w.'’-]{0,30}"
_STREETS = (
    rf"\b{_N}\s(?:{_WORD}\s){{1,3}}(?:street|st|avenue|ave|road|rd|lane|ln|drive|dr|terrace|boulevard|blvd|court|square)\b\.?",
    rf"\b(?:calle|c/|avenida|av\.|avda\.?|paseo|plaza|rua|av|travessa|via|viale|piazza|corso)\s(?:{_WORD},?\s){{1,4}}(?:n[.ºo°]*\s?)?{_N}\b",
    rf"\b{_N},?\s(?:bis\s)?(?:rue|avenue|boulevard|place|chemin|impasse|quai)\s(?:d[eu]s?\s|de\sla\s|de\sl['’])?{_WORD}(?:\s{_WORD})?",
    rf"\b{_WORD}(?:straße|strasse|str\.|gasse|allee|weg|platz)\s{_N}\b|\b(?:{_WORD}\s)(?:straße|strasse|allee|platz)\s{_N}\b",
    rf"\b(?:ул\.?|улица|пр\.|проспект|пер\.|вул\.?|вулиця)\s(?:{_WORD}\s?){{1,3}},?\s(?:д\.|дом|буд\.|будинок)?\s?{_N}(?:,?\s(?:кв\.|квартира)\s?\d+)?",
    rf"\b(?:ul\.|ulica|al\.|aleja)\s(?:{_WORD}\s){{1,3}}{_N}(?:\sm\.\s?\d+|/\d+)?",
    rf"(?<!\w)(?:{_WORD}\s){{1,2}}(?:caddesi|cad\.|soka[kğ]ı?|sok\.|bulvarı)\s(?:no\s?:?\s?)?{_N}(?:\sdaire\s\d+)?",
    rf"\b(?:số\s)?{_N}\s(?:đường|phố|ngõ)\s(?:{_WORD}\s?){{1,3}}(?:,\s(?:quận|phường|huyện|tp\.?)\s[^,]{{1,20}}){{0,3}}",
    rf"\b(?:jl\.?|jalan|gang|gg\.)\s(?:{_WORD}\s){{1,3}}(?:no\.?\s?){_N}",
    rf"(?:شارع|طريق)\s(?:{_WORD}\s?){{1,3}}[,،]\s?(?:مبنى|رقم|بناية)\s{_N}(?:[,،]\s?{_WORD})?",
    rf"(?:خیابان|کوچه)\s(?:{_WORD}\s?){{1,3}}[,،]\s?(?:پلاک|شماره)\s{_N}(?:[,،]\s?{_WORD})?",
    rf"(?:רחוב|רח'|שדרות)\s(?:{_WORD}\s){{1,2}}{_N}(?:,\s{_WORD}(?:\s{_WORD})?)?",
    rf"(?:मकान|प्लॉट|फ्लैट)\s(?:नंबर|न\.)\s{_N},\s[^\d,]{{2,30}}(?:,\s?[^\d,]{{2,20}})?(?:\d{{6}})?",
    r"[\u4e00-\u9fff]{0,8}[\u4e00-\u9fff](?:路|街|道|巷)\d{1,4}号(?:[\w]{0,8}\d{1,4}(?:室|楼|单元))?",
    r"〒?\s?\d{3}-\d{4}\s?[\u3040-\u9fff]{2,20}\d{1,3}(?:-\d{1,4}){1,3}|[\u4e00-\u9fff]{1,4}[都道府県][\u3040-\u9fff]{2,16}\d{1,3}(?:-\d{1,4}){1,3}",
    r"[가-힣]{2,8}(?:시|도)?\s?[가-힣]{1,6}[구군시]\s[가-힣]{1,8}(?:로|길)\s?\d{1,4}(?:-\d{1,3})?",
    r"\d{1,4}(?:/\d{1,4})?\s(?:ถนน|ซอย|หมู่)[\u0e00-\u0e7f]{2,30}(?:\s[\u0e00-\u0e7f]{2,30}){0,3}(?:\s\d{5})?",
)
_FOUND = pattern("|".join(f"(?:{each}){_TAIL}" for each in _STREETS))


def find_addresses(text: str) -> Iterator[Piece]:
    """Postal addresses of a folded text, in order."""
    for match in _FOUND().finditer(text):
        yield Piece("address", match.start(), match.end())
