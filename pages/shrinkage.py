"""L1 and L2: how each shrinks one weight, and what that does to a network."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from core import experiment, monitoring, penalties, shrinkage, sparsity
from core.experiment import Experiment, marks
from core.functions import Array
from core.settings import Settings
from core.training import Trainer
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"penalty": "l1_proximal", "lambda": 0.2}
DEFAULTS |= {"weight_init": "standard", "learning_rate": 0.5, "w": 0.5, "n_training": 100}
DEFAULTS |= {"label_noise": 0, "epochs": 100, "batch_size": 10, "random_state": 0}
L2 = {"penalty": "l2"}
PRESETS = {
    "preset.l1": {},
    "preset.l2": L2,
    "preset.scaled": L2 | {"weight_init": "scaled"},
    "preset.book": L2 | {"lambda": 0.1, "n_training": 1000, "epochs": 50},
    "preset.constant": L2 | {"lambda": 0.01, "epochs": 500},
    "preset.far": L2 | {"lambda": 1000, "n_training": 1000, "learning_rate": 10, "epochs": 20},
}
LAMBDAS = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000, 10_000, 100_000]
ETAS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]
HIDDEN, MARKS = 30, 40
REACH = {"standard": 3.0, "scaled": 1.0}  # of the axis of the histogram
ZONES = {"shrinks": (0.0, 1.0), "flips": (-1.0, 0.0), "explodes": (-2.0, -1.0)}
SHARES = {"exact": "zeros", "near": "near", "accuracy validation": "accuracy"}
IMAGES = ("images", "images.alt")
NON_ZERO, WORTH = 40, 50  # %: what the challenge allows, and what a network must read at least

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    strip = st.container()
    guess = quiz.predict(say, [say.text("none"), say.text("half"), say.text("all")])

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    one, two = st.columns([6, 5])
    with one:
        penalty = controls.choice("penalty", list(shrinkage.STEPS), DEFAULTS["penalty"])
        lam = controls.ladder("lambda", LAMBDAS, DEFAULTS["lambda"])
    with two:
        begin = controls.choice("weight_init", ["standard", "scaled"], DEFAULTS["weight_init"])
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with st.expander(labels.label("more")):
        w = controls.ladder("w", [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2], DEFAULTS["w"])
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
        noise = controls.ladder("label_noise", [0, 10, 20, 40], DEFAULTS["label_noise"])
        epochs = controls.ladder("epochs", [20, 50, 100, 200, 500], DEFAULTS["epochs"])
        batch_size = controls.ladder("batch_size", [5, 10, 20, 50], DEFAULTS["batch_size"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    names = {name: labels.label(name) for name in shrinkage.STEPS}
    series = tuple(names.values())
    split = examples.split(n, noise / 100)
    sets = {
        "training": examples.sample(split.training),
        "validation": examples.sample(split.validation),
    }
    live = sparsity.ever_on(split.training.X)
    pull = eta * lam / n
    with strip:
        factor = shrinkage.factor(pull)
        zones = {say.text(f"zone.{name}"): span for name, span in ZONES.items()}
        picture = charts.gauge(factor, zones, title="1 − ηλ/n")
        title = say.text(
            "factor.title", pull=f"{pull:.4g}", factor=f"{factor:.7g}".replace("-", "−")
        )
        charts.show(title, picture, alternative=say.text("factor.alt"))
    common = Settings(
        hidden_layer_sizes=(HIDDEN,),
        weight_init=begin,
        learning_rate=eta,
        batch_size=batch_size,
        epochs=epochs,
        random_state=seed,
    )
    compared = ["l1_sgn", "l1_proximal"] if penalty.startswith("l1") else [penalty]
    arms = {name: shrinkage.penalise(common, name, lam) for name in ("no_penalty", *compared)}

    def start() -> Experiment:
        """Put five networks of each penalty at the same five starts."""
        untrained = Trainer(common, split.training.X, split.training.Y).parameters.weights[0]
        place = sparsity.blank_place(untrained, live, near=w)
        measures = {
            "weight": partial(sparsity.weight_at, place=place),
            "exact": partial(sparsity.share_of_zeros, live=live),
            "near": partial(sparsity.share_of_zeros, live=live, within=pull),
        }
        measure = partial(monitoring.learning, sets=sets, **measures)
        return experiment.compare(arms, split.training.X, split.training.Y, measure, most=MARKS)

    def ends(bench: lab.Bench) -> dict[str, float]:
        """Return what the run came to, medians of five networks, shares in %; {} before that."""
        rows = bench.frame.query("latest").groupby("name").median(numeric_only=True)
        if not bench.done or not set(arms) <= set(rows.index):
            return {}
        shares = (rows[list(SHARES)] * 100).round(1).rename(columns=SHARES)  # as they are shown
        found = {f"{name}_{key}": shares.loc[name, key] for name in rows.index for key in shares}
        found |= shares.loc[penalty].to_dict()
        plain = found["no_penalty_accuracy"]
        found["data"], found["paid"] = rows.loc[penalty, ["cost training", "penalty"]]
        found |= {"gain": found["accuracy"] - plain, "alive": 100 - found["zeros"]}
        return found | {"noise": (plain * (100 - plain) / len(sets["validation"][0])) ** 0.5}

    def spoken(result: dict[str, float]) -> dict[str, str]:
        """Return the numbers as the words of the page state them."""
        told = {key: f"{value:.1f}".replace("-", "−") for key, value in result.items()}
        told |= {key: f"{result[key]:.2f}" for key in ("data", "paid") if result}
        return told | {"chosen": say.text(penalty), "pull": f"{pull:.4g}"}

    def every(x: str, at: Any, y: str, formula: Callable[[str], Array]) -> pd.DataFrame:
        """Return the table of a formula over `at`, one series a penalty."""
        return pd.concat(
            pd.DataFrame({"series": text, x: at, y: formula(name)}) for name, text in names.items()
        )

    def one_weight(frame: pd.DataFrame, steps: int) -> dict[str, charts.Picture]:
        """Return what a step takes from a weight, and the way of a weight of a blank pixel."""
        seen = frame[(frame["run"] == "now") & (frame["network"] == 0)]
        points = seen[["series", "run", "step", "weight"]].assign(latest=True)
        first, newest = points["weight"].iloc[0], seen.query("name == @penalty")["weight"].iloc[-1]
        sizes = np.r_[0, 1e-6, min(pull, 2), np.linspace(0.025, 2, 80), abs(newest)]
        takes = every("size", sizes, "takes", lambda p: shrinkage.shrink(p, sizes, pull))
        takes["latest"] = takes.index == len(sizes) - 1

        def way(last: int, height: tuple[float, float]) -> charts.Picture:
            at = sorted({mark + more for mark in marks(last, most=100) for more in (0, 1)})
            ways = every("step", at, "weight", lambda p: shrinkage.after(p, first, pull, at))
            axes = {"x_title": labels.label("update"), "x_domain": (0, last), "y_domain": height}
            return charts.lines(pd.concat([ways, points]), "step", "weight", series, **axes)

        landing = max(50, 2 * shrinkage.steps_to_zero(first, pull)) if pull else steps
        top = 1.1 * max(first, min(pull, 20 * first))
        whole = (-top if pull > 0.2 * first else -0.1 * top, top)
        axes = {"x_domain": (0, 2), "y_domain": (0, 2 * pull or 1), "rules": {"|w| = 1": 1.0}}
        return {
            "takes": charts.lines(takes, "size", "takes", series, **axes),
            "way": way(min(steps, landing), whole),
            "landing": way(landing, (-1.5 * pull, 3.5 * pull) if pull else whole),
        }

    def network(frame: pd.DataFrame, trainers: dict[str, Trainer]) -> dict[str, charts.Picture]:
        """Return zeros, accuracy and cost over the epochs, and the live weights as they are."""
        parts = {f"accuracy {part}": labels.label(part) for part in sets}
        both, read = tuple(parts.values()), charts.long(frame, parts, "accuracy")
        terms = {"cost training": say.text("part.data"), "penalty": say.text("part.penalty")}
        own = frame[(frame["run"] == "now") & (frame["name"] == penalty)]
        stack, paid = tuple(terms.values()), charts.long(own, terms, "paid", "series")
        most = 1.05 * own[own["step"] == 0][list(terms)].median().sum()
        weights = {
            names[name]: sparsity.live_weights(trainer.parameters[0], live)
            for name, trainer in trainers.items()
        }
        span = (-REACH[begin], REACH[begin])
        bins = charts.histogram(weights, span, least=1e-4, bins=61)

        epoch = {"series": series, "x_domain": (0, epochs), "y_domain": (0, 1)}
        cost = {"x_domain": (0, epochs), "y_domain": (0, most)}
        share = {"y_title": say.text("axis.share"), "y_domain": (1e-4, 1), "y_scale": "log"}
        share |= {"x_title": labels.label("weight"), "x_domain": span, "steps": True}
        return {
            "zeros": charts.lines(frame, "epoch", "exact", **epoch, band=True),
            "accuracy": charts.lines(read, "epoch", "accuracy", **epoch, parts=both),
            "cost": charts.stacks(paid, "epoch", "paid", stack, width=epochs / MARKS, **cost),
            "histogram": charts.lines(bins, "left", "share", series, **share),
        }

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return the pictures of one weight, and then those of the network."""
        frame, experiment = bench.table(names), bench.experiment
        return one_weight(frame, experiment.steps) | network(frame, experiment.trainers)

    def draw(bench: lab.Bench) -> None:
        """Draw one weight, then the network, then its first layer."""
        trainers, told = bench.experiment.trainers, spoken(ends(bench))
        tense = "told" if "accuracy" in told else "ask"
        drawn = dict(bench.once(lambda: pictures(bench)))
        histogram = drawn.pop("histogram")
        charts.grid(say, drawn, tense, told)
        one, two = st.columns(2)
        with one:
            title = say.text(f"histogram.{tense}", **told)
            charts.show(title, histogram, alternative=say.text("histogram.alt"))
        with two:
            for name in ("no_penalty", penalty):
                pixels = trainers[name].parameters[0].weights[0].T
                title, words = (say.text(k, chosen=say.text(name)) for k in IMAGES)
                charts.images(title, pixels, columns=10, alternative=words, most=REACH[begin] / 2)

    bench = lab.bench((arms, n, noise, w, examples.source()), start, draw)
    result = ends(bench)
    told = spoken(result)
    gains = st.session_state.setdefault("shrinkage.gains", {})
    scene = (lam, eta, n, noise, epochs, batch_size, seed, examples.source())
    if result and penalty == "l2":
        gains[(begin, *scene)] = told["gain"]
    both = {kind: gains.get((kind, *scene)) for kind in REACH}
    if result and penalty.startswith("l1"):
        share = result["l1_sgn_zeros"]
        answer = "none" if share < 5 else "half" if share < 75 else "all"
        section = "verdict.l1" if pull <= 1 else "verdict.jump"
        quiz.verdict(guess, say.text(answer), say.text(section, **told))
    elif result and penalty == "l2" and None not in both.values():
        quiz.verdict(None, None, say.text("verdict.both", **both, **told))
    elif result:
        quiz.verdict(None, None, say.text(f"verdict.{penalty}", **told))
    news = say.text("challenge.news", **told) if result else say.text("challenge.before")
    met = bool(result) and result["alive"] <= NON_ZERO and result["gain"] >= -result["noise"]
    met = met and result["no_penalty_accuracy"] >= WORTH
    quiz.challenge(say.text("challenge"), met, news)

prose.close(say, penalties, shrinkage.after)
