"""Letting the machine choose: schedules of η, mini-batches by the clock, grid and random search."""

from math import isnan

import streamlit as st

from core.labs.search import chunked_trainer, grid_vs_random, lab, schedules
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid
from pages.common.live import set_up, silent
from pages.search import candidates, charts

BATCHES = {"experiment": "mini_batch", "label_noise": 0, "n_training": 1000}
PRESETS = {
    "preset.schedule": {},
    "preset.clean": {"label_noise": 0},
    "preset.batch": BATCHES | {"learning_rate": 0.5},
    "preset.breaks": BATCHES,
    "preset.search": {"experiment": "search", "label_noise": 0},
}
RUNS = {  # of each experiment: its run, what that found, and a dial of its own with its default
    "schedule": (lab.schedule, lab.schedule_findings, "patience", [1, 2, 3, 5, 10], 2),
    "mini_batch": (lab.mini_batch, lab.mini_batch_findings, "scale", [2, 5, 10, 20], 10),
    "search": (lab.search, lab.search_findings, "candidates", [6, 12, 25, 50], 25),
}
HALF = 12  # candidates that the challenge allows

say, scene = prose.words(__file__), controls.Scene()
left, right = prose.columns()

with right:
    scene.presets(say, PRESETS)
    which = scene.choice("experiment", list(RUNS), "schedule")
    make, find, own, *_ = RUNS[which]
    places = st.columns(3)
    with places[0]:
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2, 5], 1)
    with places[1]:
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 20)
    more = st.expander(labels.label("more"))
    dials = {}
    for *_, key, options, default in RUNS.values():
        with places[2] if key == own else more:
            dials[key] = scene.ladder(key, options, default, idle=key != own)
    with more:
        n = scene.ladder("n_training", [100, 200, 500, 1000], 500)
        epochs = scene.ladder("epochs", [10, 20, 30, 60], 30)
        seed = scene.seed()
        scene.tools()
    if data_choice.source() == "mnist":
        st.caption(f":material/info: {say.text('digits')}")
    place = st.container()

with left:
    say("idea")
    answers = {name: labels.option(name) for name in lab.ANSWERS[which]}
    guess = quiz.predict(say, list(answers.values()), f"predict.{which}")

choices = {"n_training": n, "label_noise": noise / 100, own: dials[own], "learning_rate": eta}
choices |= {"epochs": epochs, "random_state": seed}
names = {name: labels.option(name) for name in lab.ARMS[which]}
spent = st.session_state.setdefault("search.spent", {})  # networks of each search of this visit


def counts(bench: Bench) -> dict[str, object]:
    """Return how many candidates and networks there are, and what this visit has spent so far."""
    networks = sum(len(trainer.settings) for trainer in bench.experiment.trainers.values())
    if which == "search" and bench.begun:
        spent[tuple(choices.values())] = networks
    return {"candidates": dials[own], "networks": networks, "spent": sum(spent.values())}


def told(bench: Bench) -> dict[str, object]:
    """Return what the run showed; {} before its end."""
    if not bench.done:
        return {}
    found = find(bench.experiment)
    if which == "schedule":
        found["ended"] = say.text("never" if isnan(found["end"]) else "at", **found)
    if which == "mini_batch":
        for clock in ("first_epoch", "first_milliseconds"):
            found[clock] = ", ".join(names[name] for name in found[clock]) or say.text("nobody")
        for k in range(len(names)):
            epoch, ms = found[f"epoch{k}"], found[f"milliseconds{k}"]
            found[f"when{k}"] = say.text("missed" if isnan(ms) else "reached", epoch=epoch, ms=ms)
    return found


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the four pictures of the chosen experiment."""
    if which == "search":
        arms, runs = bench.experiment.arms, grid_vs_random.best_of(bench.runs)
        middles, title = (eta, lab.LAMBDA), say.text("axis.k")
        return candidates.maps(arms, runs, names, middles, title, done=bench.done)
    frame = bench.table(names)
    if which == "schedule":
        plan, least = schedules.plan(eta, epochs), 0.1 if noise else 0.01
        return charts.schedules(frame, plan, names, epochs, least)
    most, title = epochs * n, say.text("axis.updates")
    return charts.mini_batches(frame, names, epochs, most, title)


def draw(bench: Bench) -> None:
    """Draw the pictures under what they ask, or under what they told at the end."""
    drawn, words = bench.once(lambda: pictures(bench)), counts(bench) | told(bench)
    grid(say, drawn, "told" if bench.done else "ask", words, height=310)


with place:
    bench = set_up(make, choices, draw, silent if which == "search" else None)
    found, won, news = told(bench), False, say.text("challenge.before", **counts(bench))
    if found:
        words = found | counts(bench)
        quiz.verdict(guess, answers.get(found["answer"]), say.text(f"verdict.{which}", **words))
        if which == "search":
            won = found["random"] >= found["grid"] and dials[own] <= HALF
            news = say.text("challenge.news", **words)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, make, schedules.Halving, chunked_trainer.Strides, grid_vs_random)
