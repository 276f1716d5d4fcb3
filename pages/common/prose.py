"""The words of a page: markdown beside its script, cut into sections, in the reader's language."""

import inspect
import re
import threading
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

import streamlit as st

from core.runs.measured import Measured

ROOT = Path(__file__).parents[2]
LANGUAGES = ("en", "zh")
PLACE = r"\[\[([\w.]+)(?::(.+?))?\]\]"  # [[name]] or [[name:form]]
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
    does, without the sign. "ahead|behind" is the first word, or the second if the value is
    negative. "t" is for what may be tiny: ".4t" is ".4f", or 3·10⁻⁷ where that would
    be nothing but zeros.
    """
    if not form:
        return str(value)
    if "|" in form:
        return form.split("|")[int(value < 0)]
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
    """`say("idea", found, steps=17)` writes a section of the page; `say.text` returns it.

    `[[steps]]` is replaced by that value, `[[share:.1%]]` by that field of `found`, written as its
    form says (see `written`), `[[dropout.cost]]` by a field of a field. `[[measured.gap]]` is the
    number of that name in `measured`.
    """

    def __init__(self, script: str | Path, measured: Mapping[str, Measured] | None = None) -> None:
        self.path = Path(script).with_suffix(f".{language()}.md")
        self.measured = {name: number.value for name, number in (measured or {}).items()}

    def text(self, section: str, /, *records: Any, **values: Any) -> str:
        """Return a section, filled in from `values` and from the fields of `records`.

        A record is a NamedTuple or a mapping; None has no fields. Raises KeyError if the section,
        or a value it asks for, is missing.
        """
        text = sections(self.path, self.path.stat().st_mtime)[section]
        known = {"measured": self.measured}
        for record in records:
            known |= record._asdict() if hasattr(record, "_asdict") else record or {}
        known |= values
        return re.sub(PLACE, lambda place: written(_value(known, place[1]), place[2]), text)

    def __call__(self, section: str, /, *records: Any, **values: Any) -> None:
        """Write a section."""
        st.markdown(self.text(section, *records, **values))


def _value(known: Mapping[str, Any], path: str) -> Any:
    """Return what `path` names, such as "gap" or "dropout.cost"."""
    value: Any = known
    for name in path.split("."):
        value = value[name] if isinstance(value, Mapping) else getattr(value, name)
    return value


def glossary() -> str:
    """Return every technical word in both languages, and what it means in the reader's.

    They are sections of the page that looks back on all others: "term.cost" is the word, then,
    after an empty line, what it means.
    """
    here = sorted(LANGUAGES, key=lambda one: one != language())  # the reader's first
    paths = [ROOT / "pages" / f"facts.{one}.md" for one in here]
    own, others = (sections(path, path.stat().st_mtime) for path in paths)
    lines = []
    for name in own:
        if name.startswith("term."):
            (word, meaning), other = own[name].split("\n\n"), others[name].split("\n\n")[0]
            lines.append(f"- **{word}**{'' if other == word else f' · {other}'}  \n  {meaning}")
    return "\n".join(lines)


def source(thing: Source) -> str:
    """Return the source of a module, class or function.

    Python 3.11 cannot parse in two threads at once, and a thread is a reader here.
    """
    with _PARSING:
        return _source(thing)


@lru_cache
def _source(thing: Source) -> str:
    return inspect.getsource(thing)
