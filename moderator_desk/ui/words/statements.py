"""The facts at the end of every notice, in its language: what was decided, under which rule, clause and version, and for
how long. With {placeholders}, so that what is not chosen yet keeps the notice from being sent, as in the notice itself.

Only facts of the decision stand here: nobody but the member it goes to is ever named. Only languages that the default
guidelines have notices in; any other gets English.
"""

from moderator_desk.models.values import Action

_COLON = {"zh": "：", "ja": "：", "fr": " : "}
_RULE = "{guideline}, {clause} ({version})"
# decision, rule (with its version), how long, objection; then what was done: edit, remove, warn, ban
_WORDS: dict[str, tuple[str, str, str, str, str, str, str, str]] = {
    "ar": (
        "القرار",
        "القاعدة والإصدار",
        "المدة",
        "الاعتراض",
        "عُدّل النص",
        "أُزيلت المشاركة",
        "تنبيه",
        "أُوقف الحساب عن النشر",
    ),
    "de": (
        "Entscheidung",
        "Regel und Fassung",
        "Dauer",
        "Widerspruch",
        "Text geändert",
        "Beitrag entfernt",
        "Verwarnung",
        "Konto gesperrt",
    ),
    "en": (
        "Decision",
        "Rule and version",
        "How long",
        "To object",
        "text changed",
        "item removed",
        "warning",
        "account banned",
    ),
    "es": (
        "Decisión",
        "Norma y versión",
        "Duración",
        "Para reclamar",
        "texto modificado",
        "publicación retirada",
        "aviso",
        "cuenta suspendida",
    ),
    "fr": (
        "Décision",
        "Règle et version",
        "Durée",
        "Pour contester",
        "texte modifié",
        "publication retirée",
        "avertissement",
        "compte suspendu",
    ),
    "hi": (
        "फ़ैसला",
        "नियम और संस्करण",
        "अवधि",
        "आपत्ति",
        "लेख बदला गया",
        "पोस्ट हटाई गई",
        "चेतावनी",
        "खाते पर रोक",
    ),
    "ja": (
        "決定",
        "規則と版",
        "期間",
        "異議",
        "本文の変更",
        "投稿の取り下げ",
        "注意",
        "アカウントの停止",
    ),
    "ko": ("결정", "규칙과 판", "기간", "이의 제기", "글 수정", "글 삭제", "주의", "계정 정지"),
    "pt": (
        "Decisão",
        "Regra e versão",
        "Duração",
        "Para contestar",
        "texto alterado",
        "publicação retirada",
        "aviso",
        "conta suspensa",
    ),
    "ru": (
        "Решение",
        "Правило и редакция",
        "Срок",
        "Возражение",
        "текст изменён",
        "публикация убрана",
        "предупреждение",
        "учётная запись заблокирована",
    ),
    "th": (
        "คำตัดสิน",
        "กฎและฉบับ",
        "ระยะเวลา",
        "การคัดค้าน",
        "แก้ไขข้อความ",
        "นำโพสต์ออก",
        "คำเตือน",
        "ระงับบัญชี",
    ),
    "zh": ("决定", "规则与版本", "期限", "申诉", "内容已修改", "内容已移除", "提醒", "账号已停用"),
}
_PLACES = {Action.EDIT: 4, Action.REMOVE: 5, Action.WARN: 6, Action.BAN: 7}


def statement_template(action: Action, language: str, notice: str) -> str:
    """The lines after a notice; how to object only where the notice does not say so itself. "" for a message of care,
    which states no decision."""
    if action not in _PLACES:
        return ""
    words = _WORDS.get(language, _WORDS["en"])
    colon = _COLON.get(language, ": ")
    lines = [(words[0], words[_PLACES[action]]), (words[1], _RULE)]
    if action is Action.BAN:
        lines.append((words[2], "{duration}"))
    if "{appeal}" not in notice:
        lines.append((words[3], "{appeal}"))
    return "\n".join(f"{name}{colon}{value}" for name, value in lines)
