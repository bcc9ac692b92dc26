"""Where every start begins: the program is read in without the garbage collector in between, and handed over to.

What is read in stays, so collecting it finds nothing; it took a tenth of a start.
"""

import gc

gc.set_threshold(50_000, 20, 50)

from moderator_desk.cli import main  # noqa: E402 - what comes in with it is what the line above is for

__all__ = ("main",)
