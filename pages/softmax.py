"""Softmax and its sharpness c: shares that melt into the largest, and a c that learns."""

import numpy as np
import streamlit as st

from core.labs.softmax import lab, sharpness, temperature
from core.labs.softmax.measured import MEASURED
from core.network import functions
from pages.common import controls, frame, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.softmax import charts

TIE = {"z1": 1.0, "z2": 5.0, "z3": 5.0, "z4": 2.0}
PRESETS = {
    "preset.tie": {},
    "preset.worked": {"z2": 2.0, "c": 1, "target": "3"},
    "preset.book": {"z1": 2.5, "z2": -1.0, "z3": 3.2, "z4": 0.5, "c": 1, "target": "3"},
    "preset.wrong": {"z2": 2.0, "c": 1},
    "preset.shift": {"offset": "1000", "c": 1},
}
LADDER = [-1, 0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
ETAS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
FRACTIONS = {"1": 1, "½": 1 / 2, "⅓": 1 / 3, "¼": 1 / 4}
ASKED = TIE | {"c": 0, "target": "2", "offset": "0", "learning_rate": 0.05, "steps": 300}
WANTED, CLOSE = np.array([0.1, 0.2, 0.3, 0.4]), 0.005

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    inputs = {}
    for place, keys in zip(st.columns(2), (("z1", "z3"), ("z2", "z4")), strict=True):
        with place:
            for key in keys:
                inputs[key] = scene.slider(key, -5.0, 5.0, TIE[key], 0.1)
    one, two = st.columns(2)
    with one:
        c = scene.ladder("c", LADDER, 0)
    with two:
        target = scene.choice("target", ["1", "2", "3", "4"], "2")
    notes = st.container()
    with st.expander(labels.label("more")):
        eta = scene.ladder("learning_rate", ETAS, 0.05)
        steps = scene.ladder("steps", [30, 100, 300, 1000], 300)
        offset = scene.choice("offset", ["0", "100", "1000"], "0")
        scene.restore()

question = quiz.predict(say, scene, list(FRACTIONS), ASKED)

z = np.round([inputs[key] for key in TIE], 1) + float(offset)
right = int(target) - 1
y = np.eye(4)[right]
series = (say.text("softmax"), say.text("written"))
choices = {"z": tuple(z.tolist()), "target": right, "c": c, "learning_rate": eta, "steps": steps}


def now(bench: Bench) -> dict[str, float]:
    """Return the sharpness as far as it has learned, and what it makes of the inputs."""
    newest = float(bench.experiment.records[-1]["c"])
    return temperature.summary(z, y, newest) | {"c": newest, "target": right + 1}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the shares, the same over c, and the slopes of cost and shares."""
    newest = now(bench)["c"]
    outputs = (functions.softmax(z, newest), temperature.naive(z, newest)[1])
    slopes = temperature.gradient(z, y, newest)
    trail = [(record["c"], record["shares"][right]) for record in bench.experiment.records]
    told = bench.done or not question.asked  # where it answers no question
    limit = temperature.limit(z, newest or 1) if told else None
    return {
        "shares": charts.shares(outputs, limit, series),
        "limits": charts.over_c(*temperature.sweep(z), temperature.limits(z), newest, trail),
        "gradient": charts.gradient(slopes, max(1, abs(newest))),
        "jacobian": charts.jacobian(temperature.jacobian(z, newest)),
    }


bench = set_up(lab, choices, titled(say, pictures, now))
reached, fate = functions.softmax(z, now(bench)["c"]), temperature.fate(z, now(bench)["c"])
with notes:
    st.caption(say.text("sums", now(bench)))
    if fate != "agrees":
        st.caption(say.text(f"naive.{fate}"))
if found := bench.found:
    nearest = min(FRACTIONS, key=lambda text: abs(FRACTIONS[text] - found.last.share))
    why = "wrong" if found.limit == 0 else "single" if found.limit == 1 else "tie"
    claims = say.text("verdict", found, target=target), say.text(f"verdict.{why}", found)
    quiz.verdict(question, nearest, prose.pick(" ", "").join(claims))
off = np.abs(reached - WANTED).max()
news = say.text("challenge.news", shares=" ".join(map(charts.number, reached)), off=off)
quiz.challenge(say.text("challenge", close=CLOSE), off < CLOSE, news)

frame.close(say, functions.softmax, temperature, sharpness)
