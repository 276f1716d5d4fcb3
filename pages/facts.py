"""Claims, checked: what is said too loosely, what holds; where published numbers lie; a table."""

from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from pages.common import frame, prose
from pages.common.charts.picture import show
from pages.facts import histograms, reproduced_table
from pages.facts.histograms import Histogram
from pages.facts.measured import MEASURED
from pages.facts.told import everything

CARDS = {  # section: card: the page and the scene that show it
    "costs": {
        "slope": ("learning_slowdown", {"w": 0.5, "b": 0.5}),
        "squares": (
            "cross_entropy",
            {"compare": "linear_quadratic", "weight_init": "scaled", "learning_rate": 0.05},
        ),
        "pairs": ("cross_entropy", {}),
        "hidden": ("activations", {"depth": 5, "learning_rate": 0.05}),
        "noise": (
            "cross_entropy",
            {"weight_init": "scaled", "learning_rate": 3, "eta_mode": "sixth"},
        ),
        "floor": ("kl_divergence", {}),
        "gain": ("kl_divergence", {"p1": 0.7, "p2": "2/3", "q1": 0.5, "q2": "3/5"}),
        "logarithm": ("kl_divergence", {"unit": "bits"}),
        "demo": ("learning_slowdown", {"eta_mode": "own", "eta_own": 0.005}),
    },
    "softmax": {
        "argmax": ("softmax", {"z1": 1.0, "z2": 5.0, "z3": 5.0, "z4": 2.0, "c": 5}),
        "temperature": ("softmax", {"c": 0.1}),
        "sigmoids": ("softmax", {"z1": 0.0, "z2": 0.0, "z3": 0.0, "z4": 0.0}),
    },
    "general": {
        "testset": ("overfitting", {}),
        "epoch275": ("overfitting", {"n_training": 1000, "label_noise": 0, "data": "mnist"}),
        "prevent": ("dropout", {}),
        "local": ("weight_init", {"lambda": 0.3, "learning_rate": 0.5, "n_training": 100}),
        "decay": ("shrinkage", {"lambda": 1000, "learning_rate": 10}),
        "sign": ("shrinkage", {}),
        "halves": ("dropout", {"dropout_scaling": "none"}),
        "updates": ("more_data", {"angle": 0, "sizes": "all_sizes"}),
        "rotation": ("more_data", {"angle": 180}),
        "machines": ("svm", {}),
    },
    "starting": {
        "terms": ("weight_init", {"n_in": 1000, "share_on": 1.0}),
        "repair": ("weight_init", {"lambda": 0.3, "learning_rate": 0.5, "n_training": 100}),
        "batches": ("mini_batches", {}),
    },
    "asked_costs": {
        "derivative": ("learning_slowdown", {}),
        "convex": ("learning_slowdown", {"w": 4.0, "b": 4.0, "steps": 20_000}),
        "distribution": ("kl_divergence", {"p1": 1.0, "q1": 0.7}),
        "first": ("softmax", {"z1": 0.0, "z2": 0.0, "z3": 0.0, "z4": 0.0}),
        "twice": ("softmax", {"z1": 0.0, "z2": 0.0, "z3": 1.0, "z4": 0.0, "c": 1}),
        "mean": ("mini_batches", {}),
        "time": ("cross_entropy", {}),
    },
    "asked_general": {
        "gap": ("overfitting", {"label_noise": 0}),
        "thinned": ("dropout", {"label_noise": 0}),
        "which_n": ("shrinkage", {}),
        "loop": ("shrinkage", {"lambda": 2}),  # ten times what the page has
        "small": (
            "shrinkage",
            {"lambda": 0.5, "weight_init": "scaled", "label_noise": 20},
        ),
        "biases": ("shrinkage", {}),
        "which_p": ("dropout", {"dropout_scaling": "inverted"}),
        "split": ("more_data", {}),
        "raised": ("shrinkage", {"weight_init": "scaled"}),
    },
    "asked_training": {
        "inverted": ("weight_init", {"n_in": 780, "share_on": 0.9}),
        "library": ("momentum", {}),
    },
    "runs": {
        "one_run": ("cross_entropy", {"weight_init": "standard"}),
        "slower": ("cross_entropy", {"weight_init": "standard", "learning_rate": 0.3}),
        "with_l2": ("shrinkage", {}),
        "flatters": ("overfitting", {}),
        "tie": (
            "cross_entropy",
            {"weight_init": "scaled", "learning_rate": 3, "eta_mode": "sixth"},
        ),
        "lost": ("cross_entropy", {"hidden": 100, "learning_rate": 3, "eta_mode": "sixth"}),
        "draw": ("svm", {}),
        "committee": ("dropout", {}),
    },
}
ENDS = ("distribution", "experiments", "ending")  # the sections after the cards
CARDS_A_ROW = 3

say = frame.begin(__file__, MEASURED)
found = everything(say)
say("idea")
st.markdown(" · ".join(f"[{say.text(section)}](#{section})" for section in (*CARDS, *ENDS)))


def side_by_side(things: Sequence[Any]) -> Iterator[Any]:
    """Yield each thing inside a frame of its own, three in a row."""
    for first in range(0, len(things), CARDS_A_ROW):
        row = zip(st.columns(CARDS_A_ROW), things[first : first + CARDS_A_ROW], strict=False)
        for place, thing in row:
            with place.container(border=True, height="stretch"):
                yield thing


def draw(shown: list[Histogram]) -> None:
    """Write histograms, each under the places of its published numbers."""
    for one in side_by_side(shown):
        lines, told = histograms.places(say, one), histograms.caption(say, one)
        alternative = prose.pick("; ", "；").join([*lines, told])
        picture, title = histograms.picture(one), "**  \n**".join(lines)
        place = f"runs_{one.ours.experiment}_{one.ours.series}_{one.ours.statistic}".replace(
            " ", "_"
        )
        show(title, picture, alternative=alternative, place=place)
        st.caption(told)


for section, cards in CARDS.items():
    st.subheader(say.text(section), anchor=section)
    for name, (page, scene) in side_by_side(list(cards.items())):
        link = f"{page}?{urlencode(scene | {'lang': prose.language()})}"
        say(name, found)
        st.link_button(say.text("see"), link, icon=":material/play_circle:")

st.subheader(say.text("distribution"), anchor="distribution")
say("bars")
every = list(histograms.histograms())
draw([one for one in every if one.first])
more = st.expander(say.text("others"), key="others", on_change="rerun")
if more.open:
    with more:
        draw([one for one in every if not one.first])

st.subheader(say.text("experiments"), anchor="experiments")
say("table")
names = {name: say.text(f"column.{name}") for name in reproduced_table.COLUMNS}
table = reproduced_table.table(prose.language()).rename(columns=names)
st.dataframe(table, hide_index=True, height=420)
st.code("python -m core.reproduce --seeds 200 --jobs 2", language="sh")

st.subheader(say.text("ending"), anchor="ending")
say("closing")
st.caption(say.text("sources"))
