"""The quadratic cost and the cross-entropy in a real network, on real handwriting."""

import streamlit as st

from core.data import handwriting
from core.labs.cross_entropy import lab
from core.network import functions, textbook
from core.runs import metrics
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench, set_up
from pages.common.charts.picture import Picture, grid
from pages.cross_entropy import charts

PRESETS = {
    "preset.standard": {},
    "preset.sixth": {"learning_rate": 3, "eta_mode": "sixth"},
    "preset.scaled": {"weight_init": "scaled"},
    "preset.linear": {
        "compare": "linear_quadratic",
        "weight_init": "scaled",
        "learning_rate": 0.05,
    },
}
ETAS = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5]
STARTS = ["standard", "scaled"]
GOOD = 0.8  # of the validation digits, what the challenge asks for

say, scene = prose.words(__file__), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text("larger"), say.text("smaller")])

with right:
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        compare = scene.choice("compare", ["quadratic", "linear_quadratic"], "quadratic")
        eta = scene.ladder("learning_rate", ETAS, 0.5)
    with two:
        begin = scene.choice("weight_init", STARTS, "standard")
        hidden = scene.ladder("hidden", [10, 30, 60, 100], 30)
    with st.expander(labels.label("more")):
        mode = scene.choice("eta_mode", ["same", "sixth"], "same")
        n = scene.ladder("n_training", data_choice.sizes(), 500)
        epochs = scene.ladder("epochs", [5, 10, 20, 40], 20)
        batch_size = scene.ladder("batch_size", [1, 2, 5, 10, 20, 50], 10)
        seed = scene.seed()
        scene.tools()

    etas = {compare: eta, "cross_entropy": eta / 6 if mode == "sixth" else eta}
    choices = {"data": data_choice.source(), "n_training": n, "learning_rates": etas}
    choices |= {"weight_init": begin, "hidden_layer_sizes": (hidden,), "batch_size": batch_size}
    choices |= {"epochs": epochs, "random_state": seed}
    names = {cost: labels.label(cost) for cost in etas}
    series = tuple(names.values())
    X, Y = handwriting.sample(data_choice.split(n).validation)

    def findings(bench: Bench) -> dict[str, object]:
        """Return what the run showed, the name of the rival, and the start that comes next."""
        if not bench.done:
            return {}
        found = lab.findings(bench.experiment.records, compare, len(X))
        return found | {"rival": names[compare], "next": labels.label(STARTS[begin == STARTS[0]])}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return accuracy first, then the costs, then what the outputs feel."""
        frame, draw = bench.table(names), charts
        parts = {part: labels.label(part) for part in lab.PARTS}
        first = {
            names[cost]: (trainer.settings[0], trainer.parameters[0])
            for cost, trainer in bench.experiment.trainers.items()
        }
        pushes = {name: metrics.output_errors(*one, X, Y) for name, one in first.items()}
        share = say.text("axis.share")
        return {
            "accuracy": draw.accuracy(frame, series, epochs),
            "cost": draw.cost(frame, series, parts, epochs),
            "stuck": draw.stuck(frame, series, epochs, share),
            "delta": draw.delta(pushes, (say.text("axis.delta"), share)),
        }

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        drawn = bench.once(lambda: pictures(bench))
        grid(say, drawn, "told" if bench.done else "ask", findings(bench))

    bench = set_up(lab.experiment, choices, draw)
    found, won, news = findings(bench), False, say.text("challenge.before")
    if found:
        leads = st.session_state.setdefault("cross_entropy.leads", {})  # of each scene that was run
        leads[repr(choices)] = found["lead"]
        both = {kind: leads.get(repr(choices | {"weight_init": kind})) for kind in STARTS}
        if None in both.values():
            quiz.verdict(guess, None, say.text("verdict.one", **found))
        else:
            answer = say.text("larger" if both["scaled"] > both["standard"] else "smaller")
            rescued = both["standard"] > max(found["noise"], 2 * both["scaled"])
            claim = "verdict.rescue" if rescued else "verdict.both"
            quiz.verdict(guess, answer, say.text(claim, **both))
        won = mode == "same" and found["other"] >= GOOD and found["lead"] < -found["noise"]
        news = say.text("challenge.news" if mode == "same" else "challenge.unequal", **found)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, functions.Cost, textbook.gradient)
