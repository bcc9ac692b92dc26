"""Copies of a text as spammers alter them: for tests and benchmarks of what is gathered as one wave."""

import random

_PASSING = {"a": "а", "e": "е", "o": "о", "p": "р", "c": "с", "x": "х", "i": "і"}
_FILL = ("really", "today", "friends", "ok", "hi all", "listen", "now", "please", "new", "best")
_EMOJI = ("🔥", "✨", "😀", "💰", "👉")


def altered(text: str, dice: random.Random) -> str:
    """A copy with look-alike letters, words dropped or added, emoji, spaces, capitals, another link tail."""
    words = text.split()
    for _ in range(dice.randint(0, 3)):
        words.insert(dice.randrange(len(words) + 1), dice.choice(_FILL))
    for _ in range(
        dice.randint(0, 2) if len(words) > 8 else 0
    ):  # a script without spaces has few words, all of them long
        words.pop(dice.randrange(len(words)))
    for _ in range(dice.randint(0, 4)):
        words.insert(dice.randrange(len(words) + 1), dice.choice(_EMOJI))
    made = " ".join(_word(each, dice) for each in words)
    if dice.random() < 0.3:
        made = made.upper()
    if dice.random() < 0.3:
        made = made.replace(" ", dice.choice(("  ", "\u00a0", " \u200b")))
    return made


def _word(word: str, dice: random.Random) -> str:
    if "/" in word:
        return f"{word.rstrip('/')}/{dice.randrange(16**6):06x}"
    if dice.random() < 0.2:
        return "".join(_PASSING.get(each, each) if dice.random() < 0.5 else each for each in word)
    if dice.random() < 0.05:
        return word.capitalize()
    return word
