"""One neuron: why it learns slowly when it is badly wrong."""

import inspect

import streamlit as st

from core import functions, neuron
from core.experiment import Experiment, marks
from pages.common import charts, controls, lab, labels, prose, quiz

ETAS = [0.005, 0.01, 0.02, 0.03, 0.045, 0.07, 0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0]
STEPS = [300, 1000, 3000, 20_000]
DEFAULTS = {"w": 2.0, "b": 2.0, "learning_rate": 0.15, "steps": 300}
DEFAULTS |= {"y": "0", "eta_mode": "same", "eta_own": 0.045}
PRESETS = {
    "preset.book": {"w": 0.6, "b": 0.9},
    "preset.wrong": {},
    "preset.hopeless": {"w": 4.0, "b": 4.0, "steps": 20_000},
    "preset.soft": {"y": "0.3", "steps": 1000},
}
FACTORS = ["2×", "14×", "300×"]

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, FACTORS)

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    columns = st.columns(4)
    with columns[0]:
        w = controls.slider("w", -4.0, 6.0, DEFAULTS["w"], 0.1)
    with columns[1]:
        b = controls.slider("b", -4.0, 6.0, DEFAULTS["b"], 0.1)
    with columns[2]:
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with columns[3]:
        steps = controls.ladder("steps", STEPS, DEFAULTS["steps"])
    with st.expander(labels.label("more")):
        y = float(controls.choice("y", ["0", "0.3", "1"], DEFAULTS["y"]))
        mode = controls.choice("eta_mode", ["same", "sixth", "own"], DEFAULTS["eta_mode"])
        own = controls.ladder("eta_own", ETAS, DEFAULTS["eta_own"])
        controls.scene_tools(DEFAULTS)
    etas = {"quadratic": eta, "cross_entropy": {"same": eta, "sixth": eta / 6, "own": own}[mode]}
    scene = {"w": w, "b": b, "y": y, "steps": steps, **etas}
    names = {cost: labels.label(cost) for cost in etas}
    right_at = {cost: neuron.first_right(cost, etas[cost], w, b, y, 20_000) for cost in etas}

    def start() -> Experiment:
        """Put both neurons at the same start."""
        neurons = {cost: neuron.trainer(cost, etas[cost], w, b, y) for cost in etas}
        return Experiment(neurons, neuron.measure, marks(steps))

    def draw(bench: lab.Bench) -> None:
        """Four pictures of the same steps."""
        frame = bench.frame
        frame["series"] = charts.named(names, frame["name"])
        frame["near"] = steps / len(marks(steps)) / 2
        first = frame.groupby(["run", "name"])["cost"].transform("first")
        frame["relative"] = frame["cost"] / first.clip(lower=1e-12)
        series, tense = tuple(names.values()), "told" if bench.done else "ask"
        over = {"x_title": labels.label("update"), "x_domain": (0, steps)}
        values = {"quadratic": right_at["quadratic"], "cross_entropy": right_at["cross_entropy"]}
        values = {name: "∞" if step is None else f"{step:,}" for name, step in values.items()}

        columns = st.columns(2)
        with columns[0]:
            spec = charts.lines("step", "relative", series, y_title=say.text("axis.relative"),
                                y_domain=(0, 1.05), **over)  # fmt: skip
            charts.show(say.text(f"cost.{tense}"), spec, d=frame, alternative=say.text("cost.alt"))
            parts = ("error", "slope", "product")
            factors = frame[(frame["name"] == "quadratic") & (frame["run"] == "now")]
            factors = factors.melt(["step", "run", "latest"], parts, "part", "size")
            factors["series"] = charts.named(
                {p: say.text(f"part.{p}") for p in parts}, factors["part"]
            )
            spec = charts.lines("step", "size", tuple(say.text(f"part.{p}") for p in parts), log=True,
                                y_title=say.text("axis.size"), y_domain=(1e-4, 1), **over)  # fmt: skip
            charts.show(
                say.text(f"factors.{tense}"), spec, d=factors, alternative=say.text("factors.alt")
            )
        with columns[1]:
            spec = charts.neuron(series, steps=steps, scrub=bench.done,
                                 step_title=labels.label("update"), a_title=say.text("axis.a"))  # fmt: skip
            charts.show(say.text(f"output.{tense}", **values), spec, d=frame,
                        curve=charts.curve(functions.sigmoid, -6, 12),
                        alternative=say.text("output.alt"))  # fmt: skip

    bench = lab.bench("learning_slowdown", scene, start, draw)
    quadratic, entropy = right_at["quadratic"], right_at["cross_entropy"]
    if bench.done and quadratic and entropy:
        factor = quadratic / entropy
        nearest = min(FACTORS, key=lambda text: abs(float(text[:-1]) - factor))
        quiz.verdict(guess, nearest, say.text("verdict", quadratic=f"{quadratic:,}",
                     entropy=f"{entropy:,}", factor=f"{factor:.1f}"))  # fmt: skip
    elif bench.done:
        quiz.verdict(None, None, say.text("verdict.never"))
    size = neuron.first_step(w, b, y)
    quiz.challenge(say.text("challenge"), size > 0.99 * 4 / 27 and y == 0,
                   say.text("challenge.news", size=f"{size:.4f}"))  # fmt: skip

with st.expander(labels.label("mathematics"), expanded=True):
    say("mathematics")
with st.expander(labels.label("code")):
    st.code(inspect.getsource(functions.Cost) + "\n\n" + inspect.getsource(neuron), "python")
st.caption(say.text("sources"))
