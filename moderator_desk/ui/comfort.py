"""How much of reported content is put before the eyes at once: the person's own choice, and what it means for a case."""

from msgspec import Struct

from moderator_desk.models.values import Case
from moderator_desk.settings import Settings


class Comfort(Struct, frozen=True):
    """`filter` is one of settings.PICTURE_FILTERS; texts reported under one of the guidelines `covered` are covered at
    first."""

    filter: str = "both"
    covered: tuple[str, ...] = ()

    @property
    def blurs(self) -> bool:
        """Whether the first look is blurred."""
        return self.filter in ("both", "blur")

    @property
    def greys(self) -> bool:
        """Whether the first look is without colour."""
        return self.filter in ("both", "grey")

    def covered_code(self, case: Case) -> str:
        """The guideline for which the words of a case are covered, "" when they are not. Any of its reports counts."""
        codes = dict.fromkeys((case.guideline, *(report.guideline for report in case.reports)))
        return next((code for code in codes if code in self.covered), "")


def comfort_of(settings: Settings) -> Comfort:
    """What the settings say."""
    return Comfort(settings.picture_filter, settings.covered_texts)
