"""The address of a page holds its scene: a link, a reload, Back and Forward bring it back.

Streamlit's own binding (bind="query-params") empties the address of a page that is left before it
goes on, and writes a preset control by control; each step is kept in the browser's history, and
Back lands in half a scene. So the address is read here as a page is entered, or comes back, and
written as a whole at the end of a run.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.delta_generator import DeltaGenerator
from streamlit.runtime.scriptrunner import get_script_run_ctx

EVERYWHERE = ("lang", "data")  # what is not of one page


@dataclass
class Address:
    """What the address of a reader asks for, what it is to say, and the scenes left elsewhere."""

    page: str = ""
    asked: dict[str, str] = field(default_factory=dict)  # until a control takes it
    said: dict[str, str] = field(default_factory=dict)  # by what was drawn in this run
    values: dict[str, dict[str, Any]] = field(default_factory=dict)  # by page and control
    scenes: dict[str, dict[str, str]] = field(default_factory=dict)  # by page, as in an address
    drawn: dict[str, tuple[str, str]] = field(default_factory=dict)  # by control: in page, language
    notes: dict[str, tuple[str, Any]] = field(default_factory=dict)  # what could not be had
    link: DeltaGenerator | None = None  # the place of the link to this scene

    def begin(self) -> None:
        """Begin a run of the whole page: nothing is drawn yet."""
        self.said, self.link = {}, None

    def enter(self, page: str) -> None:
        """Begin a page; if the reader comes by the address, its controls follow that alone."""
        asked = {k: text for k, text in st.query_params.items() if k not in EVERYWHERE}
        entered, self.page = page != self.page, page
        if entered:
            self.asked = {}
        if came_back() or (entered and (asked or page not in self.values)):
            self.asked, self.values[page] = asked, {}
            self.notes = {key: note for key, note in self.notes.items() if key in EVERYWHERE}
            self.drawn.clear()
        self.values.setdefault(page, {})
        self.scenes[page] = {}

    def say(self, key: str, value: Any, default: Any) -> None:
        """Have the address say `value` at the end of this run, if it is not the default."""
        if value != default:
            self.said[key] = written(value)
            if key not in EVERYWHERE:
                self.scenes[self.page][key] = self.said[key]

    def refuse(self, key: str, asked: str, value: Any) -> None:
        """Note that the address asks for what cannot be had; it is `value` instead."""
        shown = "".join(sign for sign in asked[:40] if sign.isprintable() and sign != "`")
        self.notes[key] = (shown, value)  # it stands between backticks, and is no markdown of ours

    def refused(self, key: str, value: Any) -> str | None:
        """Return what the address asked for in vain, as long as `value` stands in its place."""
        asked, instead = self.notes.get(key, (None, None))
        return asked if instead == value else None

    def carried(self, page: str) -> dict[str, str]:
        """Return what a link to `page` has to say: language, data, and the scene as it was left."""
        everywhere = {key: text for key, text in self.said.items() if key in EVERYWHERE}
        return everywhere | self.scenes.get(page, {})

    def end(self) -> None:
        """Write the address, and the link that carries this scene."""
        if st.query_params.to_dict() != self.said:
            st.query_params.from_dict(self.said)
        if self.link:
            base = str(st.context.url or "").split("?")[0]
            with self.link:
                st.code("?".join(filter(None, (base, urlencode(self.said)))), language=None)


def address() -> Address:
    """Return the one of this reader."""
    known: Address = st.session_state.setdefault("address", Address())
    return known


def came_back() -> bool:
    """Return True if Back or Forward brought the reader here."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation


def written(value: Any) -> str:
    """Return a value as an address holds it: 4 and not 4.0."""
    whole = isinstance(value, float) and value.is_integer()
    return str(int(value) if whole else value)
