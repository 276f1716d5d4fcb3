"""The first page: what this is, the race of two neurons, how to read a page, and the map."""

from itertools import count

import pandas as pd
import streamlit as st

from core.labs.learning_slowdown import lab
from core.network import functions
from pages.common import contents, frame, labels, prose
from pages.common.charts.lines import curve
from pages.common.charts.picture import show
from pages.common.visit.language import wants_rest
from pages.home import charts

STEPS, ETA, START = 300, 0.15, 2.0  # as the page about one neuron starts
CARDS_A_ROW = 4


@st.cache_data
def records() -> pd.DataFrame:
    """Return the whole race of the two neurons, run once: it takes a moment."""
    etas = dict.fromkeys(("quadratic", "cross_entropy"), ETA)
    run = lab.experiment(learning_rates=etas, w=START, b=START, y=0.0, steps=STEPS)
    run.advance(float("inf"))
    return pd.DataFrame(run.records)


say = frame.begin(__file__)
left, right = st.columns(2, gap="large")
with left:
    say("idea")
    say("how")
with right:
    frame = records()
    names = {cost: labels.label(cost) for cost in frame["name"].unique()}
    frame["series"] = frame["name"].map(names)
    words = {"x": "z = wx + b", "y": say.text("race.a")}
    words |= {"step": say.text("race.step"), "moving": say.text("race.moving")}
    picture = charts.race(frame, curve(functions.sigmoid, -6, 6), rest=wants_rest(), **words)
    show(say.text("race.claim"), picture, alternative=say.text("race.alt"), place="race")
    st.caption(say.text("race.caption"))

number = count(1)  # the reading order
for section, pages in contents.sections().items():
    st.markdown(f"### {section}")
    for first in range(0, len(pages), CARDS_A_ROW):
        columns = st.columns(CARDS_A_ROW)
        for column, name in zip(columns, pages[first : first + CARDS_A_ROW], strict=False):
            with column.container(border=True, height="stretch"):
                words_there = prose.Words(contents.script(name))
                text = f"**{next(number)} · {words_there.text('menu')}**"
                contents.link(name, text=text, icon=":material/play_circle:")
                words_there("map")

say("sources")
