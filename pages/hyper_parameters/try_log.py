"""The log of tries: what a reader ran on a page, and what came of it, for as long as the visit."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from core.labs.hyper_parameters.lab import Findings, Try
from pages.common.prose import Words
from pages.common.visit import memory

SHOWN = 12  # the newest

Row = dict[str, Any]


@dataclass
class Tries:
    """Tries, oldest first, numbered from 1 until the log is cleared."""

    tries: list[Try] = field(default_factory=list)
    found: object = None  # the newest findings
    first: int = 1  # the number of their first try

    @property
    def rows(self) -> list[Row]:
        """Return each try with its number."""
        return [{"number": k, **one._asdict()} for k, one in enumerate(self.tries, 1)]

    def add(self, found: Findings) -> list[Row]:
        """Return the rows of the `found` tries. New findings are numbered and kept."""
        if found is not self.found:
            self.found, self.first = found, len(self.tries) + 1
            self.tries += found.tries
        own = enumerate(found.tries, self.first)
        return [{"number": number, **one._asdict()} for number, one in own]

    def clear(self) -> None:
        """Forget the tries, and count from 1 again."""
        self.tries = []


def tries(name: str) -> Tries:
    """Return the reader's log of this name on this page."""
    log: Tries = memory("log").setdefault(name, Tries())
    return log


def explained(say: Words, row: Row) -> str:
    """Return the page's words for the "diagnosis" of a row."""
    return say.text(f"diagnosis.{row['diagnosis']}", **row)


def show(say: Words, log: Tries) -> None:
    """Write the newest rows, and a button that clears the log; nothing while it is empty.

    The page's section "log" is the head of the table, "log.row" a line of it.
    """
    if not log.rows:
        return
    lines = [say.text("log.row", row, why=explained(say, row)) for row in log.rows[-SHOWN:]]
    st.markdown("\n".join([say.text("log", count=len(log.rows)), *lines]))
    icon = ":material/delete:"
    st.button(
        say.text("log.clear"), key="clear_log", icon=icon, type="tertiary", on_click=log.clear
    )
