"""Beyond gradient descent: momentum and the Hessian, on three surfaces and on the network."""

import streamlit as st

from core.data import handwriting
from core.labs.momentum import lab, optimisers, stability, surfaces
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid
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
ANSWERS = ["harms", "tie", "helps"]

say, scene = prose.words(__file__), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text(answer) for answer in ANSWERS])

with right:
    scene.presets(say, PRESETS)
    where = scene.choice("surface", [*surfaces.SURFACES, "network"], "valley")
    walking, sliders = where != "network", st.columns(3)
    with st.expander(labels.label("more")):
        tuning = scene.choice("tuning", ["as_set", "each_best"], "as_set", idle=not walking)
        noise = scene.ladder("gradient_noise", [0.0, 0.1, 0.2, 0.5, 1.0], 0.0, idle=not walking)
        steps = scene.ladder("steps", [50, 100, 200, 300], 100, idle=not walking)
        n = scene.ladder("n_training", data_choice.sizes(), 500, idle=walking)
        epochs = scene.ladder("epochs", [5, 10, 20], 10, idle=walking)
        seed = scene.seed(idle=walking and not noise)
        scene.tools()
    own = walking and tuning == "each_best"
    with sliders[0]:
        eta = scene.slider("learning_rate", 0.01, 4.0, 0.2, 0.01, idle=own)
    with sliders[1]:
        mu = scene.slider("momentum", 0.0, 0.99, 0.9, 0.01, idle=own)
    with sliders[2]:
        kappa = scene.ladder("condition", [1, 2, 5, 10, 20, 50, 100, 200], 50, idle=not walking)

    best = {name: stability.best(name, kappa) for name in optimisers.OPTIMISERS}
    pairs = {name: top[:2] if own else (eta, mu) for name, top in best.items()}
    names = {name: labels.label(name) for name in (pairs if walking else lab.ARMS)}
    series = tuple(names.values())
    if walking:
        run, choices = lab.walk, {"surface": where, "condition": kappa, "pairs": pairs}
        choices |= {"gradient_noise": noise, "steps": steps, "random_state": seed if noise else 0}
    else:
        run, choices = lab.learn, {"data": data_choice.source(), "n_training": n}
        choices |= {"learning_rate": eta, "momentum": mu, "epochs": epochs, "random_state": seed}
    if own:
        tops = {f"eta_{name}": top.eta for name, top in best.items()}
        tops |= {f"mu_{name}": top.mu for name, top in best.items()}
        st.caption(say.text("tuned", **tops))

    def findings(bench: Bench) -> dict[str, object]:
        """Return what the run showed; {} before its end."""
        if not bench.done:
            return {}
        if not walking:
            seen = handwriting.sample(data_choice.split(n).validation, lab.MOST)[0]
            found = lab.learned(bench.experiment, len(seen))
            return found | {"far": stability.effective_step(eta, mu)}
        found = lab.walked(bench.experiment)
        for name, step in found["at"].items():
            lost = "away" if bench.experiment.trainers[name].stopped else "never"
            found[name] = say.text("after" if step is not None else lost, at=step, steps=steps)
            found[f"{name}_rate"] = stability.rate(name, *pairs[name], kappa)
            found[f"{name}_best"] = best[name].rate
        order = prose.pick(", ", "、").join(names[name] for name in found["order"])
        return found | {"order": order or say.text("all_away")}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return the walks and two maps of η and μ, or what the networks come to."""
        frame, draw = bench.table(names), charts
        if not walking:
            titles = {look: say.text(f"axis.{look}") for look in draw.LOOKS}
            return draw.networks(frame, titles, series, epochs)
        kinds = {kind: say.text(kind) for kind in ("lowest", "saddle")}
        ground, beyond = surfaces.surface(where, kappa), say.text("beyond")
        maps = {
            name: draw.stable(name, kappa, pairs[name], best[name], beyond)
            for name in ("heavy_ball", "nesterov")
        }
        return draw.walks(frame, ground, kinds, series, steps) | maps

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        drawn = bench.once(lambda: pictures(bench))
        grid(say, drawn, "told" if bench.done else "ask", findings(bench))

    def diagnose(name: str, walker: optimisers.Walker) -> str:
        """Return why a walk ran away."""
        step = next(step for step in walker.diverged if step is not None)
        numbers = {"eta": walker.eta, "limit": stability.limit(walker.optimiser, walker.mu)}
        return say.text("runaway", who=name, step=step, **numbers)

    bench = set_up(run, choices, draw, diagnose if walking else None)
    found = findings(bench)
    if found and walking:
        quiz.verdict(guess, None, say.text(f"verdict.{found['kind']}", **found))
    elif found:
        effect, asked = say.text(found["effect"]), (eta, mu) == (0.5, 0.9)
        claim = say.text("verdict.network", **found | {"effect": effect})
        quiz.verdict(guess, effect if asked else None, claim)

    won, news = False, say.text("challenge.before")
    if (where, kappa, noise) == ("bowl", 100, 0):
        race = lab.raced(pairs, kappa)
        won = race["won"]
        news = say.text("challenge.news", **{k: "> 200" if v > 200 else v for k, v in race.items()})
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, *optimisers.OPTIMISERS.values(), stability.rate)
