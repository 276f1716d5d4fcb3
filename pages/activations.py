"""Other neurons: tanh, ReLU and leaky ReLU beside σ, in one hidden layer or in five."""

import streamlit as st

from core.data import handwriting
from core.labs.activations import lab, zigzag
from core.network import functions
from core.runs import metrics, statistics
from pages.activations import charts
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid
from pages.common.live import set_up

PRESETS = {
    "preset.one": {},
    "preset.dying": {"weight_init": "standard", "learning_rate": 2},
    "preset.saturated": {"neuron": "tanh", "weight_init": "standard", "learning_rate": 0.1},
    "preset.five": {"depth": 5},
}
ETAS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
WIDTH = 30  # neurons a layer
GUESSES = ["none", "some", "nearly"]
NEARLY = 0.9  # the share of dead neurons that counts as nearly all
FEW_DEAD, REVIVED, AWAKE = 6, 0.9, 0.85  # what the challenges ask for

say, scene = prose.words(__file__), controls.Scene()
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
    choices |= {"hidden_layer_sizes": (WIDTH,) * depth, "weight_init": begin, "bias_sd": bias_sd}
    choices |= {"epochs": epochs, "random_state": seed}
    arms = {name: names[name] for name in etas}
    series = tuple(arms.values())
    paths = {name: zigzag.path(name) for name in arms}
    two_weights = charts.zigzag(
        {arms[name]: path for name, path in paths.items()},
        say.text("zigzag.up"),
        say.text("zigzag.down"),
    )

    def findings(bench: Bench) -> dict[str, object]:
        """Return what the finished run showed of f and of σ, where all of its networks lasted."""
        found = {"f": names[neuron], "epoch": epochs // 10}
        for who, name in (("f", neuron), ("s", "sigmoid")):
            if bench.done and name not in bench.experiment.diverged:
                shown = lab.findings(bench.experiment, name)
                shown["detour"] = zigzag.detour(paths[name])
                found |= {f"{key}_{who}": value for key, value in shown.items()}
        return found

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return accuracy first, then who hardly learns, what reaches each layer, and two paths."""
        frame, run, draw = bench.table(arms), bench.experiment, charts
        parts = {name: say.text(f"part.{name}") for name in ("dead", "saturated")}
        newest = statistics.medians(run, run.step)
        sizes = {arms[name]: median["gradient"] for name, median in newest.items()}
        axes = say.text("axis.layer"), say.text("axis.gradient")
        return {
            "accuracy": draw.accuracy(frame, series, epochs),
            "idle": draw.idle(frame, parts, series, epochs, say.text("axis.share")),
            "gradient": draw.gradients(sizes, series, *axes),
            "zigzag": two_weights,
        }

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        told = bench.done and not bench.experiment.diverged
        drawn = bench.once(lambda: pictures(bench))
        grid(say, drawn, "told" if told else "ask", findings(bench))

    bench = set_up(lab, choices, draw)
    found, diverged = findings(bench), bench.experiment.diverged
    if bench.done and not diverged:
        share = found["dead_f"] / found["units_f"]
        answer = "none" if share == 0 else "nearly" if share >= NEARLY else "some"
        asked = (neuron, eta, depth) == ("relu", 2, 1)
        seen = len(handwriting.sample(data_choice.split(n).validation, lab.MOST)[0])
        found["noise"] = statistics.standard_error(found["right_s"], seen)
        claims = ["verdict", f"verdict.{neuron}", *(["verdict.deep"] if depth > 1 else [])]
        claim = "\n\n".join(say.text(name, **found) for name in claims)
        quiz.verdict(guess, say.text(f"guess.{answer}") if asked else None, claim)
    elif bench.done:
        trainers = bench.experiment.trainers.values()
        lost = sum(end is not None for trainer in trainers for end in trainer.diverged)
        quiz.verdict(guess, None, say.text("verdict.lost", lost=lost))

    single = "dead_f" in found and (neuron, depth) == ("relu", 1)
    revived = single and found["dead_f"] <= FEW_DEAD and found["right_f"] >= REVIVED
    news = say.text("revive.news" if single else "revive.before", **found)
    quiz.challenge(say.text("revive"), revived, news)
    deep = "right_s" in found and depth == 5
    news = say.text("deep.news" if deep else "deep.before", **found)
    quiz.challenge(say.text("deep"), deep and found["right_s"] >= AWAKE, news)

shown = (metrics.dead, metrics.saturated, metrics.gradient_sizes)
prose.close(say, lab.experiment, functions.Activation, *shown, zigzag)
