"""Weight initialisation: the spread of z at the start, and what it does to learning."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from core import experiment, measures, monitoring, network, penalties, spread
from core.experiment import Experiment
from core.settings import Settings, start_sds
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"weight_init": "standard", "n_in": 1000, "share_on": 0.5, "bias_sd": 1.0}
DEFAULTS |= {"activation": "sigmoid", "learning_rate": 0.1, "lambda": 0, "hidden": 30}
DEFAULTS |= {"n_training": 1000, "epochs": 10, "random_state": 0}
PRESETS = {
    "preset.old": {},
    "preset.new": {"weight_init": "scaled"},
    "preset.zeros": {"weight_init": "zeros"},
    "preset.repair": {"lambda": 0.3, "learning_rate": 0.5, "n_training": 100, "epochs": 100},
}
ETAS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
SHORT = {"standard": "N(0, 1)", "scaled": "1/√n", "glorot": "Glorot", "he": "He", "zeros": "w = 0"}
SYMBOLS = {"sigmoid": "σ", "tanh": "tanh", "relu": "ReLU"}
SUMMARY = {"mean": ".2f", "sd": ".4g", "saturated": ".2%", "slope": ".4f"}  # how to write them
MEDIANS = {
    "epoch": "g",
    "accuracy": ".1f",
    "kept": ".1f",
    "z": ".3g",
    "layer_1": ".2g",
    "ink": ".2g",
}
GUESSES = ["1", "10", "100"]
ASKED = Settings(weight_init="standard")

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, GUESSES)

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    begin = controls.choice("weight_init", list(SHORT), DEFAULTS["weight_init"])
    places = st.columns(3)
    with places[0]:
        n_in = controls.slider("n_in", 10, 2000, DEFAULTS["n_in"], 10)
    with places[1]:
        share_on = controls.slider("share_on", 0.0, 1.0, DEFAULTS["share_on"], 0.05)
    with places[2]:
        bias_sd = controls.slider("bias_sd", 0.0, 2.0, DEFAULTS["bias_sd"], 0.1)
    with st.expander(labels.label("more")):
        kind = controls.choice("activation", list(SYMBOLS), DEFAULTS["activation"])
        one, two = st.columns(2)
        with one:
            eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
            l2 = controls.ladder("lambda", [0, 0.1, 0.3, 1, 3, 10], DEFAULTS["lambda"])
            hidden = controls.ladder("hidden", [10, 30, 60, 100], DEFAULTS["hidden"])
        with two:
            n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
            epochs = controls.ladder("epochs", [5, 10, 20, 40, 100], DEFAULTS["epochs"])
            seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    chosen = Settings(
        hidden_layer_sizes=(hidden,),
        activation=kind,
        weight_init=begin,
        bias_sd=bias_sd,
        learning_rate=eta,
        epochs=epochs,
        random_state=seed,
    )

    n_on = round(share_on * n_in)
    sd = spread.z_sd(chosen, n_in, n_on)
    zs = {
        "theory": spread.quantiles(sd),
        "drawn": spread.sample(chosen, n_in, n_on, np.random.default_rng(seed)),
    }
    numbers = {"f": SYMBOLS[kind], "n_on": n_on, "count": f"{zs['drawn'].size:,}"}
    numbers |= {"sd": f"{sd:.4g}", "peak": f"{spread.density(0, sd):.4f}".replace("inf", "∞")}
    numbers["w"], numbers["b"] = (f"{value:.3g}" for value in start_sds(chosen, n_in, hidden))
    for name, z in zs.items():
        for key, value in spread.summary(kind, z)._asdict().items():
            numbers[f"{name}_{key}"] = format(value, SUMMARY[key]).replace("%", " %")
    say("numbers", **numbers)
    charts.grid(say, charts.spread(kind, *zs.values(), say.text("axis.height")), "told", numbers)

    rival = "scaled" if begin == "standard" else "standard"
    arms = {begin: chosen, rival: replace(chosen, weight_init=rival)}
    names = {arm: SHORT[arm] for arm in arms}
    first = f"{begin}+l2" if l2 else begin  # what the scene is about
    arms[first] = replace(chosen, l2=l2)
    names[first] = f"{names[begin]} + L2" if l2 else names[begin]
    fades = bool(l2) and begin != "zeros"
    split = examples.split(n)

    def start() -> Experiment:
        """Put five networks at each start, with the same random numbers but for their scale."""
        ink = split.training.X.any(axis=0)
        X, Y = examples.sample(split.training, 100)
        measure = partial(
            monitoring.learning,
            sets={"validation": examples.sample(split.validation, 1000)},
            z=partial(measures.z_spread, X=X),
            layer_1=lambda *network: measures.gradient_sizes(*network, X, Y)[0],
            layer_2=lambda *network: measures.gradient_sizes(*network, X, Y)[1],
            ink=partial(measures.input_weight_size, inputs=ink),
            blank=partial(measures.input_weight_size, inputs=~ink),
        )
        return experiment.compare(arms, split.training.X, split.training.Y, measure)

    def result(bench: lab.Bench) -> dict[str, str]:
        """Return medians of the scene (a), of the other start (b) and without L2; {} before."""
        frame = bench.frame.query("run == 'now'")
        if not bench.done or set(frame.query("latest")["name"]) != set(arms):
            return {}
        middle = frame.groupby(["name", "epoch"]).median(numeric_only=True).reset_index("epoch")
        middle["accuracy"] = 100 * middle["accuracy validation"]
        middle["kept"] = 100 * middle["blank"] / middle["blank"].groupby("name").transform("first")
        told = {"a": names[first], "b": names[rival]}
        for who, arm in (("a", first), ("b", rival), ("plain", begin)):
            table = middle.loc[arm]
            moments = {"start": 0, "early": (len(table) - 1) // 5, "end": -1}
            for when, row in moments.items():
                for column, digits in MEDIANS.items():
                    told[f"{who}_{column}_{when}"] = format(table[column].iloc[row], digits)
        return told

    def predicted(frame: pd.DataFrame) -> pd.DataFrame:
        """Return what L2 alone leaves of the weights on blank pixels, from their own start."""
        begun = frame.query("run == 'now' and step == 0 and name == @first")["blank"].median()
        passed = np.linspace(0, epochs, 11)
        left_over = penalties.l2_decay(passed * n / chosen.batch_size, eta, l2 / n)
        return pd.DataFrame({"epoch": passed, "size": begun * left_over})

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return accuracy first, then what the start does to z, to the gradient, to the weights."""
        frame = bench.table(names)
        layers = {name: say.text(f"part.{name}") for name in ("layer_1", "layer_2")}
        inputs = {name: say.text(f"part.{name}") for name in ("ink", "blank")}
        line = partial(charts.lines, x="epoch", series=tuple(names.values()), x_domain=(0, epochs))
        log = partial(line, y_scale="log")
        return {
            "accuracy": line(frame, y="accuracy validation", y_domain=(0, 1), band=True),
            "z": log(frame, y="z", y_title=say.text("axis.z"), y_domain=(0.01, 1000)),
            "gradient": log(
                charts.long(frame, layers, "size"),
                y="size",
                y_title=say.text("axis.gradient"),
                y_domain=(1e-5, 10),
                parts=tuple(layers.values()),
            ),
            "decay" if fades else "weights": log(
                charts.long(frame, inputs, "size"),
                y="size",
                y_title=say.text("axis.weights"),
                y_domain=(0.001, 10),
                parts=tuple(inputs.values()),
                points=predicted(frame) if fades else None,
            ),
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        told = result(bench)
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if told else "ask", told)

    bench = lab.bench((arms, n, examples.source()), start, draw)
    if told := result(bench):
        found = spread.sample(ASKED, 100, 100, np.random.default_rng(seed)).std()
        told["found"], told["asked"] = f"{found:.3g}", f"{spread.z_sd(ASKED, 100, 100):.4g}"
        claims = ["verdict"]
        if begin == "zeros":
            claims.append("verdict.zeros")
            twins = bench.experiment.trainers[first].parameters[0]
            told["kinds"], told["hidden"] = str(measures.distinct_neurons(twins)), str(hidden)
        if fades:
            claims.append("verdict.repair")
            kept = penalties.l2_decay(bench.experiment.steps, eta, l2 / n)
            told["predicted"] = f"{100 * kept:.1f}"
        answer = min(GUESSES, key=lambda text: abs(float(text) - found))
        quiz.verdict(guess, answer, "\n\n".join(say.text(claim, **told) for claim in claims))
    met = begin == "he" and share_on == 1 and n_in >= 1000 and sd < 1.5 + 1e-9
    news = say.text("challenge.news", start=SHORT[begin], sd=numbers["sd"])
    quiz.challenge(say.text("challenge"), met, news)

prose.close(say, network.initialize, spread)
