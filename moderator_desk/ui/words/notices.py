"""The few words a notice to a member is filled with, in the member's language: lengths of time, how to object.

Only languages that the default guidelines have notices in; any other gets English.
"""

from moderator_desk.ui.words.ages import hours

# one, few and many as the language's own plural rule asks, for hours and for days; then "without end"
_LENGTHS: dict[str, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    "ar": (
        ("ساعة واحدة", "ساعتان", "{n} ساعات", "{n} ساعة"),
        ("يوم واحد", "يومان", "{n} أيام", "{n} يومًا"),
        "دون تحديد مدة",
    ),
    "de": (("1 Stunde", "{n} Stunden"), ("1 Tag", "{n} Tage"), "unbefristet"),
    "es": (("1 hora", "{n} horas"), ("1 día", "{n} días"), "sin límite de tiempo"),
    "fr": (("1 heure", "{n} heures"), ("1 jour", "{n} jours"), "sans limite de durée"),
    "hi": (("{n} घंटा", "{n} घंटे"), ("{n} दिन", "{n} दिन"), "बिना समय-सीमा के"),
    "ja": (("{n}時間",), ("{n}日間",), "無期限"),
    "ko": (("{n}시간",), ("{n}일",), "무기한"),
    "pt": (("1 hora", "{n} horas"), ("1 dia", "{n} dias"), "sem limite de tempo"),
    "ru": (("{n} час", "{n} часа", "{n} часов"), ("{n} день", "{n} дня", "{n} дней"), "бессрочно"),
    "th": (("{n} ชั่วโมง",), ("{n} วัน",), "ไม่มีกำหนด"),
    "zh": (("{n} 小时",), ("{n} 天",), "无限期"),
}
_ANSWER = {
    "ar": "يمكنك الرد على هذه الرسالة.",
    "de": "Antworte einfach auf diese Nachricht.",
    "en": "answer this message.",
    "es": "responde a este mensaje.",
    "fr": "réponds à ce message.",
    "hi": "इस संदेश का जवाब दें।",
    "ja": "このメッセージに返信してください。",
    "ko": "이 메시지에 답장해 주세요.",
    "pt": "responde a esta mensagem.",
    "ru": "ответьте на это сообщение.",
    "th": "ตอบกลับข้อความนี้",
    "zh": "请回复这条消息。",
}


def length_words(length_hours: int | None, language: str) -> str:
    """A ban's length in the language of a notice, in days from two whole days on; None is without end."""
    if language not in _LENGTHS:
        return hours(length_hours)
    in_hours, in_days, endless = _LENGTHS[language]
    if length_hours is None:
        return endless
    by_day = length_hours % 24 == 0 and length_hours >= 48
    number = length_hours // 24 if by_day else length_hours
    forms = in_days if by_day else in_hours
    return forms[min(_form(number, language), len(forms) - 1)].format(n=number)


def appeal_words(language: str) -> str:
    """How to object when the platform names no place for it: by answering."""
    return _ANSWER.get(language, _ANSWER["en"])


def _form(number: int, language: str) -> int:
    """Which of a language's forms a number takes (plural rules of the Unicode CLDR, whole numbers)."""
    if language == "ru":
        if number % 10 == 1 and number % 100 != 11:
            return 0
        return 1 if number % 10 in (2, 3, 4) and number % 100 not in (12, 13, 14) else 2
    if language == "ar":
        if number <= 2:
            return max(number - 1, 0)
        return 2 if 3 <= number % 100 <= 10 else 3
    return 0 if number == 1 or (number == 0 and language in ("fr", "hi")) else 1
