"""Numbers that the words of a page state, and what computes each of them anew."""

from collections.abc import Callable
from typing import NamedTuple


class Measured(NamedTuple):
    """A number as it is stated, how far off a new computation may be, and that computation.

    A formula is off by its rounding; a run also by what another processor makes of it. `needs`
    is "mnist" where the computation does.
    """

    value: float
    tolerance: float
    compute: Callable[[], float]
    needs: str = ""
