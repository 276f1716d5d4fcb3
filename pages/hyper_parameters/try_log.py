"""The log of tries: what a reader ran on a page, and what came of it, for as long as the visit."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from pages.common.prose import Words
from pages.common.visit import memory

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
    log: Tries = memory("log").setdefault(name, Tries())
    return log


def explained(say: Words, row: Row) -> str:
    """Return the page's words for the "diagnosis" of a row."""
    return say.text(f"diagnosis.{row['diagnosis']}", **row)


def show(say: Words, log: Tries) -> None:
    """Write the newest rows, and a button that clears the log; nothing while it is empty.

    The page's section "log" is the head of the table, "log.row" or "log.lost" a line of it.
    """
    if not log.rows:
        return
    lines = [
        say.text("log.lost" if row["lost"] else "log.row", **row | {"why": explained(say, row)})
        for row in log.rows[-SHOWN:]
    ]
    st.markdown("\n".join([say.text("log", count=len(log.rows)), *lines]))
    icon = ":material/delete:"
    st.button(
        say.text("log.clear"), key="clear_log", icon=icon, type="tertiary", on_click=log.clear
    )
