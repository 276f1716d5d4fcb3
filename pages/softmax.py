"""Softmax and its temperature: shares, their limits, their slopes, and what c does to learning."""

import numpy as np
import streamlit as st

from core.labs.softmax import lab, temperature
from core.labs.softmax.measured import MEASURED
from core.network import functions
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid, titled
from pages.common.live import set_up
from pages.softmax import charts

WORKED = {"z1": 1.0, "z2": 2.0, "z3": 5.0, "z4": 2.0}
TIE = {"z1": 1.0, "z2": 5.0, "z3": 5.0, "z4": 2.0}
PRESETS = {
    "preset.worked": {},
    "preset.book": {"z1": 2.5, "z2": -1.0, "z3": 3.2, "z4": 0.5},
    "preset.tie": TIE | {"c": 5},
    "preset.shift": {"offset": "1000"},
}
LADDER = [-1, 0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
ETAS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
FRACTIONS, FACTORS = ["1", "½", "⅓", "¼"], ["1×", "10×", "100×"]
WANTED, CLOSE = np.array([0.1, 0.2, 0.3, 0.4]), 0.005

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    tie_guess = quiz.predict(say, FRACTIONS, "predict.tie")
    step_guess = quiz.predict(say, FACTORS, "predict.step")

with right:
    scene.presets(say, PRESETS)
    inputs = {}
    for place, (key, default) in zip(st.columns(4), WORKED.items(), strict=True):
        with place:
            inputs[key] = scene.slider(key, -5.0, 5.0, default, 0.1)
    one, two, three = st.columns(3)
    with one:
        c = scene.ladder("c", LADDER, 1)
    with two:
        target = scene.choice("target", ["1", "2", "3", "4"], "3")
    with three:
        offset = scene.choice("offset", ["0", "100", "1000"], "0")

    z = np.round(list(inputs.values()), 1) + float(offset)
    y = np.eye(4)[int(target) - 1]
    a, limits = functions.softmax(z, c), temperature.limits(z)
    outputs = {say.text("softmax"): a, "σ(z)": functions.sigmoid(z)}
    shares = {
        "shares": charts.shares(outputs),
        "limits": charts.over_c(*temperature.sweep(z), limits, c),
    }
    slopes = {
        "jacobian": charts.jacobian(temperature.jacobian(z, c)),
        "gradient": charts.gradient(temperature.gradient(z, y, c), max(1, abs(c))),
    }
    told = temperature.summary(z, y, c) | {"target": target}
    grid(say, shares, "told", told, height=165)  # low: Run is in the first view
    grid(say, slopes, "told", told, height=125)
    if (fate := temperature.fate(z, c)) != "agrees":
        say(f"naive.{fate}")
    if tie_guess and inputs == TIE:
        tied = int((limits[1] > 0).sum())
        quiz.verdict(tie_guess, FRACTIONS[tied - 1], say.text("verdict.tie", **told))

    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", ETAS, 0.05)
    with two:
        rule = scene.choice("eta_rule", ["same", "divided"], "same")
    bench_place, more = st.container(), st.expander(labels.label("more"))
    with more:
        n = scene.ladder("n_training", data_choice.sizes(), 500)
        epochs = scene.ladder("epochs", [5, 10, 20, 40], 20)
        seed = scene.seed()
        scene.tools()

    choices = {"data": data_choice.source(), "n_training": n, "learning_rate": eta}
    choices |= {"divided": rule == "divided", "epochs": epochs, "random_state": seed}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return what the networks read and how sure they are."""
        names = {name: name for name in bench.experiment.trainers}
        return charts.learning(bench.table(names), tuple(names), epochs)

    with bench_place:
        bench = set_up(lab, choices, titled(say, pictures))
        if found := bench.found:
            nearest = min(FACTORS, key=lambda text: abs(float(text[:-1]) - found.factor))
            asked = nearest if rule == "same" else None
            claim = say.text(f"verdict.{rule}", found, epochs=epochs)
            quiz.verdict(step_guess, asked, claim)
        off, reached = np.abs(a - WANTED).max(), " ".join(map(charts.number, a))
        news = say.text("challenge.news", shares=reached, off=off)
        quiz.challenge(say.text("challenge", close=CLOSE), off < CLOSE, news)

prose.close(say, lab.experiment, functions.softmax, temperature)
