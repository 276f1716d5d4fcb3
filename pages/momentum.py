"""Beyond gradient descent: momentum and the Hessian, on three surfaces and on the network."""

import streamlit as st

from core.labs.momentum import network, optimisers, stability, surfaces, walk
from core.labs.momentum.measured import MEASURED
from pages.common import controls, data_choice, frame, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.momentum import charts

BOWL = {"surface": "bowl", "condition": 5}
PRESETS = {
    "preset.valley": {},
    "preset.best": BOWL | {"condition": 100, "tuning": "each_best", "steps": 200},
    "preset.friction": BOWL | {"condition": 10, "momentum": 0.99},
    "preset.saddle": BOWL | {"surface": "saddle", "learning_rate": 0.5, "momentum": 0.8},
    "preset.noise": BOWL | {"learning_rate": 0.1, "gradient_noise": 0.5, "steps": 300},
    "preset.network": {"surface": "network", "learning_rate": 0.5},
}
ASKED = {
    "surface": "valley",
    "condition": 50,
    "learning_rate": 0.2,
    "momentum": 0.9,
    "tuning": "as_set",
    "gradient_noise": 0.0,
    "steps": 100,
}
BEYOND = 0.05  # of the way: so far past the lowest point is more than to come to rest at it
EFFECTS = {-1: "harms", 0: "tie", 1: "helps"}  # by the sign of a lead

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    where = scene.choice("surface", [*surfaces.SURFACES, "network"], "valley")
    walking = where != "network"
    one, two = st.columns(2)
    with st.expander(labels.label("more")):
        tuning = scene.choice("tuning", ["as_set", "each_best"], "as_set", idle=not walking)
        noise = scene.ladder("gradient_noise", [0.0, 0.1, 0.2, 0.5, 1.0], 0.0, idle=not walking)
        n = scene.ladder("n_training", data_choice.sizes(), 500, idle=walking)
        epochs = scene.ladder("epochs", [5, 10, 20], 10, idle=walking)
        seed = scene.seed(idle=walking and not noise)
        scene.restore()
    own = walking and tuning == "each_best"
    with one:
        eta = scene.slider("learning_rate", 0.01, 4.0, 0.2, 0.01, idle=own)
        kappa = scene.ladder("condition", [1, 2, 5, 10, 20, 50, 100, 200], 50, idle=not walking)
    with two:
        mu = scene.slider("momentum", 0.0, 0.99, 0.9, 0.01, idle=own)
        steps = scene.ladder("steps", [50, 100, 200, 300], 100, idle=not walking)
    best = {name: stability.best(name, kappa) for name in optimisers.OPTIMISERS}
    if own:
        st.caption(say.text("tuned", best))

fates = {fate: say.text(f"fate.{fate}") for fate in ("short", "rest", "past")}
question = quiz.predict(say, scene, list(fates.values()), ASKED)

pairs = {name: (top.eta, top.mu) if own else (eta, mu) for name, top in best.items()}
names = {name: labels.label(name) for name in (pairs if walking else network.ARMS)}
series = tuple(names.values())
if walking:
    lab = walk
    choices = {"surface": where, "condition": kappa, "pairs": pairs}
    choices |= {"gradient_noise": noise, "steps": steps, "random_state": seed if noise else 0}
else:
    lab = network
    choices = {"data": data_choice.source(), "n_training": n}
    choices |= {"learning_rate": eta, "momentum": mu, "epochs": epochs, "random_state": seed}


def texts(bench: Bench) -> dict[str, object]:
    """Return in words when each finished walk arrived, and their order."""
    if not walking or not bench.done:
        return {}
    arrived = {}
    for name, walker in bench.experiment.trainers.items():
        at = getattr(bench.found, name).settled
        missed = "diverged" if walker.stopped else "never"
        arrived[name] = say.text(missed if at is None else "after", at=at, steps=steps)
    order = prose.pick(", ", "、").join(names[name] for name in bench.found.order)
    return {"arrived": arrived, "order": order or say.text("all_diverged")}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the walks and the map of η and μ, or what the networks come to."""
    table = bench.table(names)
    if not walking:
        titles = {look: say.text(f"axis.{look}") for look in charts.LOOKS}
        return charts.networks(table, titles, series, epochs)
    kinds = {kind: say.text(kind) for kind in ("lowest", "saddle")}
    ground = surfaces.surface(where, kappa)
    ball = "heavy_ball"
    stable = charts.stable(ball, kappa, pairs[ball], best[ball], say.text("beyond"))
    return charts.walks(table, ground, kinds, series, steps) | {ball: stable}


def diagnose(name: str, walker: optimisers.Walker) -> str:
    """Return why a walk diverged."""
    step = next(step for step in walker.diverged if step is not None)
    limit = stability.limit(walker.optimiser, walker.mu)
    return say.text("why_diverged", who=name, step=step, eta=walker.eta, limit=limit)


bench = set_up(lab, choices, titled(say, pictures, texts), diagnose if walking else None)
if (found := bench.found) and walking:
    claim = "noise" if found.noise else "saddle" if found.saddle else "walk"
    ball = found.heavy_ball
    fate = "past" if ball.past > BEYOND else "rest" if ball.settled else "short"
    quiz.verdict(question, fates[fate], say.text(f"verdict.{claim}", found, **texts(bench)))
elif found:
    effect = say.text(EFFECTS[found.lead.sign])
    quiz.verdict(question, None, say.text("verdict.network", found, effect=effect))

won, news = False, say.text("challenge.before")
if (where, kappa, noise) == ("bowl", 100, 0):
    race = walk.race(pairs, kappa)
    won = race.won
    counts = {name: "> 200" if count > 200 else count for name, count in race._asdict().items()}
    news = say.text("challenge.news", counts)
quiz.challenge(say.text("challenge", room=walk.ROOM), won, news)

frame.close(say, *optimisers.OPTIMISERS.values(), stability.rate)
