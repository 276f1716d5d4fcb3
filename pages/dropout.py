"""Dropout: every step trains another thinned network, and the full one stands for their mean."""

import numpy as np
import streamlit as st

from core.labs.dropout import lab, thinned_networks
from core.labs.dropout.measured import MEASURED
from core.network import functions, textbook
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, stage
from pages.common.live import set_up
from pages.dropout import answers, charts

PRESETS = {
    "preset.noisy": {},
    "preset.forgot": {"dropout_scaling": "none"},
    "preset.many": {"dropout": 0.8},
    "preset.clean": {"label_noise": 0},
}
PS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
ASKED = {"dropout": 0.5, "dropout_scaling": "test", "hidden": 100, "label_noise": 20}
ASKED |= {"n_training": 300, "learning_rate": 0.5, "epochs": 100}
ARMS = ("dropout", "l2", "neither")
DRAWN, THINNED = 20, 50  # hidden neurons that stand for all of them; thinned networks that answer
NOISY, LEAD = 20, 0.04  # of the challenge: % of wrong labels at least, and what to lead L2 by

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        p = scene.ladder("dropout", PS, 0.5)
        mask = scene.choice("dropout_mask", ["batch", "example"], "batch")
    with two:
        noise = scene.ladder("label_noise", [0, 10, 20, 30, 40], 20)
        h = scene.ladder("hidden", [50, 100, 200, 300], 100)
    scaling = scene.choice("dropout_scaling", ["inverted", "test", "none"], "test")
    with st.expander(labels.label("more")):
        n = scene.ladder("n_training", [100, 200, 300, 500, 1000], 300)
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2], 0.5)
        epochs = scene.ladder("epochs", [20, 50, 100, 150], 100)
        digit = scene.ladder("digit", list(range(10)), 4)
        seed = scene.seed()
        scene.restore()

guesses = {name: say.text(f"guess.{name}") for name in ("better", "even", "worse")}
question = quiz.predict(say, scene, list(guesses.values()), ASKED)

choices = {"data": data_choice.source(), "n_training": n, "label_noise": noise / 100}
choices |= {"dropout": p, "dropout_mask": mask, "dropout_scaling": scaling}
choices |= {"hidden_layer_sizes": (h,), "learning_rate": eta, "epochs": epochs}
choices |= {"random_state": seed}
names = {arm: say.text(f"arm.{arm}") for arm in ARMS}
neuron, example = say.text("axis.neuron"), say.text("axis.example")
z_title = say.text("axis.z", digit=digit)


def pictures(bench: Bench) -> tuple[dict[str, Picture], dict[str, object]]:
    """Return who is dropped, what is learned and what the fifty say, and numbers for titles."""
    trainer = bench.experiment.trainers["dropout"]
    settings, own = trainer.settings[0], trainer.parameters[0]
    X, Y = bench.experiment.sets["validation"]
    x = X[Y[:, digit].argmax()]  # the first such digit
    fifty = thinned_networks.thin(settings, THINNED, np.random.default_rng(seed))
    kept = lab.newest(trainer, fifty)
    said = thinned_networks.answers(settings, own, x, fifty)
    numbers = {
        "mean_z": said["mean"][0][digit],
        "miss": thinned_networks.spread(settings, own, x)[digit] / THINNED**0.5,
        "z": list(said.values())[-1][0][digit],  # of the network as it is used
        "digit": digit,
        "many": THINNED,
        "dropped": (kept[0] == 0).sum(),
        "h": h,
        "step": trainer.step,
        "sharing": say.text(f"sharing.{mask}"),
    }
    layer = {"n": len(x), "h": h, "drawn": DRAWN}
    layers = tuple(say.text(f"layer.{row}", layer) for row in ("in", "hidden", "out"))
    shown = {say.text(f"series.{name}"): pair for name, pair in said.items()}
    return {
        "network": charts.network(kept[0, :DRAWN], layers),
        "accuracy": charts.learned(bench.table(names), tuple(names.values()), epochs),
        "curve": answers.on_curve(shown, digit, functions.sigmoid, z_title),
        "batch": charts.mini_batch(kept[:, :DRAWN], neuron, example),
    }, numbers


def draw(bench: Bench) -> None:
    """Draw the pictures under what they ask, or under what they told at the end."""
    drawn, numbers = bench.once(lambda: pictures(bench))
    stage(say, drawn, "told" if bench.done else "ask", bench.found, numbers)


bench = set_up(lab, choices, draw)
won, news = False, say.text("challenge.before")
if found := bench.found:
    kind = lab.kind(found, scaling)
    claim = say.text(
        f"verdict.{kind}", found, p=p, ratio=found.ratio, behind=-found.over_neither.value
    )
    quiz.verdict(question, guesses.get(kind), claim)
    news = say.text("challenge.news", found)
    won = noise >= NOISY and found.over_l2.sign == 1 and found.over_l2.value >= LEAD
quiz.challenge(say.text("challenge", noisy=NOISY, lead=LEAD), won, news)

frame.close(say, lab.experiment, textbook.dropout_mask, textbook.forward, thinned_networks)
