"""The words of a page: markdown beside its script, cut into sections, in the reader's language."""

import inspect
import re
import runpy
import threading
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")

Source = ModuleType | Callable[..., Any]  # a class is one too

_PARSING = threading.Lock()


def language() -> str:
    """Return "en" or "zh": what the reader chose, else what the browser asks for."""
    chosen = st.session_state.get("lang")
    return chosen if chosen in LANGUAGES else browser_language()


def browser_language() -> str:
    """Return "zh" for a Chinese browser, else "en"."""
    return "zh" if str(st.context.locale or "").lower().startswith("zh") else "en"


def pick(english: str, chinese: str) -> str:
    """Return the text in the reader's language."""
    return chinese if language() == "zh" else english


@lru_cache
def sections(path: Path, _changed: float) -> dict[str, str]:
    """Return the sections of a markdown file by name: the `<!-- name -->` line above each."""
    parts = re.split(r"^<!-- ([\w.]+) -->\n", path.read_text("utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], (part.strip() for part in parts[2::2]), strict=True))


def written(value: Any, form: str | None) -> str:
    """Return a value in a `form` of Python's format: a true minus, a gap before %, ∞, – for nan.

    A power of ten is written as one: 5·10⁻⁵. "p" is for points: ".1p" writes a share as ".1%"
    does, without the sign. "t" is for what may be tiny: ".4t" is ".4f", or 3·10⁻⁷ where that would
    be nothing but zeros.
    """
    if not form:
        return str(value)
    if form.endswith("p"):
        text = format(100 * value, form[:-1] + "f")
    elif form.endswith("t"):
        text = format(value + 0.0, form[:-1] + "f")  # + 0.0, for −0 is 0
        if value and not re.search("[1-9n]", text):  # an n is of inf and nan
            text = format(value, ".0e")
    else:
        text = format(value, form)
    text = re.sub(r"e([+-]\d+)", lambda e: "·10" + str(int(e[1])).translate(RAISED), text)
    text = text.replace("-", "−").replace("%", "\u00a0%")
    return text.replace("inf", "∞").replace("nan", "–")


class Words:
    """`say("idea", steps=17)` writes a section, `[[steps]]` replaced; `say.text` returns it.

    `[[share:.1%]]` says how a number is written (see `written`).
    """

    def __init__(self, script: str | Path) -> None:
        self.path = Path(script).with_suffix(f".{language()}.md")

    def text(self, name: str, **values: object) -> str:
        """Return section `name`. Raises KeyError if it, or a value it asks for, is missing."""
        text = sections(self.path, self.path.stat().st_mtime)[name]
        return re.sub(
            r"\[\[(\w+)(?::(.+?))?\]\]", lambda found: written(values[found[1]], found[2]), text
        )

    def __call__(self, name: str, **values: object) -> None:
        """Write section `name`."""
        st.markdown(self.text(name, **values))


def words(script: str) -> Words:
    """Write the page's title and return its words.

    On a fresh server a deep link runs the bare page, since Streamlit meets `pages/` before the
    first `st.navigation`. Then the whole app is run here instead, once.
    """
    if not st.session_state.get("app_is_running"):
        runpy.run_path(str(ROOT / "app.py"), run_name="__main__")
        st.stop()
    st.session_state["page"] = Path(script).stem
    say = Words(script)
    st.markdown(f"## {say.text('title')}")
    return say


def columns() -> tuple[DeltaGenerator, DeltaGenerator]:
    """Return the place of the words, which stay in view on a wide screen, and that of the lab."""
    left, right = st.columns([5, 6], gap="large")
    return left.container(key="words"), right


def source(thing: Source) -> str:
    """Return the source of a module, class or function.

    Python 3.11 cannot parse in two threads at once, and a thread is a reader here.
    """
    with _PARSING:
        return _source(thing)


@lru_cache
def _source(thing: Source) -> str:
    return inspect.getsource(thing)


def close(say: Words, *code: Source) -> None:
    """Write what stands below every lab: the mathematics, the source of `code`, the sources."""
    with st.expander(pick("The mathematics", "数学推导"), expanded=True):
        say("mathematics")
    with st.expander(pick("The code that ran", "运行的代码")):
        st.code("\n\n".join(map(source, code)), "python")
    st.caption(say.text("sources"))
