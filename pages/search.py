"""Letting the machine choose: schedules of η, mini-batches by the clock, grid and random search."""

from math import isnan

import streamlit as st

from core.labs.search import chunked_trainer, grid_vs_random, minibatch_race, schedules
from core.labs.search.measured import MEASURED
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up, silent
from pages.common.visit import memory
from pages.search import charts

BATCHES = {"experiment": "mini_batch", "label_noise": 0, "n_training": 1000}
PRESETS = {
    "preset.schedule": {},
    "preset.clean": {"label_noise": 0},
    "preset.batch": BATCHES | {"learning_rate": 0.5},
    "preset.breaks": BATCHES,
    "preset.search": {"experiment": "search", "label_noise": 0},
}
LABS = {"schedule": schedules, "mini_batch": minibatch_race, "search": grid_vs_random}
ARMS = {
    "schedule": list(schedules.SCHEDULES),
    "mini_batch": list(minibatch_race.SIZES),
    "search": ["grid", "random"],
}
ANSWERS = {  # to the prediction; where a lead is asked for: below, within and above chance
    "schedule": ["loses", "level", "gains"],
    "mini_batch": list(minibatch_race.SIZES),
    "search": ["grid", "tie", "random"],
}
OWN = {"schedule": "patience", "mini_batch": "scale", "search": "candidates"}  # a dial of its own
DIALS = {"patience": [1, 2, 3, 5, 10], "scale": [2, 5, 10, 20], "candidates": [6, 12, 25, 50]}
DEFAULTS = {"patience": 2, "scale": 10, "candidates": 25}
ASKED = {  # by experiment; an answer sets it
    "schedule": {"label_noise": 20, "learning_rate": 1},
    "mini_batch": {"label_noise": 0, "learning_rate": 0.5},
    "search": {"label_noise": 0, "learning_rate": 1, "candidates": 25},
}
HALF = 12  # candidates that the challenge allows

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    which = scene.choice("experiment", list(LABS), "schedule")
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2, 5], 1)
        n = scene.ladder("n_training", [100, 200, 500, 1000], 500)
    more = st.expander(labels.label("more"))
    dials = {}
    with two:
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 20)
    for key, options in DIALS.items():
        with two if key == OWN[which] else more:
            dials[key] = scene.ladder(key, options, DEFAULTS[key], idle=key != OWN[which])
    with more:
        epochs = scene.ladder("epochs", [10, 20, 30, 60], 30)
        seed = scene.seed()
        scene.restore()
    if data_choice.source() == "mnist":
        st.caption(f":material/info: {say.text('digits')}")

guesses = [labels.option(answer) for answer in ANSWERS[which]]
asked = {"experiment": which} | ASKED[which]
question = quiz.predict(say, scene, guesses, asked, f"predict.{which}")

choices = {"n_training": n, "label_noise": noise / 100, OWN[which]: dials[OWN[which]]}
choices |= {"learning_rate": eta, "epochs": epochs, "random_state": seed}
names = {name: labels.option(name) for name in ARMS[which]}
spent = memory("spent")  # networks of each search of this visit


def counts(bench: Bench) -> dict[str, object]:
    """Return how many candidates and networks there are, and what this visit has spent so far."""
    networks = sum(len(trainer.settings) for trainer in bench.experiment.trainers.values())
    if which == "search" and bench.begun:
        spent[tuple(choices.values())] = networks
    return {"candidates": dials["candidates"], "networks": networks, "spent": sum(spent.values())}


def texts(bench: Bench) -> dict[str, object]:
    """Return in words when a finished run came to an end or to its goal, and who was first."""
    found = bench.found
    if which == "search" or found is None:
        return {}
    if which == "schedule":
        return {"ended": say.text("never" if isnan(found.end) else "at", found)}
    told = {"when": {}}
    for size in ("one", "ten", "hundred", "scaled"):
        arm = getattr(found, size)
        told["when"][size] = say.text("missed" if isnan(arm.epoch) else "reached", arm)
    for clock in ("by_epoch", "by_clock"):
        first = [names[name] for name in getattr(found, clock)]
        told[clock] = ", ".join(first) or say.text("nobody")
    return told


def answer(bench: Bench) -> str | None:
    """Return the right answer to the prediction; None where nobody reached the goal."""
    if which == "mini_batch":
        return next((names[name] for name in bench.found.by_clock), None)
    return labels.option(ANSWERS[which][1 + bench.found.lead.sign])


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the pictures of the chosen experiment."""
    if which == "search":
        arms = grid_vs_random.arms(bench.experiment)
        runs = grid_vs_random.best_of(bench.runs)
        middles = (eta, grid_vs_random.LAMBDA)
        return charts.candidates(arms, runs, names, middles, say.text("axis.k"), done=bench.done)
    table = bench.table(names)
    if which == "schedule":
        plan = schedules.plan(eta, epochs)
        return charts.schedules(table, plan, names, epochs)
    return charts.mini_batches(table, names, epochs, epochs * n, say.text("axis.updates"))


lab, draw = LABS[which], titled(say, pictures, counts, texts)
bench = set_up(lab, choices, draw, silent if which == "search" else None)
won, news = False, say.text("challenge.before", counts(bench))
if found := bench.found:
    values = counts(bench) | texts(bench)
    quiz.verdict(question, answer(bench), say.text(f"verdict.{which}", found, values))
    if which == "search":
        won = found.random.accuracy >= found.grid.accuracy and dials["candidates"] <= HALF
        news = say.text("challenge.news", found, values)
quiz.challenge(say.text("challenge", half=HALF), won, news)

frame.close(say, lab.experiment, schedules.Halving, chunked_trainer.ChunkedTrainer, grid_vs_random)
