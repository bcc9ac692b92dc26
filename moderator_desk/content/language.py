"""In which language a text is: by its script where only one language is written in it, else by Compact Language Detector
2, else an honest "" for unknown. A guess and no more: people set it right by a command.

The limits were chosen on one half of a labelled set (tests/content/language) and hold on the other half. Codes are ISO
639-1; the detector's old ones are turned into these.
"""

import re

from moderator_desk.content.hidden import HIDING
from moderator_desk.content.scripts import count_scripts

LONGEST = 1_500
"""Characters of a text that are looked at."""

_OWN_SCRIPT = {
    "THAI": "th", "LAO": "lo", "KHMER": "km", "MYANMAR": "my", "HANGUL": "ko", "HIRAGANA": "ja", "KATAKANA": "ja",
    "GREEK": "el", "GEORGIAN": "ka", "ARMENIAN": "hy", "TAMIL": "ta", "TELUGU": "te", "KANNADA": "kn", "MALAYALAM": "ml",
    "SINHALA": "si", "GUJARATI": "gu", "GURMUKHI": "pa", "ORIYA": "or", "TIBETAN": "bo", "THAANA": "dv",
    "MONGOLIAN": "mn", "HEBREW": "he", "BENGALI": "bn",
}  # fmt: skip
"""Scripts that in chat are the sign of one language. Yiddish and Assamese go by letters of theirs alone, below."""
_SHARED = {"LATIN", "CYRILLIC", "ARABIC", "DEVANAGARI", "ETHIOPIC"}
_LEAST_LETTERS = {"LATIN": 12, "CYRILLIC": 10, "ARABIC": 9, "DEVANAGARI": 8, "ETHIOPIC": 8}
_LEAST_SCORE = {"LATIN": 600, "CYRILLIC": 500, "ARABIC": 600, "DEVANAGARI": 500, "ETHIOPIC": 500}
_LEAST_OWN = 2
_LEAST_HAN = 3
_PART_OF_IT = 0.8
"""Of all letters that a script has to make up, so that two languages in one breath are unknown."""

_SAME_SCRIPT = (
    ("HEBREW", re.compile("[\u05f0-\u05f2\ufb1d\ufb1f\ufb2e\ufb2f]"), "yi"),
    ("BENGALI", re.compile("[\u09f0\u09f1]"), "as"),
)
_NOT_ITS_LETTERS = {
    "sr": re.compile("[яюьъыэёйщіїє]", re.I),
    "mk": re.compile("[яюьъыэёйщіїє]", re.I),
    "bg": re.compile("[ыэёіїєў]", re.I),
    "ru": re.compile("[іїєґўјљњ]", re.I),
    "uk": re.compile("[ыэёъў]", re.I),
    "be": re.compile("[ищъї]", re.I),
}
_NEEDS_ITS_LETTERS = {
    "ps": re.compile("[\u067c\u0681\u0685\u0689\u0693\u0696\u069a\u06bc\u06d0\u06cd]"),
    "sd": re.compile(
        "[\u067a\u067b\u067d\u067f\u0680\u0684\u068a\u068c\u068d\u0699\u06a6\u06aa\u06b1\u06b3\u06bb]"
    ),
    "ur": re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2]"),
}
_OWN_LETTERS = {
    "cs": re.compile("[řůě]", re.I),
    "es": re.compile("[¿¡ñ]", re.I),
    "hu": re.compile("[őű]", re.I),
    "pl": re.compile("[łąęśżźćń]", re.I),
    "pt": re.compile("[ãõ]", re.I),
    "ro": re.compile("[țșţş]", re.I),
    "ru": re.compile("[ыэё]", re.I),
    "tr": re.compile("[ğış]", re.I),
    "uk": re.compile("[їєґ]", re.I),
    "vi": re.compile("[ơưđạảấầẩẫậắằẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.I),
}
"""With these in the text the detector is believed where it alone would not be sure."""
_LEAST_SCORE_WITH_THEM = 300
_LEAST_LETTERS_WITH_THEM = 8
_RENAMED = {
    "iw": "he",
    "jw": "jv",
    "in": "id",
    "no": "no",
    "nb": "no",
    "nn": "no",
    "zh-Hant": "zh",
    "tl": "fil",
}
_TOLD = frozenset((
    "am", "ar", "az", "be", "bg", "bs", "ca", "cs", "cy", "da", "de", "en", "eo", "es", "et", "eu", "fa",
    "fi", "fil", "fr", "ga", "gl", "hi", "hr", "hu", "id", "is", "it", "kk", "ky", "lt", "lv", "mk", "mn",
    "mr", "ms", "ne", "nl", "no", "pl", "ps", "pt", "ro", "ru", "sd", "sk", "sl", "so", "sq", "sr", "sv",
    "sw", "tg", "ti", "tk", "tr", "tt", "ug", "uk", "ur", "uz", "vi", "yi", "zu",
))  # fmt: skip
"""Languages the detector may name. It knows others, but takes short slang for Manx or Latin, and Dutch for Afrikaans."""
_NOT_WORDS = re.compile(rf"\d+|[{HIDING}]")
_ADDRESS = ("@", "#", "://", "www.")
_LONG_DRAWN = re.compile(r"(.)\1{2,}|(..)\2{2,}", re.S)


def guess_language(text: str) -> str:
    """The language of a text as ISO 639-1 code; "" when the text does not tell. Some microseconds, after a first time of
    some 20 ms in which the detector is loaded."""
    spoken = (each for each in text[:LONGEST].split() if not any(sign in each for sign in _ADDRESS))
    words = _LONG_DRAWN.sub(r"\1\2", _NOT_WORDS.sub(" ", " ".join(spoken)))
    scripts = count_scripts(words)
    letters = sum(scripts.values())
    if not letters:
        return ""
    kana = scripts.get("HIRAGANA", 0) + scripts.get("KATAKANA", 0)
    if kana >= _LEAST_HAN - 2 and kana + scripts.get("HAN", 0) >= max(_LEAST_OWN, _PART_OF_IT * letters):
        return "ja"
    script, number = next(iter(scripts.items()))
    if number < _PART_OF_IT * letters:
        return ""
    if script == "HAN":
        return "zh" if number >= _LEAST_HAN else ""
    if script in _OWN_SCRIPT:
        return _of_own_script(words, script) if number >= _LEAST_OWN else ""
    return _detected(words, script, number) if script in _SHARED else ""


def _of_own_script(words: str, script: str) -> str:
    for its_script, sign, code in _SAME_SCRIPT:
        if script == its_script and sign.search(words):
            return code
    return _OWN_SCRIPT[script]


def _detected(words: str, script: str, letters: int) -> str:
    # not at the top: the detector brings 14 MB of tables, which no start should wait for
    import pycld2

    plain = words.encode("utf-8", "ignore").decode()
    if letters < _LEAST_LETTERS_WITH_THEM:
        return ""
    try:
        sure, _, found = pycld2.detect(plain)
        if not found[0][2]:
            sure, (_, _, found) = False, pycld2.detect(plain, bestEffort=True)
    except pycld2.error:  # a control character it refuses
        return ""
    _, code, percent, score = found[0]
    code = _RENAMED.get(code, code).partition("-")[0]
    if percent < 100 * _PART_OF_IT or code not in _TOLD:
        return ""
    foreign, needed, own = (
        letters_of.get(code) for letters_of in (_NOT_ITS_LETTERS, _NEEDS_ITS_LETTERS, _OWN_LETTERS)
    )
    if (foreign and foreign.search(plain)) or (needed and not needed.search(plain)):
        return ""
    if own and own.search(plain):
        return code if score >= _LEAST_SCORE_WITH_THEM else ""
    return code if sure and letters >= _LEAST_LETTERS[script] and score >= _LEAST_SCORE[script] else ""
