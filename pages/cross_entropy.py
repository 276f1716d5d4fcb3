"""The quadratic cost and the cross-entropy in a real network, on real handwriting."""

import streamlit as st

from core.labs.cross_entropy import lab
from core.labs.cross_entropy.measured import MEASURED
from core.network import functions, textbook
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.common.visit import memory
from pages.cross_entropy import charts
from pages.cross_entropy.network_view import network_view

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
ASKED = {
    "compare": "quadratic",
    "weight_init": "standard",
    "learning_rate": 0.5,
    "eta_mode": "same",
}
GOOD = 0.8  # of the validation digits, what the challenge asks for

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
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
        digit = scene.ladder("digit", list(range(10)), 4)
        seed = scene.seed()
        scene.restore()

answers = {-1: labels.label("quadratic"), 0: say.text("level"), 1: labels.label("cross_entropy")}
question = quiz.predict(say, scene, list(answers.values()), ASKED)

etas = {compare: eta, "cross_entropy": eta / 6 if mode == "sixth" else eta}
choices = {"data": data_choice.source(), "n_training": n, "learning_rates": etas}
choices |= {"weight_init": begin, "hidden_layer_sizes": (hidden,), "batch_size": batch_size}
choices |= {"epochs": epochs, "random_state": seed}
names = {cost: labels.label(cost) for cost in etas}
series = tuple(names.values())
parts = {part: labels.label(part) for part in lab.PARTS}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return one digit in both networks, and the accuracy, stuck outputs and cost of all ten."""
    frame = bench.table(names)
    pixels, answers = lab.answers(bench.experiment, digit)
    told = {names[cost]: answer for cost, answer in answers.items()}
    return {
        "network": network_view(pixels, digit, told, say.text("hidden")),
        "accuracy": charts.accuracy(frame, series, epochs),
        "stuck": charts.stuck(frame, series, epochs, say.text("axis.share")),
        "cost": charts.cost(frame, series, parts, epochs),
    }


bench = set_up(lab, choices, titled(say, pictures, name=names[compare], digit=digit))
won, news = False, say.text("challenge.before")
if found := bench.found:
    leads = memory("leads")  # of each scene that was run
    leads[repr(choices)] = found.lead
    standard, scaled = (leads.get(repr(choices | {"weight_init": kind})) for kind in STARTS)
    if standard and scaled:
        rescued = standard.sign == 1 and standard.value > 2 * scaled.value
        claim = "rescue" if rescued else "both" if (scaled - standard).clear else "level"
        words = say.text(f"verdict.{claim}", standard=standard, scaled=scaled)
    else:
        other = STARTS[1] if begin == STARTS[0] else STARTS[0]
        texts = {"name": names[compare], "next": labels.label(other)}
        words = say.text("verdict.one", found, **texts)
    quiz.verdict(question, answers[found.lead.sign], words)
    fair = mode == "same"
    won = fair and found.rival.accuracy >= GOOD and found.lead.sign == -1
    won = won and not bench.experiment.diverged  # to outlive a wreck is no better cost
    claim = "challenge.news" if fair else "challenge.unequal"
    news = say.text(claim, found, name=names[compare])
quiz.challenge(say.text("challenge"), won, news)

frame.close(say, functions.Cost, textbook.gradient)
