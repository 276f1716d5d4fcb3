"""Letting the machine choose: schedules of η, mini-batches by the clock, grid and random search."""

from functools import partial
from math import isnan
from operator import itemgetter

import pandas as pd
import streamlit as st

from core import duel, mini_batches, schedules, strides
from core.data import digits
from core.experiment import Experiment, marks
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"experiment": "schedule", "learning_rate": 1, "label_noise": 20}
DEFAULTS |= {"patience": 2, "scale": 10, "candidates": 25}
DEFAULTS |= {"n_training": 500, "epochs": 30, "random_state": 0}
BATCHES = {"experiment": "mini_batch", "label_noise": 0, "n_training": 1000}
PRESETS = {
    "preset.schedule": {},
    "preset.clean": {"label_noise": 0},
    "preset.batch": BATCHES | {"learning_rate": 0.5},
    "preset.breaks": BATCHES,
    "preset.search": {"experiment": "search", "label_noise": 0},
}
DIALS = {  # the slider that each experiment has for itself
    "schedule": ("patience", [1, 2, 3, 5, 10]),
    "mini_batch": ("scale", [2, 5, 10, 20]),
    "search": ("candidates", [6, 12, 25, 50]),
}
NAMES = {
    "schedule": schedules.SCHEDULES,
    "mini_batch": mini_batches.SIZES,
    "search": ("grid", "random"),
}
ANSWERS = NAMES | {"schedule": ("loses", "level", "gains"), "search": ("grid", "tie", "random")}
LAMBDA = 0.1  # the middle of the grid; that of η is a slider
GOAL = 0.9  # the accuracy that mini-batches race to
NEAR = 0.02  # how much worse than the best still counts as good
HALF = 12  # candidates that the challenge allows

say = prose.words(__file__)
left, right = prose.columns()

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    which = controls.choice("experiment", list(DIALS), DEFAULTS["experiment"])
    places = st.columns(3)
    with places[0]:
        etas = [0.05, 0.1, 0.2, 0.5, 1, 2, 5]
        eta = controls.ladder("learning_rate", etas, DEFAULTS["learning_rate"])
    with places[1]:
        noise = controls.ladder("label_noise", [0, 10, 20, 40], DEFAULTS["label_noise"])
    with places[2]:
        key, options = DIALS[which]
        dial = controls.ladder(key, options, DEFAULTS[key])
    with st.expander(labels.label("more")):
        n = controls.ladder("n_training", [100, 200, 500, 1000], DEFAULTS["n_training"])
        epochs = controls.ladder("epochs", [10, 20, 30, 60], DEFAULTS["epochs"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)
    bench_place = st.container()

with left:
    say("idea")
    answers = {name: labels.option(name) for name in ANSWERS[which]}
    guess = quiz.predict(say, list(answers.values()), f"predict.{which}")

names = {name: labels.option(name) for name in NAMES[which]}
series = tuple(names.values())
split = digits(size=8, n_training=n, label_noise=noise / 100)
training = (split.training.X, split.training.Y)
validation = (split.validation.X, split.validation.Y)
scene = (which, eta, noise, dial, n, epochs, seed)


def start() -> Experiment:
    """Put all networks of the chosen experiment at their starts."""
    common = Settings(learning_rate=eta, epochs=epochs, random_state=seed)
    if which == "search":
        return duel.Duel(common, eta, LAMBDA, dial, training, validation)
    sets = {"training": examples.sample(split.training, 400), "validation": validation}
    if which == "schedule":
        trainers = schedules.schedules(common, dial, training, validation)
        return Experiment(trainers, partial(schedules.measure, sets=sets), marks(epochs, most=40))
    trainers = mini_batches.mini_batches(common, dial, training)
    moments = mini_batches.moments(n, epochs)
    return Experiment(trainers, partial(mini_batches.measure, sets=sets), moments)


def curves(bench: lab.Bench) -> dict[str, charts.Picture]:
    """Return what the networks of each schedule, or of each size, come to."""
    frame = bench.table(names)
    frame["missed"] = 1 - frame["accuracy validation"]
    read = {"y": "missed", "y_scale": "accuracy"}
    epoch = {"x": "epoch", "x_domain": (0, epochs)}
    if which == "schedule":
        planned = schedules.plan(eta, epochs).items()
        plan = pd.concat([pd.DataFrame({"rate": r, "name": name}) for name, r in planned])
        plan = plan.assign(epoch=plan.index, series=plan["name"].map(names), run="")
        known = (frame["run"] == "now") & frame["name"].isin(plan["name"]) & ~frame["latest"]
        plan = pd.concat([plan.assign(network=0, latest=False), frame[~known]])
        looks = {
            "settle": (frame, epoch | read | {"y_domain": (1, 0.03), "band": True}),
            "rate": (plan, epoch | {"y": "rate", "y_domain": (eta / 256, 2 * eta)}),
            "moved": (frame, epoch | {"y": "moved", "y_domain": (1e-3, 1)}),
            "training": (frame, epoch | {"y": "cost training", "y_domain": (0.02, 10)}),
        }
    else:
        read |= {"y_domain": (1, 0.01)}
        clock = {"x": "milliseconds", "x_domain": (0.1, 1000), "x_scale": "log"}
        update = {"x": "updates", "x_domain": (1, epochs * n), "x_scale": "log"}
        update |= {"x_title": say.text("axis.updates")}
        looks = {
            "epochs": (frame, epoch | read | {"band": True}),
            "clock": (frame, clock | read),
            "updates": (frame, update | read),
            "costs": (frame, epoch | {"y": "cost training", "y_domain": (0.001, 100)}),
        }
    return {
        name: charts.lines(table, series=series, **{"y_scale": "log"} | look)
        for name, (table, look) in looks.items()
    }


def maps(bench: lab.Bench) -> dict[str, charts.Picture]:
    """Return what every candidate reads, and what the best of so many reads."""
    rows = {names[arm]: found for arm, found in bench.experiment.arms.items()}
    runs = {
        run: {
            names[arm]: duel.expected_best(scores) for arm, scores in duel.medians(records).items()
        }
        for run, records in bench.runs.items()
        if records and records[0]["name"] == "search"
    }
    spans = {
        key: (name, duel.edges(middle), duel.decades(middle))
        for key, name, middle in (("learning_rate", "η", eta), ("l2", "λ", LAMBDA))
    }
    most = max(dial, duel.SIDE**2)
    return {
        "tried": charts.duel.tried(*rows.values(), *spans.values(), done=bench.done),
        "best": charts.duel.best_of(runs, series, most, say.text("axis.k")),
        "eta": charts.duel.alone(rows, "learning_rate", spans["learning_rate"]),
        "lambda": charts.duel.alone(rows, "l2", spans["l2"]),
    }


def points(share: float, form: str = ".1f") -> str:
    """Return a share in points, with a true minus sign."""
    return f"{100 * share:{form}}".replace("-", "−")


def error(share: float) -> float:
    """Return one standard error of a validation accuracy: what is below it is noise here."""
    return (share * (1 - share) / len(validation[0])) ** 0.5


def scheduled(bench: lab.Bench) -> tuple[str, dict[str, object]]:
    """Return what lowering η did, and the numbers of the four schedules."""
    frame = bench.table(names).query("run == 'now'")
    newest = frame[frame["latest"]].groupby("name")
    read = newest["accuracy validation"].median()
    lowered = read.drop("constant").median()
    gain, noise = lowered - read["constant"], error(read["constant"])
    rate = frame[frame["name"] == "halving"].groupby("epoch")["rate"].median()
    end = rate.index[rate == 0].min()
    told = {name: points(share) for name, share in read.items()}
    told |= {"lowered": points(lowered), "gain": points(gain, "+.1f"), "noise": points(noise)}
    told["end"] = say.text("never") if isnan(end) else say.text("at", epoch=f"{end:g}")
    for key, column, form in (("training", "cost training", ".3g"), ("moved", "moved", ".4f")):
        told |= {f"{key}_{name}": f"{x:{form}}" for name, x in newest[column].median().items()}
    return ("gains" if gain > noise else "loses" if gain < -noise else "level"), told


def timed(bench: lab.Bench) -> tuple[str | None, dict[str, object]]:
    """Return which size was first at the goal by the clock, and when each was there."""
    there = mini_batches.first_at(bench.experiment.records, GOAL)
    newest = bench.table(names).query("latest").groupby("name").median(numeric_only=True)
    told, leaders = {}, {}
    for k, name in enumerate(names):
        now, told[f"when{k}"] = newest.loc[name], say.text("missed")
        if name in there:
            at = {"epoch": f"{there[name]['epoch']:g}", "ms": f"{there[name]['milliseconds']:.1f}"}
            told[f"when{k}"] = say.text("reached", **at)
        told[f"update{k}"] = f"{1000 * now['milliseconds'] / now['updates']:.1f}"
        told |= {f"read{k}": points(now["accuracy validation"])}
        told |= {f"cost{k}": f"{now['cost training']:.3g}"}
    for clock in ("epoch", "milliseconds"):
        least = min((at[clock] for at in there.values()), default=None)
        leaders[clock] = [name for name, at in there.items() if at[clock] == least]
        first = ", ".join(names[name] for name in leaders[clock])
        told[f"first_{clock}"] = first or say.text("nobody")
    return next(iter(leaders["milliseconds"]), None), told


def searched(bench: lab.Bench) -> tuple[str, dict[str, object]]:
    """Return which search found the better candidate, and what both found."""
    found = bench.experiment.arms
    best = {arm: max(rows, key=itemgetter("median")) for arm, rows in found.items()}
    grid, drawn = (best[arm]["median"] for arm in ("grid", "random"))
    told = {"lead": points(drawn - grid, "+.1f"), "noise": points(error(grid))}
    told["five"] = points(duel.expected_best([row["median"] for row in found["random"]])[4])
    for arm, row in best.items():
        told |= {arm: points(row["median"]), f"{arm}_eta": f"{row['learning_rate']:.2g}"}
        told |= {f"{arm}_lambda": f"{row['l2']:.2g}"}
    every = [row for rows in found.values() for row in rows]
    good = [row for row in every if row["median"] >= max(grid, drawn) - NEAR]
    for name, key in (("eta", "learning_rate"), ("lambda", "l2")):
        values = [row[key] for row in good]
        told |= {f"{name}_low": f"{min(values):.2g}", f"{name}_high": f"{max(values):.2g}"}
    tie = abs(drawn - grid) <= error(grid)
    return ("tie" if tie else "random" if drawn > grid else "grid"), told | {"won": drawn >= grid}


tell = {"schedule": scheduled, "mini_batch": timed, "search": searched}[which]
make = maps if which == "search" else curves
spent = st.session_state.setdefault("search.spent", {})  # networks of each search of this visit


def counts(bench: lab.Bench) -> dict[str, object]:
    """Return how many candidates and networks there are, and what this visit has spent so far."""
    networks = duel.SEEDS * (duel.SIDE**2 + dial)
    if which == "search" and bench.begun:
        spent[scene] = networks
    return {"candidates": dial, "networks": networks, "spent": sum(spent.values())}


def draw(bench: lab.Bench) -> None:
    """Draw the pictures under what they ask, or under what they told at the end."""
    told = counts(bench) | (tell(bench)[1] if bench.done else {})
    drawn = bench.once(lambda: make(bench))
    charts.grid(say, drawn, "told" if bench.done else "ask", told, height=310)


with bench_place:
    bench = lab.bench(scene, start, draw)
    won, news = False, say.text("challenge.before", **counts(bench))
    if bench.done:
        answer, told = tell(bench)
        told |= counts(bench)
        quiz.verdict(guess, answers.get(answer), say.text(f"verdict.{which}", **told))
        if which == "search":
            won, news = told["won"] and dial <= HALF, say.text("challenge.news", **told)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, schedules.Halving, strides.Strides, duel)
