"""Mini-batches of 1, 10 and 100 examples, by the epoch and by the clock."""

from math import isnan

import streamlit as st

from core.labs.mini_batches import lab
from core.runs import chunked_trainer
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.mini_batches import charts

PRESETS = {"preset.batch": {}, "preset.breaks": {"learning_rate": 1}}
ASKED = {"label_noise": 0, "learning_rate": 0.5}
ROOM = 1.25  # how many times the epochs of m = 10 the challenge allows

say, scene = frame.lab(__file__), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2, 5], 0.5)
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 0)
    with two:
        scale = scene.ladder("scale", [2, 5, 10, 20], 10)
        n = scene.ladder("n_training", [100, 200, 500, 1000], 1000)
    with st.expander(labels.label("more")):
        epochs = scene.ladder("epochs", [10, 20, 30, 60], 30)
        seed = scene.seed()
        scene.restore()
    if data_choice.source() == "mnist":
        st.caption(f":material/info: {say.text('digits')}")

names = {name: labels.option(name) for name in lab.SIZES}
question = quiz.predict(say, scene, list(names.values()), ASKED)

choices = {"n_training": n, "label_noise": noise / 100, "scale": scale}
choices |= {"learning_rate": eta, "epochs": epochs, "random_state": seed}


def texts(bench: Bench) -> dict[str, object]:
    """Return in words when each of a finished run came to its goal, and who was first."""
    if not (found := bench.found):
        return {}
    when = {}
    for size in ("one", "ten", "hundred", "scaled"):
        arm = getattr(found, size)
        when[size] = say.text("missed" if isnan(arm.epoch) else "reached", arm)
    first = {
        clock: ", ".join(names[name] for name in getattr(found, clock)) or say.text("nobody")
        for clock in ("by_epoch", "by_clock")
    }
    return {"when": when, **first}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return accuracy by the clock, by the epoch and by the update."""
    table, updates = bench.table(names), epochs * n
    return charts.mini_batches(table, names, epochs, updates, say.text("axis.updates"))


bench = set_up(lab, choices, titled(say, pictures, texts))
scales, news = False, say.text("challenge.before")
if found := bench.found:
    right = next((names[name] for name in found.by_clock), None)  # None where nobody was there
    quiz.verdict(question, right, say.text("verdict", found, texts(bench)))
    scales = scale >= 10 and found.scaled.epoch <= ROOM * found.ten.epoch
    news = say.text("challenge.news", texts(bench))
quiz.challenge(say.text("challenge"), scales, news)

frame.close(say, lab.experiment, chunked_trainer.ChunkedTrainer)
