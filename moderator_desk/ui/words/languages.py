"""Languages by name, and what is said of the language of an item."""

from moderator_desk.content.visible import one_line

NAMES = {
    "am": "Amharic", "ar": "Arabic", "as": "Assamese", "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian",
    "bn": "Bengali", "bo": "Tibetan", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish",
    "de": "German", "dv": "Dhivehi", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish",
    "et": "Estonian", "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fil": "Filipino", "fr": "French", "ga": "Irish",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian",
    "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian",
    "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean", "ky": "Kyrgyz", "lo": "Lao", "lt": "Lithuanian",
    "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay",
    "my": "Burmese", "ne": "Nepali", "nl": "Dutch", "no": "Norwegian", "or": "Odia", "pa": "Punjabi", "pl": "Polish",
    "ps": "Pashto", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sd": "Sindhi", "si": "Sinhala",
    "sk": "Slovak", "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "sw": "Swahili", "ta": "Tamil", "te": "Telugu", "tg": "Tajik", "th": "Thai", "ti": "Tigrinya", "tk": "Turkmen",
    "tr": "Turkish", "tt": "Tatar", "ug": "Uyghur", "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese",
    "yi": "Yiddish", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip
"""ISO 639-1 code (639-2 where there is none) -> English name: those that the guess can tell, and no more."""

UNKNOWN = "language unknown"
SHEET = "Language of this case"
SHEET_LINE = "Type a language or its code"
NOT_SET = "Not set: as the platform says, or as guessed"


def language_words(code: str | None) -> str:
    """A language's English name, its code when it has none here, "" for none."""
    return NAMES.get(code.split("-")[0].lower(), one_line(code, 12)) if code else ""


def told_words(platform: str | None, guess: str | None, chosen: str) -> str:
    """What is known of an item's language: set by a moderator, said by the platform, guessed, or unknown. A `guess` of
    None was not made, one of "" came to nothing; one that agrees with the platform adds nothing."""
    if chosen:
        return f"{language_words(chosen)}, set by hand"
    said = language_words(platform)
    if not said:
        return f"{language_words(guess)}, by a guess" if guess else ("" if guess is None else UNKNOWN)
    same = (platform or "").split("-")[0].lower() == guess
    return f"{said}, but looks {language_words(guess)}" if guess and not same else said


def asking_words(name: str, goes_to: str) -> str:
    """What is asked before a text is handed to a translator."""
    where = f"sends it to {one_line(goes_to, 60)}" if goes_to else "keeps it on this machine"
    return f"{one_line(name, 40)} {where}. The same command again allows it for this one case, on record."


def translated_words(name: str, text: str) -> str:
    """A translation, as what it is."""
    return f"By {one_line(name, 40)}, a machine, and not what was written:\n{text}"
