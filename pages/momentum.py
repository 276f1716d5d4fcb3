"""Beyond gradient descent: momentum and the Hessian, on surfaces and on the network."""

from dataclasses import replace
from functools import partial

import numpy as np
import streamlit as st

from core import experiment, monitoring, optimisers, stability, surfaces
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"surface": "valley", "learning_rate": 0.2, "momentum": 0.9, "condition": 50}
DEFAULTS |= {"tuning": "as_set", "gradient_noise": 0.0, "steps": 100}
DEFAULTS |= {"n_training": 500, "epochs": 10, "random_state": 0}
ROUND = {"surface": "bowl", "condition": 5, "learning_rate": 0.1}
PRESETS = {
    "preset.valley": {},
    "preset.best": {"surface": "bowl", "condition": 100, "tuning": "best", "steps": 200},
    "preset.friction": {"surface": "bowl", "condition": 10, "momentum": 0.99},
    "preset.saddle": ROUND | {"surface": "saddle", "learning_rate": 0.5, "momentum": 0.8},
    "preset.noise": ROUND | {"gradient_noise": 0.5, "steps": 300},
    "preset.network": {"surface": "network", "learning_rate": 0.5},
}
X_DOMAIN, Y_DOMAIN = (-4.0, 4.0), (-2.5, 2.5)
LEVELS = [4.0**power for power in range(-5, 3)]  # of the contours
BANDS = (0.8, 0.9, 0.95, 0.98, 1.0)  # of the rates
LOOKS = {  # at the network: a column, its axis, and how its numbers are written
    "accuracy": ("accuracy validation", (0, 1), "linear", "{:.1%}"),
    "size": ("size", (0.01, 100), "log", "{:.2f}"),
    "training": ("cost training", (0.01, 1000), "log", "{:.2g}"),
    "flat": ("flat", (0, 1), "linear", "{:.0%}"),
}
MOST = 1000  # examples to measure on
NEAR = 1e-3  # of the first cost: there a walk has arrived
ANSWERS = ("helps", "tie", "harms")

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text(answer) for answer in ANSWERS])

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    where = controls.choice("surface", [*surfaces.SURFACES, "network"], DEFAULTS["surface"])
    walking, sliders = where != "network", st.columns(3)
    with st.expander(labels.label("more")):
        tuned = controls.choice("tuning", ["as_set", "best"], DEFAULTS["tuning"], idle=not walking)
        places = st.columns(3)
        with places[0]:
            kicks = [0.0, 0.1, 0.2, 0.5, 1.0]
            noise = controls.ladder("gradient_noise", kicks, 0.0, idle=not walking)
            steps = controls.ladder("steps", [50, 100, 200, 300], 100, idle=not walking)
        with places[1]:
            n = controls.ladder("n_training", examples.sizes(), 500, idle=walking)
            epochs = controls.ladder("epochs", [5, 10, 20], 10, idle=walking)
        with places[2]:
            alike = walking and not noise
            seed = controls.ladder("random_state", list(range(10)), 0, idle=alike)
        controls.scene_tools(DEFAULTS)
    best = walking and tuned == "best"
    with sliders[0]:
        eta = controls.slider("learning_rate", 0.01, 4.0, 0.2, 0.01, idle=best)
    with sliders[1]:
        mu = controls.slider("momentum", 0.0, 0.99, 0.9, 0.01, idle=best)
    with sliders[2]:
        kappas = [1, 2, 5, 10, 20, 50, 100, 200]
        kappa = controls.ladder("condition", kappas, 50, idle=not walking)
    if best:
        st.caption(say.text("tuned"))

    ground = surfaces.surface(where if walking else "bowl", kappa)
    tops = {name: stability.best(name, kappa) for name in optimisers.OPTIMISERS}
    rates = {name: (top.eta, top.mu) if best else (eta, mu) for name, top in tops.items()}
    far = stability.effective_step(eta, mu)
    arms = {"plain": (eta, 0.0), "rolling": (eta, mu), "longer": (far, 0.0)}
    names = {name: labels.label(name) for name in (rates if walking else arms)}
    series = tuple(names.values())
    said = {"eta": f"{eta:g}", "mu": f"{mu:g}", "far": f"{far:.3g}", "steps": steps}

    def walk() -> Experiment:
        """Put four optimisers at one start: five walks each under noise, else one."""
        seeds = range(seed, seed + 5) if noise else [0]
        walkers = {
            name: optimisers.Walker(name, ground, *pair, noise, seeds)
            for name, pair in rates.items()
        }
        return Experiment(walkers, optimisers.measure, range(steps + 1))

    def learn() -> Experiment:
        """Put five networks of each arm at the same five starts."""
        split = examples.split(n)
        parts = {"training": split.training, "validation": split.validation}
        sets = {name: examples.sample(part, MOST) for name, part in parts.items()}
        common = Settings(epochs=epochs, random_state=seed)
        several = {
            name: replace(common, learning_rate=rate, momentum=kept)
            for name, (rate, kept) in arms.items()
        }
        flat = partial(monitoring.saturated, X=sets["validation"][0][:200])
        looks = {"flat": flat, "size": monitoring.weight_size}
        measure = partial(monitoring.learning, sets=sets, **looks)
        return experiment.compare(several, split.training.X, split.training.Y, measure, most=30)

    def arrivals(bench: lab.Bench) -> dict[str, str]:
        """Return for each optimiser when it is at the bottom to stay, or that it is not."""
        texts = {}
        for name, walker in bench.experiment.trainers.items():
            at = walker.settled(NEAR)
            never = "away" if walker.stopped else "never"
            texts[name] = say.text(never, **said) if at is None else say.text("after", at=at)
        return texts

    def medians(bench: lab.Bench, column: str) -> dict[str, float]:
        """Return the newest median of `column` for each trainer that still goes."""
        newest = bench.table(names).query("latest")
        return newest.groupby("name")[column].median().to_dict()

    def stability_map(name: str) -> charts.Picture:
        """Return the rate over η and μ, with this scene and the best one."""
        x, y = np.meshgrid(np.arange(0.025, 4, 0.05), np.arange(0.0125, 1, 0.025))
        up = np.linspace(0, 1, 51)
        return charts.field(
            stability.rate(name, x, y, kappa),
            np.stack([stability.limit(name, up), up], axis=-1),
            rates[name],
            tops[name][:2],
            limits=BANDS,
            x_title="η",
            x_domain=(0, 4),
            y_title="μ",
            y_domain=(0, 1),
            beyond=say.text("away"),
        )

    def draw_walks(bench: lab.Bench) -> None:
        """Draw the paths and their costs, and where in η × μ this scene is."""
        frame = bench.table(names)
        frame["relative"] = frame["relative"].clip(lower=1e-9)  # 0 is on no logarithmic axis
        told = {}
        if bench.done:
            costs = medians(bench, "relative")
            told = said | arrivals(bench)
            told["order"] = " < ".join(names[name] for name in sorted(costs, key=costs.get))
        for name in ("heavy_ball", "nesterov"):
            told[f"{name}_rate"] = f"{stability.rate(name, *rates[name], kappa):.3f}"
            told[f"{name}_best"] = f"{tops[name].rate:.3f}"
        shown = [line for level in LEVELS for line in surfaces.contours(ground, level, 6.0)]
        spots = [(say.text(kind), place) for kind, place in ground.flat]
        paths = frame[frame["network"] == 0]
        axes = {"x_title": labels.label("update"), "x_domain": (0, steps), "y_scale": "log"}
        pictures = {
            "plane": charts.plane(
                paths, shown, spots, series, x_domain=X_DOMAIN, y_domain=Y_DOMAIN
            ),
            "cost": charts.lines(
                frame, "step", "relative", series, y_domain=(1e-6, 10), band=noise > 0, **axes
            ),
            "heavy_ball": stability_map("heavy_ball"),
            "nesterov": stability_map("nesterov"),
        }
        charts.grid(say, pictures, "told" if bench.done else "ask", told)

    def numbers(bench: lab.Bench) -> dict[str, str]:
        """Return what each arm has come to in words, by "<picture>_<arm>"."""
        texts = said | {f"{look}_{arm}": say.text("away") for look in LOOKS for arm in arms}
        for look, (column, _, _, form) in LOOKS.items():
            for arm, value in medians(bench, column).items():
                texts[f"{look}_{arm}"] = form.format(value).replace("%", " %")
        return texts

    def draw_networks(bench: lab.Bench) -> None:
        """Draw what the networks learn, and what the steps do to the weights and the neurons."""
        frame = bench.table(names)
        axes = {"x_domain": (0, epochs), "band": True}
        pictures = {
            look: charts.lines(
                frame,
                "epoch",
                column,
                series,
                y_title=say.text(f"axis.{look}"),
                y_domain=domain,
                y_scale=kind,
                **axes,
            )
            for look, (column, domain, kind, _) in LOOKS.items()
        }
        charts.grid(say, pictures, "told" if bench.done else "ask", numbers(bench))

    def diagnose(name: str, walker: optimisers.Walker) -> str:
        """Return why a walk ran away."""
        step = next(step for step in walker.diverged if step is not None)
        most = f"{stability.limit(walker.optimiser, walker.mu):.2f}"
        return say.text("runaway", name=name, step=step, eta=f"{walker.eta:.2f}", limit=most)

    if walking:
        scene = (where, rates, kappa, noise, steps, seed if noise else 0)
        bench = lab.bench(scene, walk, draw_walks, diagnose)
    else:
        scene = (where, arms, n, epochs, seed, examples.source())
        bench = lab.bench(scene, learn, draw_networks)

    if bench.done and walking:
        claims = [say.text("verdict.walk", **said, **arrivals(bench))]
        newton = bench.experiment.trainers["newton"]
        least, _ = surfaces.curvatures(ground, newton.path[-1][0])
        if noise:
            walkers = [
                bench.experiment.trainers[name] for name in ("gradient_descent", "heavy_ball")
            ]
            plain, rolling = (walker.mean_cost(steps // 2) for walker in walkers)
            told = {"plain": f"{plain:.3g}", "rolling": f"{rolling:.3g}"}
            claims = [say.text("verdict.noise", **told, times=f"{rolling / plain:.1f}")]
            if where == "bowl":
                pairs = [(w.optimiser, w.eta, w.mu, kappa, noise) for w in walkers]
                low, high = (stability.noise_floor(*pair) for pair in pairs)
                claims.append(say.text("verdict.floor", plain=f"{low:.3g}", rolling=f"{high:.3g}"))
        elif least < 0 and not newton.stopped:
            x, y = newton.path[-1][0]
            told = {"x": f"{x:.2f}", "y": f"{y:.2f}", "least": f"{least:.3f}"}
            claims.append(say.text("verdict.saddle", **told))
        else:
            exact = {name: stability.rate(name, *pair, kappa) for name, pair in rates.items()}
            told = {name: f"{value:.3f}" for name, value in exact.items()}
            claims.append(say.text("verdict.rates", **told))
        quiz.verdict(guess, None, " ".join(claims))
    elif bench.done:
        reads = {name: 100 * share for name, share in medians(bench, "accuracy validation").items()}
        plain, rolling = (reads.get(name, 0) for name in ("plain", "rolling"))
        seen = min(MOST, len(examples.split(n).validation.X))
        error = (plain * (100 - plain) / seen) ** 0.5  # one standard error, in points
        lead = rolling - plain
        answer = ANSWERS[1 if abs(lead) < 2 * error else 0 if lead > 0 else 2]
        told = numbers(bench) | {"lead": f"{lead:+.1f}", "effect": say.text(answer)}
        right_answer = say.text(answer) if (eta, mu) == (0.5, 0.9) else None  # what it asks about
        quiz.verdict(guess, right_answer, say.text("verdict.network", **told))

    won, news = False, say.text("challenge.before")
    if (where, kappa, noise) == ("bowl", 100, 0):
        counts = {
            name: int(stability.settles(name, *rates[name], kappa, ground.start, NEAR))
            for name in ("gradient_descent", "heavy_ball", "nesterov")
        }
        fewest = stability.fewest(kappa, ground.start, NEAR)
        won = min(counts.values()) <= 1.1 * fewest
        news = say.text("challenge.news", **counts, fewest=fewest)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(
    say,
    optimisers.gradient_descent,
    optimisers.momentum,
    optimisers.nesterov,
    optimisers.newton,
    stability.rate,
)
