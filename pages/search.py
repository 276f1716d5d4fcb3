"""A grid against a random search for η and λ."""

import streamlit as st

from core.labs.search import lab
from core.labs.search.measured import MEASURED
from pages.common import contents, controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up, silent
from pages.common.visit import memory
from pages.search import charts

MOVED = {"schedule": "schedules", "mini_batch": "mini_batches"}  # what old links ask for here
PRESETS = {"preset.search": {}, "preset.half": {"candidates": 12}}
ANSWERS = {-1: "grid", 0: "tie", 1: "random"}  # by the sign of the lead
ASKED = {"label_noise": 0, "learning_rate": 1, "candidates": 25}
HALF = 12  # candidates that the challenge allows

say, scene = frame.lab(__file__, MEASURED), controls.Scene()
asked_for = st.query_params.to_dict()
if elsewhere := MOVED.get(asked_for.pop("experiment", "")):
    st.switch_page(contents.page(elsewhere), query_params=asked_for)

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2, 5], 1)
        candidates = scene.ladder("candidates", [6, 12, 25, 50], 25)
    with two:
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 0)
        n = scene.ladder("n_training", [100, 200, 500, 1000], 500)
    with st.expander(labels.label("more")):
        epochs = scene.ladder("epochs", [10, 20, 30, 60], 30)
        seed = scene.seed()
        scene.restore()
    if data_choice.source() == "mnist":
        st.caption(f":material/info: {say.text('digits')}")

answers = {sign: labels.option(answer) for sign, answer in ANSWERS.items()}
question = quiz.predict(say, scene, list(answers.values()), ASKED)

choices = {"n_training": n, "label_noise": noise / 100, "candidates": candidates}
choices |= {"learning_rate": eta, "epochs": epochs, "random_state": seed}
names = {name: labels.option(name) for name in ("grid", "random")}
spent = memory("spent")  # networks of each search of this visit


def counts(bench: Bench) -> dict[str, int]:
    """Return how many candidates and networks there are, and what this visit has spent so far."""
    networks = sum(len(trainer.settings) for trainer in bench.experiment.trainers.values())
    if bench.begun:
        spent[tuple(choices.values())] = networks
    return {"candidates": candidates, "networks": networks, "spent": sum(spent.values())}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the map of what was tried, the best of k, and η and λ alone."""
    arms, runs = lab.arms(bench.experiment), lab.best_of(bench.runs)
    middles = (eta, lab.LAMBDA)
    return charts.candidates(arms, runs, names, middles, say.text("axis.k"), done=bench.done)


bench = set_up(lab, choices, titled(say, pictures, counts), silent)
won, news = False, say.text("challenge.before", counts(bench))
if found := bench.found:
    quiz.verdict(question, answers[found.lead.sign], say.text("verdict", found, counts(bench)))
    won = found.random.accuracy >= found.grid.accuracy and candidates <= HALF
    news = say.text("challenge.news", found, counts(bench))
quiz.challenge(say.text("challenge", half=HALF), won, news)

frame.close(say, lab)
