"""One neuron: why it learns slowly when it is badly wrong."""

import streamlit as st

from core.labs.learning_slowdown import lab, neuron
from core.network import functions
from pages.common import controls, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.lines import curve, lines
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
PATIENCE = 20_000  # updates after which a neuron counts as never right
LARGEST_STEP = 4 / 27

say, scene = prose.words(__file__), controls.Scene()
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
    right_at = {c: neuron.first_right(c, e, w=w, b=b, y=y, limit=PATIENCE) for c, e in etas.items()}
    choices = {"learning_rates": etas, "w": w, "b": b, "y": y, "steps": steps}
    told = {c: f"{PATIENCE:,}+" if at is None else f"{at:,}" for c, at in right_at.items()}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return pictures of the same steps: cost, factors of the step, output and place on σ."""
        frame = bench.table(names)
        first = frame.groupby(["run", "name"])["cost"].transform("first")
        frame["relative"] = frame["cost"] / first.clip(lower=1e-12)

        parts = {part: say.text(f"part.{part}") for part in ("error", "slope", "product")}
        quadratic = frame[(frame["name"] == "quadratic") & (frame["run"] == "now")]
        factors = quadratic.melt(["step", "run", "latest"], list(parts), "part", "size")
        factors["series"] = factors.pop("part").map(parts)

        update = {"x_title": say.text("axis.step"), "x_domain": (0, steps)}
        cost = lines(frame, "step", "relative", series, y_domain=(0, 1.05), **update)
        size = {"y_title": say.text("axis.size"), "y_domain": (1e-4, 1), "y_scale": "log"}
        step = lines(factors, "step", "size", tuple(parts.values()), **size, **update)
        output = charts.neuron(
            frame,
            curve(functions.sigmoid, -6, 12),
            series,
            steps=steps,
            scrub=bench.done,
            step_title=say.text("axis.step"),
            a_title=say.text("axis.a"),
        )
        return {"cost": cost, "factors": step, "output": output}

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        drawn = bench.once(lambda: pictures(bench))
        tenses = dict.fromkeys(drawn, "told" if bench.done else "ask")
        columns(say, drawn, (["cost", "factors"], ["output"]), tenses, told)

    bench = set_up(lab, choices, draw)
    if bench.done and all(right_at.values()):
        factor = right_at["quadratic"] / right_at["cross_entropy"]
        nearest = min(FACTORS, key=lambda text: abs(float(text[:-1]) - factor))
        asked = (w, b, y, *etas.values()) == (2, 2, 0, 0.15, 0.15)  # the start that it asks about
        quiz.verdict(guess, nearest if asked else None, say.text("verdict", factor=factor, **told))
    elif bench.done:
        quiz.verdict(None, None, say.text("verdict.never", **told))
    size = neuron.first_step(w, b, y)
    news = say.text("challenge.news", size=size)
    quiz.challenge(say.text("challenge"), y == 0 and size > 0.99 * LARGEST_STEP, news)

prose.close(say, functions.Cost, neuron)
