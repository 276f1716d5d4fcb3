"""Other neurons: a dead ReLU, a saturated tanh or σ has no slope, and learns nothing."""

import streamlit as st

from core.labs.activations import idle, lab, zigzag
from core.labs.activations.measured import MEASURED
from core.network import functions
from core.runs import metrics
from pages.activations import charts
from pages.activations.neurons import neurons
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, show, titled
from pages.common.live import set_up

SLOWER = {"learning_rate": 0.05}
PRESETS = {
    "preset.dying": {},
    "preset.one": SLOWER,
    "preset.saturated": {"neuron": "tanh", "weight_init": "standard", "learning_rate": 0.1},
    "preset.five": SLOWER | {"depth": 5},
}
ETAS = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
GUESSES = ["none", "some", "nearly"]
ASKED = {"neuron": "relu", "learning_rate": 2, "weight_init": "he", "depth": 1, "bias_sd": 0}
NEARLY = 0.9  # the share of dead neurons that counts as nearly all
FEW_DEAD, REVIVED = 6, 0.9  # what the challenge asks for
IMAGES = 200  # on which the picture shows what z each neuron has

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    neuron = scene.choice("neuron", ["tanh", "relu", "leaky_relu"], "relu")
    begin = scene.choice("weight_init", ["standard", "scaled", "he"], "he")
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", ETAS, 2)
    with two:
        depth = scene.ladder("depth", [1, 2, 3, 4, 5], 1)
    with st.expander(labels.label("more")):
        bias_sd = scene.ladder("bias_sd", [0, 0.1, 0.3, 1], 0)
        rule = scene.choice("eta_sigmoid", ["same", "tenfold"], "same")
        n = scene.ladder("n_training", data_choice.sizes(), 500)
        epochs = scene.ladder("epochs", [10, 20, 40], 20)
        seed = scene.seed()
        scene.restore()

answers = {name: say.text(f"guess.{name}") for name in GUESSES}
question = quiz.predict(say, scene, list(answers.values()), ASKED)

etas = {"sigmoid": eta if rule == "same" else 10 * eta, neuron: eta}
choices = {"data": data_choice.source(), "n_training": n, "learning_rates": etas}
choices |= {"hidden_layer_sizes": (lab.WIDTH,) * depth, "weight_init": begin, "bias_sd": bias_sd}
choices |= {"epochs": epochs, "random_state": seed}
names = {name: labels.option(name) for name in functions.ACTIVATIONS}
arms = {name: names[name] for name in etas}
series = tuple(arms.values())
parts = {name: say.text(f"part.{name}") for name in ("dead", "saturated")}
sides = tuple(say.text(f"axis.{name}") for name in ("neuron", "z", "flat"))
slopes = charts.slopes(names | {"leaky_relu": "leaky"}, neuron)


def reach(bench: Bench) -> idle.Reach:
    """Return which z the images give to each neuron that stands beside σ."""
    return idle.reach(bench.experiment.trainers[neuron], IMAGES)


def count(bench: Bench) -> dict[str, int]:
    """Return how many of those neurons no image moves."""
    return {"idle": reach(bench).idle, "width": lab.WIDTH}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the neurons, how many are dead or saturated, the accuracy, and the slopes f′."""
    frame = bench.table(arms)
    return {
        "neurons": neurons(reach(bench), idle.flat_from(neuron), sides),
        "idle": charts.idle(frame, neuron, parts, epochs, say.text("axis.share")),
        "accuracy": charts.accuracy(frame, series, epochs),
        "slope": slopes,
    }


bench = set_up(lab, choices, titled(say, pictures, count, f=names[neuron]))
if found := bench.found:
    share = found.chosen.dead / found.chosen.neurons
    right = "none" if share == 0 else "nearly" if share >= NEARLY else "some"
    lost = found.chosen.diverged + found.sigmoid.diverged
    claims = [f"verdict.{neuron}", "verdict"]
    claims += ["verdict.deep"] if depth > 1 else []
    claims += ["verdict.lost"] if lost else []
    claim = "\n\n".join(say.text(name, found, f=names[neuron], lost=lost) for name in claims)
    quiz.verdict(question, answers[right], claim)

single = bool(bench.found) and (neuron, depth) == ("relu", 1)
revived = single and found.chosen.dead <= FEW_DEAD and found.chosen.accuracy >= REVIVED
news = say.text("revive.news" if single else "revive.before", bench.found)
quiz.challenge(say.text("revive", dead=FEW_DEAD, read=REVIVED), revived, news)

with st.expander(say.text("zigzag")):
    one, two = st.columns(2)
    with one:
        say("zigzag.idea")
    paths = {arms[name]: zigzag.path(name) for name in arms}
    detours = dict(zip(("sigmoid", "chosen"), map(zigzag.detour, paths.values()), strict=True))
    with two:
        show(
            say.text("zigzag.ways", detours, f=names[neuron]),
            charts.zigzag(paths, say.text("zigzag.up"), say.text("zigzag.down")),
            alternative=say.text("zigzag.alt"),
            place="race",
        )

shown = (metrics.dead, metrics.saturated, idle)
frame.close(say, lab.experiment, functions.Activation, *shown, zigzag)
