"""Beyond gradient descent: momentum and the Hessian, on three surfaces and on the network."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core import experiment, measures, monitoring, optimisers, stability, surfaces
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"surface": "valley", "learning_rate": 0.2, "momentum": 0.9, "condition": 50}
DEFAULTS |= {"tuning": "as_set", "gradient_noise": 0.0, "steps": 100}
DEFAULTS |= {"n_training": 500, "epochs": 10, "random_state": 0}
BOWL = {"surface": "bowl", "condition": 5}
PRESETS = {
    "preset.valley": {},
    "preset.best": BOWL | {"condition": 100, "tuning": "each_best", "steps": 200},
    "preset.friction": BOWL | {"condition": 10, "momentum": 0.99},
    "preset.saddle": BOWL | {"surface": "saddle", "learning_rate": 0.5, "momentum": 0.8},
    "preset.noise": BOWL | {"learning_rate": 0.1, "gradient_noise": 0.5, "steps": 300},
    "preset.network": {"surface": "network", "learning_rate": 0.5},
}
LEVELS = [4.0**power for power in range(-5, 3)]  # of the contours
RATES = (0.8, 0.9, 0.95, 0.98, 1.0)  # where the maps change colour
NEAR = 1e-3  # of the first cost: there a walk has arrived
LOOKS = {  # what the networks show: a column, its axis, and how its numbers are written
    "accuracy": ("accuracy validation", (0, 1), "linear", "{:.1%}"),
    "size": ("size", (0.01, 100), "log", "{:.2f}"),
    "training": ("cost training", (0.01, 1000), "log", "{:.2g}"),
    "flat": ("flat", (0, 1), "linear", "{:.0%}"),
}
ANSWERS = ("harms", "tie", "helps")
SEEN = 1000  # examples to measure on, at most

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
        tuning = ["as_set", "each_best"]
        tuned = controls.choice("tuning", tuning, DEFAULTS["tuning"], idle=not walking)
        kicks = [0.0, 0.1, 0.2, 0.5, 1.0]
        noise = controls.ladder(
            "gradient_noise", kicks, DEFAULTS["gradient_noise"], idle=not walking
        )
        steps = controls.ladder("steps", [50, 100, 200, 300], DEFAULTS["steps"], idle=not walking)
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"], idle=walking)
        epochs = controls.ladder("epochs", [5, 10, 20], DEFAULTS["epochs"], idle=walking)
        alike = walking and not noise
        seed = controls.ladder(
            "random_state", list(range(10)), DEFAULTS["random_state"], idle=alike
        )
        controls.scene_tools(DEFAULTS)
    own = walking and tuned == "each_best"
    with sliders[0]:
        eta = controls.slider("learning_rate", 0.01, 4.0, DEFAULTS["learning_rate"], 0.01, idle=own)
    with sliders[1]:
        mu = controls.slider("momentum", 0.0, 0.99, DEFAULTS["momentum"], 0.01, idle=own)
    with sliders[2]:
        kappas = [1, 2, 5, 10, 20, 50, 100, 200]
        kappa = controls.ladder("condition", kappas, DEFAULTS["condition"], idle=not walking)

    ground = surfaces.surface(where if walking else "bowl", kappa)
    tops = {name: stability.best(name, kappa) for name in optimisers.OPTIMISERS}
    pairs = {name: (top.eta, top.mu) if own else (eta, mu) for name, top in tops.items()}
    exact = {name: float(stability.rate(name, *pair, kappa)) for name, pair in pairs.items()}
    far = stability.effective_step(eta, mu)
    arms = {"no_momentum": (eta, 0.0), "with_momentum": (eta, mu), "longer_step": (far, 0.0)}
    names = {name: labels.label(name) for name in (pairs if walking else arms)}
    series = tuple(names.values())
    if own:
        best = {f"eta_{name}": f"{top.eta:.2f}" for name, top in tops.items()}
        best |= {f"mu_{name}": f"{top.mu:.2f}" for name, top in tops.items()}
        st.caption(say.text("tuned", **best))

    def walk() -> Experiment:
        """Put the four optimisers at one start: five walks each under noise, else one."""
        seeds = range(seed, seed + 5) if noise else [0]
        walkers = {
            name: optimisers.Walker(name, ground, *pair, noise, seeds)
            for name, pair in pairs.items()
        }
        return Experiment(walkers, optimisers.measure, range(steps + 1))

    def learn() -> Experiment:
        """Put five networks of each arm at the same five starts."""
        split = examples.split(n)
        parts = {"training": split.training, "validation": split.validation}
        sets = {name: examples.sample(part, SEEN) for name, part in parts.items()}
        flat = partial(measures.saturated, X=sets["validation"][0][:200])
        looks = {"flat": flat, "size": measures.weight_size}
        several = {
            name: replace(
                Settings(), learning_rate=rate, momentum=keep, epochs=epochs, random_state=seed
            )
            for name, (rate, keep) in arms.items()
        }
        measure = partial(monitoring.learning, sets=sets, **looks)
        return experiment.compare(several, split.training.X, split.training.Y, measure, most=30)

    def signed(value: float, form: str = ".2f") -> str:
        """Return a number with a true minus sign, and no sign at 0."""
        return f"{round(value, 2) + 0.0:{form}}".replace("-", "−")

    def newest(bench: lab.Bench, column: str) -> dict[str, float]:
        """Return the newest median of `column` for each trainer that still goes."""
        rows = bench.table(names).query("latest")
        return rows.groupby("name")[column].median().to_dict()

    def told(bench: lab.Bench) -> dict[str, object]:
        """Return the numbers of the run, by the names that the words have for them."""
        words = {"far": f"{far:.3g}", "steps": steps}
        if walking:
            words |= {f"{name}_rate": f"{rate:.3f}" for name, rate in exact.items()}
            words |= {f"{name}_best": f"{top.rate:.3f}" for name, top in tops.items()}
            for name, walker in bench.experiment.trainers.items():
                at, lost = walker.settled(NEAR), "away" if walker.stopped else "never"
                words[name] = say.text(lost, **words) if at is None else say.text("after", at=at)
            costs = newest(bench, "relative")
            words["order"] = " · ".join(names[name] for name in sorted(costs, key=costs.get))
        else:
            for look, (column, _, _, form) in LOOKS.items():
                read = {name: form.format(x) for name, x in newest(bench, column).items()}
                for name in arms:
                    text = read.get(name, say.text("away"))
                    words[f"{look}_{name}"] = text.replace("%", " %")
        return words

    def stability_map(name: str) -> charts.Picture:
        """Return the rate over η and μ, with this scene and the best one."""
        axes = {"x_title": "η", "x_domain": (0, 4), "y_title": "μ", "y_domain": (0, 1)}
        rates, edge = stability.landscape(name, kappa)
        here, best = pairs[name], tops[name][:2]
        return charts.field(
            rates, edge, here, best, limits=RATES, beyond=say.text("beyond"), **axes
        )

    def walks(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return the paths of the walkers, their costs, and two maps of what is stable."""
        frame = bench.table(names)
        frame["relative"] = frame["relative"].clip(lower=1e-9)  # a logarithm knows no 0
        lines = [line for level in LEVELS for line in surfaces.contours(ground, level, 6.0)]
        spots = [(say.text(kind), place) for kind, place in ground.flat]
        paths, view = frame[frame["network"] == 0], {"x_domain": (-4, 4), "y_domain": (-2.5, 2.5)}
        axes = {"x_domain": (0, steps), "y_domain": (1e-6, 10), "y_scale": "log"}
        axes |= {"x_title": labels.label("update"), "band": noise > 0}
        return {
            "plane": charts.plane(paths, lines, spots, series, **view),
            "cost": charts.lines(frame, "step", "relative", series, **axes),
            "heavy_ball": stability_map("heavy_ball"),
            "nesterov": stability_map("nesterov"),
        }

    def networks(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return what the networks come to."""
        draw_one = partial(charts.lines, bench.table(names), "epoch", series=series, band=True)
        axes = {"x_domain": (0, epochs)}
        return {
            look: draw_one(
                column, y_domain=domain, y_scale=kind, y_title=say.text(f"axis.{look}"), **axes
            )
            for look, (column, domain, kind, _) in LOOKS.items()
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the walks, or the networks."""
        drawn = bench.once(lambda: (walks if walking else networks)(bench))
        charts.grid(say, drawn, *(("told", told(bench)) if bench.done else ("ask", {})))

    def diagnose(name: str, walker: optimisers.Walker) -> str:
        """Return why a walk ran away."""
        step = next(step for step in walker.diverged if step is not None)
        limit = float(stability.limit(walker.optimiser, walker.mu))
        numbers = {"eta": f"{walker.eta:.2f}", "limit": f"{limit:.2f}"}
        return say.text("runaway", who=name, step=step, **numbers)

    def walked(bench: lab.Bench) -> str:
        """Return what the walks showed: times; and rates, or a saddle; or what noise leaves."""
        trainers, words = bench.experiment.trainers, told(bench)
        both, newton = [trainers["gradient_descent"], trainers["heavy_ball"]], trainers["newton"]
        least, _ = surfaces.curvatures(ground, newton.path[-1][0])
        if noise and not any(walker.stopped for walker in both):
            plain, ball = (walker.mean_cost(steps // 2) for walker in both)
            means = {"plain": f"{plain:.3g}", "ball": f"{ball:.3g}", "times": f"{ball / plain:.1f}"}
            means["long"] = f"{stability.effective_step(*pairs['heavy_ball']):.3g}"
            floors = [stability.noise_floor(w.optimiser, w.eta, w.mu, kappa, noise) for w in both]
            exactly = {"plain": f"{floors[0]:.3g}", "ball": f"{floors[1]:.3g}"}
            floor = say.text("verdict.floor", **exactly) if where == "bowl" else ""
            return f"{say.text('verdict.noise', **means)} {floor}"
        if least < 0 and not newton.stopped:
            x, y = (signed(value) for value in newton.path[-1][0])
            second = say.text("verdict.saddle", x=x, y=y, least=signed(least))
        else:
            second = say.text("verdict.rates", **words)
        return f"{say.text('verdict.walk', **words)} {second}"

    def learned(bench: lab.Bench) -> tuple[str, str]:
        """Return which answer is right at this η and μ, and what the networks showed."""
        reads = {name: 100 * share for name, share in newest(bench, "accuracy validation").items()}
        plain, ball = (reads.get(name, 0.0) for name in ("no_momentum", "with_momentum"))
        seen = min(SEEN, len(examples.split(n).validation.X))
        error = (plain * (100 - plain) / seen) ** 0.5  # one standard error, in points
        answer = say.text(ANSWERS[1 + (ball > plain + 2 * error) - (ball < plain - 2 * error)])
        lead = signed(ball - plain, "+.1f")
        return answer, say.text("verdict.network", **told(bench), lead=lead, effect=answer)

    scene = (pairs, where, kappa, noise, steps, seed if noise else 0)
    if not walking:
        scene = (arms, n, epochs, seed, examples.source())
    bench = lab.bench(scene, walk if walking else learn, draw, diagnose if walking else None)
    if bench.done and walking:
        quiz.verdict(guess, None, walked(bench))
    elif bench.done:
        answer, claim = learned(bench)
        asked = (eta, mu) == (0.5, 0.9)
        quiz.verdict(guess, answer if asked else None, claim)

    won, news = False, say.text("challenge.before")
    if (where, kappa, noise) == ("bowl", 100, 0):
        counts = {
            name: int(stability.settles(name, *pairs[name], kappa, ground.start, NEAR))
            for name in ("gradient_descent", "heavy_ball", "nesterov")
        }
        fewest = stability.fewest(kappa, ground.start, NEAR)
        won = min(counts.values()) <= 1.1 * fewest
        shown = {name: "> 200" if count > 200 else count for name, count in counts.items()}
        news = say.text("challenge.news", **shown, fewest=fewest)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, *optimisers.OPTIMISERS.values(), stability.rate)
