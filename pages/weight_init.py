"""Weight initialisation: the spread of z at the start, and what it does to learning."""

import streamlit as st

from core.labs.weight_init import lab, weighted_input
from core.labs.weight_init.measured import MEASURED
from core.network import textbook
from core.network.settings import WEIGHT_SD, Settings
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, show, titled
from pages.common.live import set_up
from pages.weight_init import charts
from pages.weight_init.cloud import cloud
from pages.weight_init.weighted_input import bell

PRESETS = {
    "preset.standard": {},
    "preset.scaled": {"weight_init": "scaled"},
    "preset.zeros": {"weight_init": "zeros"},
    "preset.repair": {"lambda": 0.3, "learning_rate": 0.5, "n_training": 100, "epochs": 100},
}
ETAS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
SPREADS = ["1", "5", "10"]
ASKED = {"weight_init": "standard", "learning_rate": 0.1, "epochs": 10, "bias_sd": 1.0}
ASKED |= {"activation": "sigmoid", "lambda": 0}
GOAL, INPUTS = 1.5, 1000  # what the challenge asks for: an SD of z, and as many inputs

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    begin = scene.choice("weight_init", list(WEIGHT_SD), "standard")
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", ETAS, 0.1)
    with two:
        epochs = scene.ladder("epochs", [5, 10, 20, 40, 100], 10)
    with st.expander(labels.label("more")):
        kind = scene.choice("activation", ["sigmoid", "tanh", "relu"], "sigmoid")
        bias_sd = scene.slider("bias_sd", 0.0, 2.0, 1.0, 0.1)
        l2 = scene.ladder("lambda", [0, 0.1, 0.3, 1, 3, 10], 0)
        hidden = scene.ladder("hidden", [10, 30, 60, 100], 30)
        n = scene.ladder("n_training", data_choice.sizes(), 1000)
        seed = scene.seed()
        scene.restore()

question = quiz.predict(say, scene, SPREADS, ASKED)

settings = {"hidden_layer_sizes": (hidden,), "activation": kind, "bias_sd": bias_sd}
settings |= {"learning_rate": eta, "epochs": epochs, "random_state": seed}
chosen = {"weight_init": begin, **settings}
choices = {"data": data_choice.source(), "n_training": n, "l2": l2, **chosen}
fades = bool(l2) and begin != "zeros"  # weights on blank pixels, and there are some to shrink
f = labels.option(kind)
axes = {name: say.text(f"axis.{name}") for name in ("z", "gradient", "weights")}
sides = ("z", f"a = {f}(z)", say.text("axis.slope", f=f))


def names(bench: Bench) -> dict[str, str]:
    """Return what the page calls each trainer: its start, unless it is zeros or has L2."""
    called = {name: labels.option(name) for name in bench.experiment.trainers}
    own = {"zeros": say.text("arm.zeros"), f"{begin}+l2": say.text("arm.l2")}
    return {name: own.get(name, text) for name, text in called.items()}


def called(bench: Bench) -> dict[str, str]:
    """Return what the two starts that the words speak of are called."""
    roles, own = lab.roles(bench.experiment), names(bench)
    return {"name_a": own[roles["a"]], "name_b": own[roles["b"]]}


def dots(bench: Bench) -> weighted_input.Summary:
    """Return what is said of the dots in the cloud."""
    return weighted_input.summary(kind, lab.hidden_z(bench.experiment))


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the cloud of z, and over the epochs its spread, the accuracy and one more."""
    table, own = bench.table(names(bench)), tuple(names(bench).values())
    predicted = lab.predicted(bench.experiment) if fades else None
    cloud_now = {"cloud": cloud(kind, lab.hidden_z(bench.experiment), sides)}
    return cloud_now | charts.learning(table, own, axes, epochs, predicted)


bench = set_up(lab, choices, titled(say, pictures, called, dots, f=f))
if found := bench.found:
    claims = ["verdict"]
    claims += ["verdict.zeros"] if begin == "zeros" else []
    claims += ["verdict.repair"] if fades else []
    told = "\n\n".join(say.text(c, found, called(bench), hidden=hidden) for c in claims)
    nearest = min(SPREADS, key=lambda text: abs(float(text) - found.a.end.z))
    quiz.verdict(question, nearest, told)

with st.expander(say.text("neuron")):
    one, two = st.columns(2)
    with one:
        n_in = scene.slider("n_in", 10, 2000, 1000, 10)
        share_on = scene.slider("share_on", 0.0, 1.0, 0.5, 0.05)
    numbers, theory, sample = lab.neurons(Settings(**chosen), n_in, share_on)
    with two:
        show(
            say.text("bell", numbers),
            bell(theory, sample),
            alternative=say.text("bell.alt"),
            place="small_bell",
        )
    say("numbers", numbers, f=f)
met = begin == "he" and share_on == 1 and n_in >= INPUTS and numbers.sd < GOAL + 1e-9
news = say.text("challenge.news", numbers)
quiz.challenge(say.text("challenge", goal=GOAL, inputs=INPUTS), met, news)

frame.close(say, lab.experiment, textbook.initialize, weighted_input)
