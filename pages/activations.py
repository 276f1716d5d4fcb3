"""Other neurons: tanh, ReLU and leaky ReLU beside σ, in one hidden layer or in five."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from core import experiment, functions, measures, monitoring, zigzag
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz
from pages.common.charts.softmax import number

DEFAULTS = {"neuron": "relu", "weight_init": "he", "learning_rate": 0.05, "depth": 1}
DEFAULTS |= {"bias_sd": 0, "eta_sigmoid": "same", "n_training": 500, "epochs": 20}
DEFAULTS |= {"random_state": 0}
PRESETS = {
    "preset.one": {},
    "preset.dying": {"weight_init": "standard", "learning_rate": 2},
    "preset.saturated": {"neuron": "tanh", "weight_init": "standard", "learning_rate": 0.1},
    "preset.five": {"depth": 5},
}
ETAS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
WIDTH, EARLY = 30, 4  # neurons a layer; which mark is at a tenth of the run
MEASURED = ["accuracy validation", "dead", "saturated", "gradient"]

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guesses = [say.text(f"guess.{name}") for name in ("none", "some", "nearly")]
    guess = quiz.predict(say, guesses)

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    one, two = st.columns(2)
    with one:
        neuron = controls.choice("neuron", ["tanh", "relu", "leaky_relu"], DEFAULTS["neuron"])
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with two:
        begin = controls.choice("weight_init", ["standard", "scaled", "he"], "he")
        depth = controls.ladder("depth", [1, 2, 3, 4, 5], DEFAULTS["depth"])
    names = {name: labels.option(name) for name in functions.ACTIVATIONS}
    arms = {name: names[name] for name in ("sigmoid", neuron)}
    series = tuple(arms.values())
    curves = charts.activations.curves(names | {"leaky_relu": "leaky"}, neuron)
    charts.grid(say, curves, "told", {}, height=180)  # low: Run is in the first view
    bench_place, more = st.container(), st.expander(labels.label("more"))
    with more:
        bias_sd = controls.ladder("bias_sd", [0, 0.1, 0.3, 1], DEFAULTS["bias_sd"])
        rule = controls.choice("eta_sigmoid", ["same", "tenfold"], DEFAULTS["eta_sigmoid"])
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
        epochs = controls.ladder("epochs", [10, 20, 40], DEFAULTS["epochs"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    split = examples.split(n)
    validation = examples.sample(split.validation, 500)
    X, Y = examples.sample(split.training, 500)
    paths = {name: zigzag.path(name) for name in arms}
    ways = {arms[name]: path for name, path in paths.items()}
    two_weights = charts.activations.zigzag(ways, say.text("zigzag.up"), say.text("zigzag.down"))

    def start() -> Experiment:
        """Put five networks of each neuron at the same five starts."""
        settings = {
            name: Settings(
                hidden_layer_sizes=(WIDTH,) * depth,
                activation=name,
                cost="log_likelihood",
                weight_init=begin,
                bias_sd=bias_sd,
                learning_rate=10 * eta if (rule, name) == ("tenfold", "sigmoid") else eta,
                epochs=epochs,
                random_state=seed,
            )
            for name in arms
        }
        measure = partial(
            monitoring.learning,
            sets={"validation": validation},
            dead=partial(measures.dead, X=X),
            saturated=partial(measures.saturated, X=X),
            gradient=partial(measures.gradient_sizes, X=X[:200], Y=Y[:200]),
        )
        return experiment.compare(settings, split.training.X, split.training.Y, measure)

    def middle(bench: lab.Bench, mark: int) -> dict[str, dict[str, np.ndarray]]:
        """Return the medians over each neuron's networks at a mark of this run."""
        now = bench.frame.query("run == 'now'")
        found = now[now["step"] == now["step"].unique()[mark]]
        return {
            name: {key: np.median(np.stack(group[key]), axis=0) for key in MEASURED}
            for name, group in found.groupby("name")
        }

    def result(bench: lab.Bench) -> dict[str, float]:
        """Return what the finished run showed of f and of σ; {} before, or if a network is lost."""
        if not bench.done or bench.experiment.diverged:
            return {}
        found = {}
        begun, early, ended = (middle(bench, mark) for mark in (0, EARLY, -1))
        for who, name in (("f", neuron), ("s", "sigmoid")):
            gradient = begun[name]["gradient"]
            found |= {
                f"early_{who}": 100 * early[name]["accuracy validation"],
                f"right_{who}": 100 * ended[name]["accuracy validation"],
                f"born_{who}": WIDTH * depth * begun[name]["dead"],
                f"dead_{who}": WIDTH * depth * ended[name]["dead"],
                f"start_{who}": 100 * begun[name]["saturated"],
                f"flat_{who}": 100 * ended[name]["saturated"],
                f"first_{who}": ended[name]["gradient"][0],
                f"ratio_{who}": gradient[-1] / gradient[0],
                f"detour_{who}": zigzag.detour(paths[name]),
            }
        right = found["right_s"]
        return found | {"noise": (right * (100 - right) / len(validation[0])) ** 0.5}

    def words(found: dict[str, float]) -> dict[str, str]:
        """Return the numbers of a result as the page writes them."""
        digits = {"born": ".0f", "dead": ".0f", "start": ".0f", "flat": ".0f", "ratio": ",.3g"}
        told = {key: format(found[key], digits.get(key.split("_")[0], ".1f")) for key in found}
        for key in found.keys() & {"first_f", "first_s"}:
            told[key] = number(found[key]) if found[key] else "0"
        return told | {"f": names[neuron], "units": str(WIDTH * depth), "epoch": str(epochs // 10)}

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return accuracy first, then who hardly learns, what reaches each layer, and two paths."""
        frame = bench.table(arms)
        parts = {name: say.text(f"part.{name}") for name in ("dead", "saturated")}
        keys = ["run", "series", "network", "epoch", "latest"]
        idle = frame.melt(keys, list(parts), "part", "share")
        idle["part"] = idle["part"].map(parts)
        rows = [
            {"layer": str(layer), "size": size, "series": arms[name], "text": "" if size else "0"}
            for name, medians in middle(bench, -1).items()
            for layer, size in enumerate(medians["gradient"], 1)
        ]
        epoch = {"x_domain": (0, epochs), "y_domain": (0, 1)}
        accuracy = charts.lines(frame, "epoch", "accuracy validation", series, **epoch, band=True)
        of_all = {"y_title": say.text("axis.share"), "parts": tuple(parts.values())}
        height = {"y_domain": (1e-7, 10), "y_scale": "log"}
        titles = {"x_title": say.text("axis.layer"), "y_title": say.text("axis.gradient")}
        return {
            "accuracy": accuracy,
            "idle": charts.lines(idle, "epoch", "share", series, **epoch, **of_all),
            "gradient": charts.bars(
                pd.DataFrame(rows), "layer", "size", series, **height, **titles
            ),
            "zigzag": two_weights,
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        found = result(bench)
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if found else "ask", words(found))

    with bench_place:
        scene = (neuron, begin, eta, rule, depth, bias_sd, n, epochs, seed, examples.source())
        bench = lab.bench(scene, start, draw)
        found = result(bench)
        told = words(found)
        if found:
            share = found["dead_f"] / (WIDTH * depth)
            right = guesses[0 if share == 0 else 1 if share < 0.9 else 2]
            asked = (neuron, eta, depth) == ("relu", 2, 1)
            claims = ["verdict", f"verdict.{neuron}", *(["verdict.deep"] if depth > 1 else [])]
            claim = "\n\n".join(say.text(name, **told) for name in claims)
            quiz.verdict(guess, right if asked else None, claim)
        elif bench.done:
            trainers = bench.experiment.trainers.values()
            lost = sum(end is not None for trainer in trainers for end in trainer.diverged)
            quiz.verdict(guess, None, say.text("verdict.lost", lost=lost, **told))

        single = bool(found) and (neuron, depth) == ("relu", 1)
        revived = single and found["dead_f"] <= 6 and found["right_f"] >= 90
        news = say.text("revive.news" if single else "revive.before", **told)
        quiz.challenge(say.text("revive"), revived, news)
        deep = bench.done and depth == 5 and "sigmoid" not in bench.experiment.diverged
        reached = 100 * middle(bench, -1)["sigmoid"]["accuracy validation"] if deep else 0
        news = say.text("deep.news" if deep else "deep.before", right_s=f"{reached:.1f}")
        quiz.challenge(say.text("deep"), reached >= 85, news)

shown = (measures.dead, measures.saturated, measures.gradient_sizes)
prose.close(say, functions.Activation, *shown, zigzag)
