"""Other neurons: tanh, ReLU and leaky ReLU beside σ, in one hidden layer or in five."""

from types import SimpleNamespace

import numpy as np
import streamlit as st

from core.labs.activations import lab, zigzag
from core.labs.activations.measured import MEASURED
from core.network import functions
from core.runs import metrics, statistics
from pages.activations import charts
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid, titled
from pages.common.live import set_up

PRESETS = {
    "preset.one": {},
    "preset.dying": {"weight_init": "standard", "learning_rate": 2},
    "preset.saturated": {"neuron": "tanh", "weight_init": "standard", "learning_rate": 0.1},
    "preset.five": {"depth": 5},
}
ETAS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
GUESSES = ["none", "some", "nearly"]
NEARLY = 0.9  # the share of dead neurons that counts as nearly all
FEW_DEAD, REVIVED, AWAKE = 6, 0.9, 0.85  # what the challenges ask for

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text(f"guess.{name}") for name in GUESSES])

with right:
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        neuron = scene.choice("neuron", ["tanh", "relu", "leaky_relu"], "relu")
        eta = scene.ladder("learning_rate", ETAS, 0.05)
    with two:
        begin = scene.choice("weight_init", ["standard", "scaled", "he"], "he")
        depth = scene.ladder("depth", [1, 2, 3, 4, 5], 1)
    with st.expander(labels.label("more")):
        bias_sd = scene.ladder("bias_sd", [0, 0.1, 0.3, 1], 0)
        rule = scene.choice("eta_sigmoid", ["same", "tenfold"], "same")
        n = scene.ladder("n_training", data_choice.sizes(), 500)
        epochs = scene.ladder("epochs", [10, 20, 40], 20)
        seed = scene.seed()
        scene.tools()
    names = {name: labels.option(name) for name in functions.ACTIVATIONS}
    curves = charts.curves(names | {"leaky_relu": "leaky"}, neuron)
    grid(say, curves, "told", {}, height=180)  # low: Run is in the first view

    etas = {"sigmoid": eta if rule == "same" else 10 * eta, neuron: eta}
    choices = {"data": data_choice.source(), "n_training": n, "learning_rates": etas}
    choices |= {
        "hidden_layer_sizes": (lab.WIDTH,) * depth,
        "weight_init": begin,
        "bias_sd": bias_sd,
    }
    choices |= {"epochs": epochs, "random_state": seed}
    arms = {name: names[name] for name in etas}
    series = tuple(arms.values())
    paths = {name: zigzag.path(name) for name in arms}
    two_weights = charts.zigzag(
        {arms[name]: path for name, path in paths.items()},
        say.text("zigzag.up"),
        say.text("zigzag.down"),
    )

    detour = SimpleNamespace(
        chosen=zigzag.detour(paths[neuron]), sigmoid=zigzag.detour(paths["sigmoid"])
    )
    told = {"f": names[neuron], "epoch": epochs // 10, "detour": detour}
    parts = {name: say.text(f"part.{name}") for name in ("dead", "saturated")}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return accuracy first, then who hardly learns, what reaches each layer, and two paths."""
        frame = bench.table(arms)
        newest = statistics.medians(bench.experiment, bench.experiment.step)
        gradients = {arms[name]: median["gradient"] for name, median in newest.items()}
        sizes = {name: own for name, own in gradients.items() if np.ndim(own)}  # of those left
        axes = say.text("axis.layer"), say.text("axis.gradient")
        return {
            "accuracy": charts.accuracy(frame, series, epochs),
            "idle": charts.idle(frame, parts, series, epochs, say.text("axis.share")),
            "gradient": charts.gradients(sizes, series, *axes),
            "zigzag": two_weights,
        }

    bench = set_up(lab, choices, titled(say, pictures, **told))
    found = bench.found
    if found:
        share = found.chosen.dead / found.chosen.neurons
        answer = "none" if share == 0 else "nearly" if share >= NEARLY else "some"
        asked = (neuron, eta, depth) == ("relu", 2, 1)
        lost = found.chosen.diverged + found.sigmoid.diverged
        claims = ["verdict", f"verdict.{neuron}"]
        claims += ["verdict.deep"] if depth > 1 else []
        claims += ["verdict.lost"] if lost else []
        claim = "\n\n".join(say.text(name, found, told, lost=lost) for name in claims)
        quiz.verdict(guess, say.text(f"guess.{answer}") if asked else None, claim)

    single = bool(found) and (neuron, depth) == ("relu", 1)
    revived = single and found.chosen.dead <= FEW_DEAD and found.chosen.accuracy >= REVIVED
    news = say.text("revive.news" if single else "revive.before", found)
    quiz.challenge(say.text("revive", dead=FEW_DEAD, read=REVIVED), revived, news)
    deep = bool(found) and depth == 5
    awake = deep and found.sigmoid.accuracy >= AWAKE
    news = say.text("deep.news" if deep else "deep.before", found)
    quiz.challenge(say.text("deep", read=AWAKE), awake, news)

shown = (metrics.dead, metrics.saturated, metrics.gradient_sizes)
prose.close(say, lab.experiment, functions.Activation, *shown, zigzag)
