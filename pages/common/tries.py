"""The log of tries: what a reader ran on a page, and what came of it, for as long as the visit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

SHOWN = 12  # the newest

Row = dict[str, Any]


@dataclass
class Tries:
    """Rows, oldest first, numbered from 1 until the log is cleared."""

    rows: list[Row] = field(default_factory=list)
    run: object = None  # the newest
    judged: list[Row] = field(default_factory=list)  # its rows

    def add(self, run: object, judge: Callable[[], Iterable[Row]]) -> list[Row]:
        """Return the rows of a finished `run`. A new one is judged, numbered and kept."""
        if run is not self.run:
            rows = enumerate(judge(), len(self.rows) + 1)
            self.run, self.judged = run, [{"number": number, **row} for number, row in rows]
            self.rows += self.judged
        return self.judged

    def clear(self) -> None:
        """Forget the rows, and count from 1 again."""
        self.rows = []


def tries(name: str) -> Tries:
    """Return the reader's log of this name on this page."""
    log: Tries = st.session_state.setdefault(f"{st.session_state['page']}.{name}", Tries())
    return log


def table(log: Tries, heads: Sequence[str], cells: Callable[[Row], Sequence[str]]) -> None:
    """Write a line of `cells` for each of the newest rows under `heads`."""
    lines = [heads, ["---"] * len(heads), *map(cells, log.rows[-SHOWN:])]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in lines))
