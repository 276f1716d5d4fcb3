"""L1 and L2: how each shrinks one weight, and what that does to a network."""

import streamlit as st

from core.labs.shrinkage import lab, single_weight
from core.labs.shrinkage.measured import MEASURED
from core.network import penalties
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.shrinkage import charts
from pages.shrinkage.beads import beads
from pages.shrinkage.tiles import tiles

PRESETS = {
    "preset.standard": {},
    "preset.scaled": {"weight_init": "scaled"},
    "preset.book": {"lambda": 0.1, "n_training": 1000, "epochs": 50},
    "preset.constant": {"lambda": 0.01, "epochs": 500},
    "preset.far": {"lambda": 1000, "n_training": 1000, "learning_rate": 10, "epochs": 20},
}
LAMBDAS = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000, 10_000, 100_000]
ASKED = {"lambda": 0.2, "learning_rate": 0.5, "weight_init": "standard", "n_training": 100}
ASKED |= {"label_noise": 0, "epochs": 100, "batch_size": 10}
FULL = {"standard": 1.5, "scaled": 0.5}  # the weight of full colour
CHOSEN = "l1_proximal"  # of the challenge

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        lam = scene.ladder("lambda", LAMBDAS, 0.2)
        begin = scene.choice("weight_init", ["standard", "scaled"], "standard")
    with two:
        eta = scene.ladder("learning_rate", [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10], 0.5)
        n = scene.ladder("n_training", data_choice.sizes(), 100)
    pull = eta * lam / n
    st.caption(say.text("pull", pull=pull, factor=1 - pull))
    with st.expander(labels.label("more")):
        w = scene.ladder("w", [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2], 0.5)
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 0)
        epochs = scene.ladder("epochs", [20, 50, 100, 200, 500], 100)
        batch_size = scene.ladder("batch_size", [5, 10, 20, 50], 10)
        seed = scene.seed()
        scene.restore()

answers = {name: say.text(name) for name in ("none", "half", "all")}
question = quiz.predict(say, scene, list(answers.values()), ASKED)

strengths = dict.fromkeys(single_weight.STEPS, lam) | {"no_penalty": 0}
choices = {"data": data_choice.source(), "n_training": n, "label_noise": noise / 100}
choices |= {"strengths": strengths, "near": w, "weight_init": begin, "learning_rate": eta}
choices |= {"batch_size": batch_size, "epochs": epochs, "random_state": seed}
names = {name: labels.label(name) for name in single_weight.STEPS}
words = {word: say.text(f"beads.{word}") for word in ("axis", "slider", "step")}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the beads, the first layers, and the zeros and the accuracy of the networks."""
    table = bench.table(names)
    whole = table.dropna(subset="exact")  # at some steps only the weight is measured
    followed = table[(table["run"] == "now") & (table["network"] == 0)]
    layers = {names[k]: first.weights[0] for k, first in lab.firsts(bench.experiment).items()}
    return {
        "beads": beads(followed, names, pull, words, done=bench.done),
        "tiles": tiles(layers, FULL[begin]),
        "zeros": charts.zeros(whole, names, epochs),
        "accuracy": charts.accuracy(whole, names, epochs),
    }


bench = set_up(lab, choices, titled(say, pictures))
won, news = False, say.text("challenge.before")
if found := bench.found:
    answer = lab.answer(found)
    claim = say.text(f"verdict.{lab.kind(found, pull)}", found, pull=pull)
    quiz.verdict(question, answers[answer] if answer else None, claim)
    won = lab.won(found, CHOSEN)
    chosen = {"chosen": found.arms[CHOSEN], "gain": found.gains[CHOSEN]}
    news = say.text("challenge.news", found, chosen)
quiz.challenge(say.text("challenge", most=lab.NON_ZERO, worth=lab.WORTH), won, news)

frame.close(say, lab.experiment, penalties, single_weight.after)
