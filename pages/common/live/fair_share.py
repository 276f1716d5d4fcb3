"""A fair share of the one processor: live trainers take turns, each for its part of a tick."""

import threading
import time
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager

TICKS = ((16, 0.2), (32, 0.5), (48, 1.0))  # up to so many trainers: seconds between frames
ROOM = TICKS[-1][0]
SHORTEST, LONGEST = (
    0.004,
    0.030,
)  # seconds a slice in visitors: worth the switch; others answer soon
GREATEST_SHARE = 0.9  # of a tick, for one who is alone: the rest is for the page itself


class BusyError(RuntimeError):
    """There is no room: as many networks are training as this server lets in."""


class FairShare:
    """Makes visitors train one at a time, and knows how many there are.

    Whoever had a slice within the last three ticks is there, so a closed tab drops out by itself.
    `clock` returns seconds; tests pass their own.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._last_slice: dict[Hashable, float] = {}

    @property
    def active(self) -> int:
        """The number of visitors who are training."""
        return len(self._visitors())

    def tick(self) -> float:
        """Return the seconds between two frames that suit the present visitors."""
        return _tick(self.active)

    @contextmanager
    def slice(self, visitor: Hashable, whole: float = 0.5) -> Iterator[float]:
        """Wait for the turn of `visitor` and give the seconds to train in the `with` block.

        All slices of a tick together take the share `whole` of it.
        Raises BusyError for a new visitor when 48 others are training.
        """
        with self._lock:
            visitors = self._visitors()
            if visitor not in visitors and len(visitors) >= ROOM:
                raise BusyError(f"{ROOM} networks are training here; try again in a few seconds.")
            self._last_slice = visitors | {visitor: self._clock()}
            yield _seconds(len(self._last_slice), whole)

    def leave(self, visitor: Hashable) -> None:
        """Forget `visitor`, whose run has ended or paused; one who is not there may leave too."""
        self._last_slice.pop(visitor, None)

    def _visitors(self) -> dict[Hashable, float]:
        since = self._clock() - 3 * _tick(len(self._last_slice))
        # list() first: another thread may leave meanwhile
        return {who: last for who, last in list(self._last_slice.items()) if last >= since}


def _tick(n_active: int) -> float:
    return next((seconds for room, seconds in TICKS if n_active <= room), TICKS[-1][1])


def _seconds(n_active: int, whole: float) -> float:
    """Return one visitor's share of a tick."""
    share = min(whole, GREATEST_SHARE) * _tick(n_active) / n_active
    return max(SHORTEST, share if n_active == 1 else min(share, LONGEST))
