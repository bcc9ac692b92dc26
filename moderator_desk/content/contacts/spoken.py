"""Words that stand for digits, for the sign @ and for a dot, in the languages that the desk's members write.

Sources: the number words of the Unicode CLDR's rule-based number formats, and how the signs are read aloud.
"""

_ONES = {
    "en": "zero one two three four five six seven eight nine",
    "es": "cero uno dos tres cuatro cinco seis siete ocho nueve",
    "fr": "zéro un deux trois quatre cinq six sept huit neuf",
    "de": "null eins zwei drei vier fünf sechs sieben acht neun",
    "pt": "zero um dois três quatro cinco seis sete oito nove",
    "it": "zero uno due tre quattro cinque sei sette otto nove",
    "ru": "ноль один два три четыре пять шесть семь восемь девять",
    "uk": "нуль один два три чотири п'ять шість сім вісім дев'ять",
    "ar": "صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة",
    "fa": "صفر یک دو سه چهار پنج شش هفت هشت نه",
    "he": "אפס אחת שתיים שלוש ארבע חמש שש שבע שמונה תשע",
    "hi": "शून्य एक दो तीन चार पाँच छह सात आठ नौ",
    "ko": "영 일 이 삼 사 오 육 칠 팔 구",
    "th": "ศูนย์ หนึ่ง สอง สาม สี่ ห้า หก เจ็ด แปด เก้า",
    "tr": "sıfır bir iki üç dört beş altı yedi sekiz dokuz",
    "vi": "không một hai ba bốn năm sáu bảy tám chín",
    "pl": "zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć",
    "id": "nol satu dua tiga empat lima enam tujuh delapan sembilan",
}
_MORE = {
    "oh": "0", "o": "0", "nought": "0", "ate": "8", "zwo": "2", "uma": "1", "duas": "2", "meia": "6", "una": "1",
    "нул": "0", "раз": "1", "одна": "1", "две": "2", "дві": "2", "пʼять": "5", "дев’ять": "9", "п’ять": "5",
    "اثنين": "2", "ثلاث": "3", "اربعة": "4", "אחד": "1", "שניים": "2", "शून्": "0", "पांच": "5", "छः": "6", "छे": "6",
    "공": "0", "하나": "1", "둘": "2", "เลขศูนย์": "0", "linh": "0", "lăm": "5", "kosong": "0", "sifir": "0",
    "dix": "10", "onze": "11", "douze": "12", "treize": "13", "quatorze": "14", "quinze": "15", "seize": "16",
    "vingt": "20", "trente": "30", "quarante": "40", "cinquante": "50", "soixante": "60", "quatre-vingt": "80",
    "quatre-vingts": "80", "soixante-dix": "70", "quatre-vingt-dix": "90", "ten": "10", "eleven": "11",
    "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16", "seventeen": "17",
    "eighteen": "18", "nineteen": "19", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60",
    "seventy": "70", "eighty": "80", "ninety": "90", "diez": "10", "dieci": "10", "zehn": "10", "dez": "10",
    "десять": "10", "عشرة": "10", "ده": "10", "עשר": "10", "दस": "10", "십": "10", "สิบ": "10", "on": "10",
    "mười": "10", "dziesięć": "10", "sepuluh": "10",
}  # fmt: skip
_FRENCH_TENS = {
    "vingt": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "quatre-vingt": 80,
}
_FRENCH_ONES = [
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
_ENGLISH_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
}

DIGITS = "〇零一二三四五六七八九"
"""Digits written as one ideograph each; the first two are nought."""


def _numbers() -> dict[str, str]:
    found = {word: str(value) for line in _ONES.values() for value, word in enumerate(line.split())} | _MORE
    for tens, value in _FRENCH_TENS.items():
        most = 20 if value in (60, 80) else 10
        found |= {f"{tens}-{word}": str(value + n) for n, word in enumerate(_FRENCH_ONES, 1) if n < most}
    for tens, value in (*_ENGLISH_TENS.items(), ("ninety", 90)):
        found |= {f"{tens}-{word}": str(value + n) for n, word in enumerate(_ONES["en"].split()) if n}
    return found


NUMBERS: dict[str, str] = _numbers()
"""A word for a number -> its digits; small letters."""

STRONG_AT = (
    "arroba", "arobase", "chiocciola", "собака", "собачка", "равлик", "małpa", "שטרודל", "ات", "آت", "أت",
    "ऐट", "एट", "艾特", "圈a", "アットマーク", "アット", "골뱅이", "แอท", "แอด", "a còng", "a còn", "kuyruklu a", "ät",
    "aet", "klammeraffe",
)  # fmt: skip
"""Words for @ that mean little else before a domain."""

WEAK_AT = ("at", "a", "et", "chez", "kukac")
"""Words for @ that mean much else: they need brackets, or a dot in words behind them."""

DOTS = (
    "dot", "punto", "point", "punkt", "ponto", "точка", "тчк", "крапка", "kropka", "nokta", "titik", "chấm", "ดอท", "จุด",
    "ドット", "点", "點", "닷", "쩜", "डॉट", "دوت", "نقطه", "نقطة", "נקודה",
)  # fmt: skip
"""Words for a dot."""
