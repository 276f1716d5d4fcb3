"""One neuron: why it learns slowly when it is badly wrong."""

from math import isnan

import streamlit as st

from core.labs.learning_slowdown import lab, neuron
from core.labs.learning_slowdown.measured import LARGEST_STEP, MEASURED
from core.network import functions
from pages.common import controls, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.learning_slowdown import charts

ETAS = [0.005, 0.01, 0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1]
PRESETS = {
    "preset.book": {"w": 0.6, "b": 0.9},
    "preset.wrong": {},
    "preset.hopeless": {"w": 4.0, "b": 4.0, "steps": 20_000},
    "preset.soft": {"y": "0.3", "steps": 1000},
}
FACTORS = ["2×", "14×", "300×"]
ASKED = {"w": 2.0, "b": 2.0, "y": "0", "learning_rate": 0.15, "eta_mode": "same"}

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        w = scene.slider("w", -4.0, 6.0, 2.0, 0.1)
        eta = scene.ladder("learning_rate", ETAS, 0.15)
    with two:
        b = scene.slider("b", -4.0, 6.0, 2.0, 0.1)
        steps = scene.ladder("steps", [300, 1000, 3000, 20_000], 300)
    with st.expander(labels.label("more")):
        y = float(scene.choice("y", ["0", "0.3", "1"], "0"))
        mode = scene.choice("eta_mode", ["same", "sixth", "own"], "same")
        own = scene.ladder("eta_own", ETAS, 0.045)
        scene.restore()

question = quiz.predict(say, scene, FACTORS, ASKED)

etas = {"quadratic": eta, "cross_entropy": {"same": eta, "sixth": eta / 6, "own": own}[mode]}
names = {cost: labels.label(cost) for cost in etas}
series = tuple(names.values())
choices = {"learning_rates": etas, "w": w, "b": b, "y": y, "steps": steps}
parts = {part: say.text(f"part.{part}") for part in ("error", "slope", "product")}
axes = (steps, say.text("axis.step"))


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the outputs over the steps, their place on σ, the factors of a step, and the costs."""
    table, a = bench.table(names), say.text("axis.a")
    return {
        "output": charts.output(table, series, *axes, a, done=bench.done),
        "place": charts.place(table, series, *axes, a, done=bench.done),
        "factors": charts.factors(table, parts, *axes, say.text("axis.size")),
        "cost": charts.cost(table, series, *axes),
    }


def first_right(bench: Bench) -> dict[str, str]:
    """Return the update at which each neuron was first right, as it is written."""
    never = f"{lab.PATIENCE:,}+"
    first = bench.found.first_right if bench.found else {}
    return {cost: never if at is None else f"{at:,}" for cost, at in first.items()}


bench = set_up(lab, choices, titled(say, pictures, first_right))
if found := bench.found:
    never = isnan(found.factor)
    claim = say.text(
        "verdict.never" if never else "verdict", found, first_right(bench), patience=lab.PATIENCE
    )
    nearest = min(FACTORS, key=lambda text: abs(float(text[:-1]) - found.factor))
    quiz.verdict(question, None if never else nearest, claim)
size = neuron.first_step(w, b, y)
news = say.text("challenge.news", size=size)
quiz.challenge(say.text("challenge"), y == 0 and size > 0.99 * LARGEST_STEP, news)

frame.close(say, functions.Cost, neuron)
