"""One widget for each choice: labelled in both languages, in the address, kept over pages."""

from collections.abc import Callable, Mapping, Sequence
from math import isfinite
from typing import Any

import streamlit as st

from pages.common.labels import label, option
from pages.common.prose import Words, language, pick
from pages.common.visit.address import address, written


def _control(
    key: str,
    default: Any,
    read: Callable[[str], Any],
    widget: Callable[[], Any],
    shown_in: str = "",
) -> Any:
    """Make the widget. If the address gave it a value that it could not take, say so.

    Pages share the names of hyper-parameters but not their values: a page that is entered again
    finds its own. `read` returns the value that a text in the address means, or None. `shown_in`
    is the language of a choice, which Streamlit keeps as the text that was shown: another one
    needs the same care as another page.
    """
    here = address()
    values = here.values[here.page]
    if here.drawn.get(key) != (here.page, shown_in):
        here.drawn[key] = (here.page, shown_in)
        st.session_state[key] = values.get(key, default)
        if key in here.asked:
            asked = here.asked.pop(key)
            st.session_state[key] = read(asked)
            if st.session_state[key] is None:
                here.refuse(key, asked, default)
    if read(written(st.session_state.get(key))) is None:
        st.session_state[key] = default
    value = values[key] = widget()
    here.say(key, value, default)
    tell_refused(key, value)
    return value


def tell_refused(key: str, value: Any) -> None:
    """If the link asks in vain for something else than `value`, say so."""
    asked = address().refused(key, value)
    if asked is None:
        return
    english = f"The link asks for {key} = `{asked}`, which is not possible here; it is {value}."
    chinese = f"链接里的 {key} = `{asked}` 不可用；现在用 {value}。"
    st.caption(f":material/info: {pick(english, chinese)}")


def _number(text: str) -> float | None:
    """Return the finite number that a text means, or None."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def _one_of(options: Sequence[Any]) -> Callable[[str], Any]:
    """Return what finds the option that a text means, 0.00001 for 1e-05 too."""

    def read(text: str) -> Any:
        number = _number(text)
        return next(
            (
                one
                for one in options
                if str(one) == text or (number is not None and _number(str(one)) == number)
            ),
            None,
        )

    return read


class Scene:
    """The controls of a page: each tells its default as it is drawn; presets and links set them."""

    def __init__(self) -> None:
        self.defaults = st.session_state.setdefault(f"{address().page}.defaults", {})

    def slider(
        self, key: str, low: float, high: float, default: float, step: float, *, idle: bool = False
    ) -> float:
        """Return the value of a slider from `low` to `high`; `idle` where it has no effect."""
        self.defaults[key] = default

        def read(text: str) -> float | None:
            number = _number(text)
            inside = number is not None and low <= number <= high
            return type(default)(number) if number is not None and inside else None

        def widget() -> float:
            return st.slider(
                label(key),
                low,
                high,
                default,
                step,
                key=key,
                disabled=idle,
                persist_state="session",
            )

        value: float = _control(key, default, read, widget)
        return value

    def ladder(self, key: str, options: Sequence[Any], default: Any, *, idle: bool = False) -> Any:
        """Return the chosen rung of a slider over uneven values."""
        self.defaults[key] = default

        def widget() -> Any:
            return st.select_slider(
                label(key), options, default, key=key, disabled=idle, persist_state="session"
            )

        return _control(key, default, _one_of(options), widget)

    def seed(self, *, idle: bool = False) -> int:
        """Return the seed, "random_state"."""
        return int(self.ladder("random_state", list(range(10)), 0, idle=idle))

    def choice(self, key: str, options: Sequence[str], default: str, *, idle: bool = False) -> str:
        """Return one of a few options, shown as buttons that carry their labels."""
        self.defaults[key] = default
        texts = {name: option(name) for name in options}

        def widget() -> str:
            return st.segmented_control(
                label(key),
                options,
                default=default,
                required=True,
                format_func=texts.__getitem__,
                key=key,
                disabled=idle,
                persist_state="session",
            )

        return str(_control(key, default, _one_of(options), widget, shown_in=language()))

    def presets(
        self, say: Words, scenes: Mapping[str, Mapping[str, Any]], closed: Mapping[str, str] = {}
    ) -> None:
        """Draw a button a scene: a section's text, and the controls that are not at their defaults.

        `closed` gives the reason why a scene cannot be had now.
        """
        with st.container(horizontal=True, gap="small"):
            for number, (name, values) in enumerate(scenes.items()):
                st.button(
                    say.text(name),
                    key=f"preset_{number}",
                    icon=":material/bookmark:",
                    on_click=self.set,
                    args=(values,),
                    disabled=name in closed,
                    help=closed.get(name),
                )

    def restore(self) -> None:
        """Draw "restore defaults"."""
        st.button(
            label("defaults"),
            key="defaults",
            icon=":material/restart_alt:",
            type="tertiary",
            on_click=self.set,
            args=({},),
        )

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Return True if the controls are at `values`, whatever the others are."""
        here = address()
        return here.values[here.page].items() >= values.items()

    def set(self, values: Mapping[str, Any]) -> None:
        """Put the controls at `values`, and all others at their defaults."""
        st.session_state.update(self.defaults | values)
