"""Choosing hyper-parameters: rescue a network that reads nothing, then race η, then λ."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from core.labs.hyper_parameters import diagnosis, lab
from core.labs.hyper_parameters.measured import MEASURED
from core.network import penalties
from core.runs.experiment import NETWORKS
from pages.common import controls, data_choice, frame, labels, prose, quiz, test_set_box
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up, silent
from pages.hyper_parameters import charts, try_log
from pages.hyper_parameters.setting_map import setting_map

RACE = {"experiment": "eta_race", "learning_rate": 0.25, "lambda": 0.1, "hidden": 30}
PRESETS = {
    "preset.broken": {},
    "preset.weaker": {"lambda": 20},
    "preset.slower": {"learning_rate": 1, "lambda": 20},
    "preset.signal": {"learning_rate": 0.5, "lambda": 0.1},
    "preset.race": RACE,
    "preset.decades": RACE | {"experiment": "decades", "lambda": 1},
}
ETAS = [0.001, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 100]
ASKED = {"experiment": "rescue", "learning_rate": 10, "lambda": 1000, "n_training": 1000}
FATES = ["shrink", "settle", "grow"]  # of the weights
GOALS = {"digits": 0.955, "mnist": 0.9}  # of validation: within reach, but not of a preset
MOST_TRIES = 8

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    kind = scene.choice("experiment", list(lab.KINDS), "rescue")
    one, two = st.columns(2)
    with one:
        eta = scene.ladder("learning_rate", ETAS, 10)
        l2 = scene.ladder("lambda", [0, 0.01, 0.1, 1, 5, 10, 20, 100, 1000], 1000)
    with two:
        n = scene.ladder("n_training", data_choice.sizes(), 1000)
        hidden = scene.ladder("hidden", [0, 10, 30, 60, 100], 0)
    racing, factor = kind != "rescue", st.container()
    with st.expander(labels.label("more")):
        epochs = scene.ladder("epochs", [5, 10, 20, 40], 20)
        batch_size = scene.ladder("batch_size", [1, 5, 10, 20, 50], 10)
        networks = scene.ladder("networks", [1, NETWORKS], 1, idle=racing)
        seed = scene.seed()
        scene.restore()

fates = {fate: say.text(fate) for fate in FATES}
question = quiz.predict(say, scene, list(fates.values()), ASKED)

data, networks = data_choice.source(), NETWORKS if racing else networks
settings = {"hidden_layer_sizes": (hidden,) if hidden else (), "learning_rate": eta, "l2": l2}
settings |= {"batch_size": batch_size, "epochs": epochs, "random_state": seed}
choices = {"data": data, "n_training": n, "kind": kind, "networks": networks, **settings}
arms = lab.arms(kind, **settings)
names = {arm: labels.option(arm) for arm in arms}
factors = [penalties.decay_factor(arm.learning_rate, arm.l2, n) for arm in arms.values()]
factors = [prose.written(factor, ".7g") for factor in factors]
if question.guess or not question.asked:
    with factor:
        say("factors", factors=" · ".join(factors))
log = try_log.tries(f"log.{data}")


def tried(bench: Bench) -> list[try_log.Row]:
    """Return what the log keeps of a finished run; [] before its end."""
    return log.add(bench.found) if bench.found else []


def told(bench: Bench) -> Mapping[str, object]:
    """Return what each try came to: its number alone, and a list with the names."""
    rows, best = tried(bench), lab.best(log.tries)
    words = {"times": "" if racing else say.text("times", factor=factors[0])}
    for look in ("accuracy", "cost"):
        claims = [f"{'diverged' if row['lost'] else 'told'}.{look}" for row in rows]
        texts = [say.text(claim, **row) for claim, row in zip(claims, rows, strict=True)]
        named = [f"{names[row['arm']]}: {t}" for row, t in zip(rows, texts, strict=True)]
        words |= {look: " · ".join(texts), f"{look}_list": " · ".join(named)}
    return words | {"count": len(log.rows), "best": best.accuracy if best else 0.0}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return where the settings lie, what each arm reads and pays, and its first steps."""
    tried(bench)  # so that the map has it
    table, series = bench.table(names), tuple(names.values())
    live = charts.newest(table) if bench.begun and not bench.done else {}
    here = [
        {"learning_rate": arm.learning_rate, "l2": arm.l2, "accuracy": live.get(name)}
        for name, arm in arms.items()
    ]
    areas = diagnosis.borders(n, batch_size)
    known = {area: say.text(f"area.{area}") for area in ("keeps", *areas) if log.rows}
    alone = pd.DataFrame(lab.l2_alone(bench.experiment))
    band, guessing = networks > 1, say.text("guessing")
    return {
        "map": setting_map(areas, known, log.rows[-try_log.SHOWN :], here),
        "accuracy": charts.accuracy(table, series, epochs, guessing, band=band),
        "cost": charts.cost(table, series, epochs, guessing, say.text("axis.cost"), band=band),
        "first": charts.first_steps(table, series, alone, lab.FIRST, band=band),
    }


bench = set_up(lab, choices, titled(say, pictures, told), silent)
if rows := tried(bench):
    first = rows[0]
    words = dict(told(bench)) | {"diagnosis": try_log.explained(say, first)}
    for key in ("cheapest", "tied"):
        arms_of_it = getattr(bench.found, key)
        words[key] = " · ".join(names[arm] for arm in arms_of_it) or say.text("none")
    words["next"] = say.text(f"next.{first['diagnosis']}")
    claim = "lost" if first["lost"] and not racing else kind
    right = fates["grow"] if first["diagnosis"] == "runs_away" else None
    quiz.verdict(question, right, say.text(f"verdict.{claim}", words))

with frame.places().challenge:
    try_log.show(say, log)
goal, opened = GOALS[data], test_set_box.openings()
early, best = lab.best(log.tries[:MOST_TRIES]), lab.best(log.tries)
reads = early.accuracy if early else 0.0
state = {"count": len(log.rows), "best": reads, "openings": len(opened)}
news = say.text("challenge.news" if log.rows else "challenge.before", state)
met = [note["reached"] for note in opened] == [True]
quiz.challenge(say.text("challenge", goal=goal, most=MOST_TRIES), met, news)
result = {}
if best:
    result = {"number": 1 + log.tries.index(best), **best._asdict()}
    result["reached"] = round(reads, 3) >= goal  # as it is written
with frame.places().challenge:
    test_set_box.sealed(say, result)

frame.close(say, lab.experiment, diagnosis, penalties.l2_decay)
