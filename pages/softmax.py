"""Softmax and its temperature: shares, their limits, their slopes, and what c does to learning."""

from functools import partial

import numpy as np
import streamlit as st

from core import experiment, functions, measures, monitoring, temperature
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz
from pages.common.charts.softmax import number

DEFAULTS = {"z1": 1.0, "z2": 2.0, "z3": 5.0, "z4": 2.0, "c": 1, "target": "3", "offset": "0"}
DEFAULTS |= {"learning_rate": 0.05, "eta_rule": "same", "n_training": 500, "epochs": 20}
DEFAULTS |= {"random_state": 0}
TIE = {"z1": 1.0, "z2": 5.0, "z3": 5.0, "z4": 2.0}
PRESETS = {
    "preset.worked": {},
    "preset.book": {"z1": 2.5, "z2": -1.0, "z3": 3.2, "z4": 0.5},
    "preset.tie": TIE | {"c": 5},
    "preset.shift": {"offset": "1000"},
}
LADDER = [-1, 0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100]
ETAS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5]
TRAINED = {f"c = {c}": c for c in (0.1, 1, 10)}
FRACTIONS, FACTORS = ["1", "½", "⅓", "¼"], ["1×", "10×", "100×"]
WANTED, CLOSE = np.array([0.1, 0.2, 0.3, 0.4]), 0.005


say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    tie_guess = quiz.predict(say, FRACTIONS, "predict.tie")
    step_guess = quiz.predict(say, FACTORS, "predict.step")

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    places, inputs = st.columns(5), {}
    for place, key in zip(places[:4], TIE, strict=True):
        with place:
            inputs[key] = controls.slider(key, -5.0, 5.0, DEFAULTS[key], 0.1)
    with places[4]:
        c = controls.ladder("c", LADDER, DEFAULTS["c"])
    places = st.columns([8, 8, 6, 6])
    with places[0]:
        target = controls.choice("target", ["1", "2", "3", "4"], DEFAULTS["target"])
    with places[1]:
        offset = controls.choice("offset", ["0", "100", "1000"], DEFAULTS["offset"])
    with places[2]:
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with places[3]:
        rule = controls.choice("eta_rule", ["same", "divided"], DEFAULTS["eta_rule"])

    z = np.round(list(inputs.values()), 1) + float(offset)
    y = np.eye(4)[int(target) - 1]
    a, sigmoids = functions.softmax(z, c), functions.sigmoid(z)
    limits = {sign: temperature.limit(z, sign) for sign in (-1, 0, 1)}
    slopes = temperature.jacobian(z, c)
    shares = {
        "shares": charts.softmax.shares({say.text("softmax"): a, "σ(z)": sigmoids}),
        "limits": charts.softmax.over_c(*temperature.sweep(z), limits, c),
    }
    pushes = {
        "jacobian": charts.softmax.jacobian(slopes),
        "gradient": charts.softmax.gradient(temperature.gradient(z, y, c), max(1, abs(c))),
    }
    numbers = {
        "softmax": f"{a.sum():.2f}",
        "sigmoid": f"{sigmoids.sum():.2f}",
        "distance": number(temperature.distance(z, c)),
        "slope": number(slopes[1, 2]),
        "cost": number(temperature.cost(z, y, c)),
        "target": target,
    }
    powers, naive = temperature.naive(z, c)
    numbers["shares"] = " ".join(map(number, naive))
    charts.grid(say, shares, "told", numbers, height=180)  # low: Run is in the first view
    charts.grid(say, pushes, "told", numbers, height=145)
    kind = {np.inf: "overflow", 0: "underflow"}.get(powers.max(), "agrees")
    say(f"naive.{kind}", **numbers)
    if tie_guess and inputs == TIE:
        answer = FRACTIONS[round(1 / limits[1].max()) - 1]
        quiz.verdict(tie_guess, answer, say.text("verdict.tie", **numbers))
    bench_place, more = st.container(), st.expander(labels.label("more"))
    with more:
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
        epochs = controls.ladder("epochs", [5, 10, 20, 40], DEFAULTS["epochs"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    split = examples.split(n)
    X, Y = examples.sample(split.validation)

    def start() -> Experiment:
        """Put five networks of each c at zero weights; the first step is measured by itself."""
        arms = {
            name: Settings(
                hidden_layer_sizes=(),
                cost="log_likelihood",
                weight_init="zeros",
                softmax_c=trained,
                learning_rate=eta / trained**2 if rule == "divided" else eta,
                epochs=epochs,
                random_state=seed,
            )
            for name, trained in TRAINED.items()
        }
        measure = partial(
            monitoring.learning,
            sets={"validation": (X, Y)},
            confidence=partial(measures.confidence, X=X),
            exponent=partial(measures.exponent_size, X=X),
        )
        return experiment.compare(arms, split.training.X, split.training.Y, measure, also=(1,))

    def result(bench: lab.Bench) -> dict[str, str]:
        """Return what the finished run showed, medians of five networks; {} before that."""
        if not bench.done:
            return {}
        now = bench.frame.query("run == 'now'")
        step = now[now["step"] == 1].groupby("name")["exponent"].median()
        last = now[now["latest"]].groupby("name")[["accuracy validation", "confidence"]].median()
        told = {"factor": f"{step['c = 10'] / step['c = 1']:.3g}", "epochs": epochs}
        told["apart"] = f"{100 * np.ptp(last['accuracy validation']):.1f}"
        for place, name in enumerate(TRAINED):
            told[f"right{place}"], told[f"sure{place}"] = map("{:.1f}".format, 100 * last.loc[name])
        return told

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return what the networks read, and how sure they are of it."""
        frame = bench.table({name: name for name in TRAINED})
        epoch = {"x_domain": (0, epochs), "y_domain": (0, 1), "band": True}
        return {
            name: charts.lines(frame, "epoch", column, tuple(TRAINED), **epoch)
            for name, column in (("accuracy", "accuracy validation"), ("sure", "confidence"))
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        told = result(bench)
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if told else "ask", told)

    with bench_place:
        bench = lab.bench((eta, rule, n, epochs, seed, examples.source()), start, draw)
        told = result(bench)
        if told:
            answer = min(FACTORS, key=lambda text: abs(float(text[:-1]) - float(told["factor"])))
            asked = answer if rule == "same" else None
            quiz.verdict(step_guess, asked, say.text(f"verdict.{rule}", **told))
        reached, off = " ".join(map(number, a)), np.abs(a - WANTED).max()
        news = say.text("challenge.news", shares=reached, off=number(off))
        quiz.challenge(say.text("challenge"), off < CLOSE, news)

prose.close(say, functions.softmax, temperature)
