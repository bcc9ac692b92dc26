"""Patterns that are made when first needed: together they take some 20 ms, and a start does not wait for them."""

import re
from collections.abc import Callable
from functools import lru_cache


def pattern(source: str) -> Callable[[], re.Pattern[str]]:
    """A pattern, made with the first call."""

    @lru_cache(maxsize=1)
    def made() -> re.Pattern[str]:
        return re.compile(source)

    return made
