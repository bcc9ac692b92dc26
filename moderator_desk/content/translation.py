"""The slot for a translator. The desk ships none: whoever sets one up writes these few lines and says where texts go.

Consent is asked for and recorded in the ledger for each case and each translator; without it no text is ever handed over.
"""

from typing import Protocol


class Translator(Protocol):
    """Something that translates. `name` is said to the moderator and stands in the ledger; `goes_to` is where the text
    goes (a host's name), "" when it stays on this machine."""

    name: str
    goes_to: str

    def translate(self, text: str, source: str, target: str) -> str:
        """The text in the language `target`; `source` is its own, "" when unknown. Blocking; raises OSError or ValueError
        when it cannot."""
        ...
