"""A figure beside its floor and its target, and the small arithmetic they need."""

import math
import statistics
from collections.abc import Sequence

import msgspec


class Figure(msgspec.Struct, frozen=True):
    """One measured figure. `floor` is what the barest program needs for the same in this run (0: none was measured).

    `limit` is the target: for the figure itself, or for its ratio to the floor when `of_floor`; 0 means that the figure
    is for information only. `least` turns it round: the figure must not fall below the limit.
    """

    name: str
    value: float
    unit: str
    floor: float = 0.0
    limit: float = 0.0
    of_floor: bool = False
    least: bool = False
    detail: str = ""

    @property
    def ratio(self) -> float:
        """Figure over floor; 0 without a floor."""
        return self.value / self.floor if self.floor else 0.0

    @property
    def met(self) -> bool:
        """Whether the target is met; always so without one."""
        judged = self.ratio if self.of_floor else self.value
        return not self.limit or (judged >= self.limit if self.least else judged <= self.limit)

    def line(self) -> str:
        """One line for a person."""
        floor = f"floor {self.floor:,.2f} {self.unit}, {self.ratio:.2f}×" if self.floor else ""
        sign = "≥" if self.least else "≤"
        target = (
            f"target {sign} {self.limit:g}{'×' if self.of_floor else f' {self.unit}'}" if self.limit else ""
        )
        state = ("met" if self.met else "MISSED") if self.limit else ""
        return f"{self.name:44} {self.value:12,.2f} {self.unit:8} {floor:32} {target:20} {state:7}{self.detail}".rstrip()


def share(values: Sequence[float], part: float) -> float:
    """The value that this part (0 to 1) of the values does not pass, by nearest rank; the worst one at 1."""
    ordered = sorted(values)
    return ordered[max(math.ceil(len(ordered) * part) - 1, 0)]


def middle(values: Sequence[float]) -> float:
    """The median."""
    return statistics.median(values)
