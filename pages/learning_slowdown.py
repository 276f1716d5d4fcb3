"""One neuron: why it learns slowly when it is badly wrong."""

from math import isnan

import streamlit as st

from core.labs.learning_slowdown import lab, neuron
from core.labs.learning_slowdown.measured import LARGEST_STEP, MEASURED
from core.network import functions
from pages.common import controls, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, columns
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
ASKED = (2, 2, 0, 0.15, 0.15)  # the w, b, y and both η of the prediction

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, FACTORS)

with right:
    scene.presets(say, PRESETS)
    places = st.columns(4)
    with places[0]:
        w = scene.slider("w", -4.0, 6.0, 2.0, 0.1)
    with places[1]:
        b = scene.slider("b", -4.0, 6.0, 2.0, 0.1)
    with places[2]:
        eta = scene.ladder("learning_rate", ETAS, 0.15)
    with places[3]:
        steps = scene.ladder("steps", [300, 1000, 3000, 20_000], 300)
    with st.expander(labels.label("more")):
        y = float(scene.choice("y", ["0", "0.3", "1"], "0"))
        mode = scene.choice("eta_mode", ["same", "sixth", "own"], "same")
        own = scene.ladder("eta_own", ETAS, 0.045)
        scene.tools()

    etas = {"quadratic": eta, "cross_entropy": {"same": eta, "sixth": eta / 6, "own": own}[mode]}
    names = {cost: labels.label(cost) for cost in etas}
    series = tuple(names.values())
    choices = {"learning_rates": etas, "w": w, "b": b, "y": y, "steps": steps}
    parts = {part: say.text(f"part.{part}") for part in ("error", "slope", "product")}
    step_title = say.text("axis.step")

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return pictures of the same steps: cost, factors of the step, output and place on σ."""
        frame = bench.table(names)
        axes = {"step_title": step_title, "a_title": say.text("axis.a")}
        return {
            "cost": charts.cost(frame, series, steps, step_title),
            "factors": charts.factors(frame, parts, steps, step_title, say.text("axis.size")),
            "output": charts.output(frame, series, steps=steps, scrub=bench.done, **axes),
        }

    def first_right(bench: Bench) -> dict[str, str]:
        """Return the update at which each neuron was first right, as it is written."""
        never = f"{lab.PATIENCE:,}+"
        first = bench.found.first_right if bench.found else {}
        return {cost: never if at is None else f"{at:,}" for cost, at in first.items()}

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        drawn = bench.once(lambda: pictures(bench))
        tenses = dict.fromkeys(drawn, "told" if bench.done else "ask")
        columns(say, drawn, (["cost", "factors"], ["output"]), tenses, first_right(bench))

    bench = set_up(lab, choices, draw)
    if bench.done and isnan(bench.found.factor):
        never = say.text("verdict.never", first_right(bench), patience=lab.PATIENCE)
        quiz.verdict(None, None, never)
    elif bench.done:
        factor = bench.found.factor
        nearest = min(FACTORS, key=lambda text: abs(float(text[:-1]) - factor))
        asked = (w, b, y, *etas.values()) == ASKED
        claim = say.text("verdict", bench.found, first_right(bench))
        quiz.verdict(guess, nearest if asked else None, claim)
    size = neuron.first_step(w, b, y)
    news = say.text("challenge.news", size=size)
    quiz.challenge(say.text("challenge"), y == 0 and size > 0.99 * LARGEST_STEP, news)

prose.close(say, functions.Cost, neuron)
