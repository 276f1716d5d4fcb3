"""Schedules of η: four of them side by side, from the same starts."""

from math import isnan

import streamlit as st

from core.labs.schedules import lab
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.schedules import charts

PRESETS = {"preset.schedule": {}, "preset.clean": {"label_noise": 0}}
EFFECTS = {-1: "loses", 0: "level", 1: "gains"}  # by the sign of the lead
ASKED = {"label_noise": 20, "learning_rate": 1}

say, scene = frame.lab(__file__), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2, 5], 1)
        patience = scene.ladder("patience", [1, 2, 3, 5, 10], 2)
    with two:
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 20)
        epochs = scene.ladder("epochs", [10, 20, 30, 60], 30)
    with st.expander(labels.label("more")):
        n = scene.ladder("n_training", [100, 200, 500, 1000], 500)
        seed = scene.seed()
        scene.restore()
    if data_choice.source() == "mnist":
        st.caption(f":material/info: {say.text('digits')}")

effects = {sign: labels.option(effect) for sign, effect in EFFECTS.items()}
question = quiz.predict(say, scene, list(effects.values()), ASKED)

choices = {"n_training": n, "label_noise": noise / 100, "patience": patience}
choices |= {"learning_rate": eta, "epochs": epochs, "random_state": seed}
names = {name: labels.option(name) for name in lab.SCHEDULES}


def ended(bench: Bench) -> dict[str, str]:
    """Return in words when the halved η of a finished run came to its end."""
    if not (found := bench.found):
        return {}
    return {"ended": say.text("never" if isnan(found.end) else "at", found)}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return accuracy, η and the way of a weight."""
    return charts.schedules(bench.table(names), lab.plan(eta, epochs), names, epochs)


bench = set_up(lab, choices, titled(say, pictures, ended))
lost, news = False, say.text("challenge.before")
if found := bench.found:
    quiz.verdict(question, effects[found.lead.sign], say.text("verdict", found, ended(bench)))
    lost = found.lead.sign == -1
    news = say.text("challenge.news", found)
quiz.challenge(say.text("challenge"), lost, news)

frame.close(say, lab.experiment, lab.Halving)
