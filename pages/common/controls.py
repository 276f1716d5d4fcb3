"""One widget for each choice: labelled in both languages, bound to the URL, kept over pages."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.common.labels import label, option
from pages.common.prose import Words, language, pick

BOUND: dict[str, Any] = {"bind": "query-params", "persist_state": "session"}


def _control(key: str, default: Any, widget: Callable[[], Any], shown_in: str = "") -> Any:
    """Make the widget. If the address gave it a value that it could not take, say so.

    Pages share the names of hyper-parameters but not their values: a page that is entered again
    finds its own, and not what the page before left in the address. `shown_in` is the language of
    a choice, which Streamlit keeps as the text that was shown: another one needs the same care.
    """
    page = st.session_state["page"]
    values = st.session_state.setdefault("values_by_page", {})
    drawn_on = st.session_state.setdefault("drawn_on", {})
    here = (page, shown_in)
    if drawn_on.get(key, here) != here:
        st.session_state[key] = values.get((page, key), default)
    asked = st.query_params.get(key) if key not in drawn_on else None
    drawn_on[key] = here
    if key in st.session_state and st.session_state[key] is None:
        st.session_state[key] = default
    value = values[page, key] = widget()
    notes = st.session_state.setdefault("bad_links", {})
    if asked is not None and not _same(asked, value):
        notes[key] = (asked[:40], default if value is None else value)
    if value is None:  # Streamlit takes an empty text for "none of the buttons"
        st.rerun()
    if key in notes and notes[key][1] == value:
        asked = notes[key][0]
        english = f"The link asks for {key} = `{asked}`, which is not possible here; it is {value}."
        st.caption(
            ":material/info: "
            + pick(english, f"链接里的 {key} = `{asked}` 不可用；现在用 {value}。")
        )
    return value


def _same(text: str, value: Any) -> bool:
    try:
        return float(text) == float(value)
    except (TypeError, ValueError):
        return text == str(value)


class Scene:
    """The controls of a page: each tells its default as it is drawn; presets and links set them."""

    def __init__(self) -> None:
        self.defaults = st.session_state.setdefault(f"{st.session_state['page']}.defaults", {})

    def slider(
        self, key: str, low: float, high: float, default: float, step: float, *, idle: bool = False
    ) -> float:
        """Return the value of a slider from `low` to `high`; `idle` where it has no effect."""
        self.defaults[key] = default
        value: float = _control(
            key,
            default,
            lambda: st.slider(
                label(key), low, high, default, step, key=key, disabled=idle, **BOUND
            ),
        )
        return value

    def ladder(self, key: str, options: Sequence[Any], default: Any, *, idle: bool = False) -> Any:
        """Return the chosen rung of a slider over uneven values."""
        self.defaults[key] = default
        return _control(
            key,
            default,
            lambda: st.select_slider(label(key), options, default, key=key, disabled=idle, **BOUND),
        )

    def seed(self, *, idle: bool = False) -> int:
        """Return the seed, "random_state"."""
        return int(self.ladder("random_state", list(range(10)), 0, idle=idle))

    def choice(self, key: str, options: Sequence[str], default: str, *, idle: bool = False) -> str:
        """Return one of a few options, shown as buttons that carry their labels.

        The address holds the option itself. Streamlit would put the label there (its issue 14224),
        so this widget is not bound: its place in the address is read and written here.
        """
        self.defaults[key] = default
        texts = {name: option(name) for name in options}

        def widget() -> str:
            asked = st.query_params.get(key)
            if key not in st.session_state and asked in options:
                st.session_state[key] = asked
            value = st.segmented_control(
                label(key),
                options,
                default=default,
                required=True,
                format_func=texts.__getitem__,
                key=key,
                disabled=idle,
                persist_state="session",
            )
            if value == default:
                st.query_params.pop(key, None)
            elif value != asked:
                st.query_params[key] = value
            return value

        return str(_control(key, default, widget, shown_in=language()))

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
                    on_click=self._set,
                    args=(values,),
                    disabled=name in closed,
                    help=closed.get(name),
                )

    def tools(self) -> None:
        """Draw "restore defaults" and the link that carries this scene."""
        with st.container(horizontal=True, gap="small"):
            st.button(
                label("defaults"),
                key="defaults",
                icon=":material/restart_alt:",
                type="tertiary",
                on_click=self._set,
                args=({},),
            )
            with st.popover(label("link"), icon=":material/link:", type="tertiary"):
                asked = {k: st.query_params.get_all(k) for k in st.query_params}
                query = urlencode(asked, doseq=True)
                base = str(st.context.url or "").split("?")[0]
                st.code(base + ("?" + query if query else ""), language=None)

    def _set(self, values: Mapping[str, Any]) -> None:
        st.session_state.update(self.defaults | values)
