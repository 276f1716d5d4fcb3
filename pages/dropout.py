"""Dropout: every step trains another thinned network, and the full one stands for their mean."""

from dataclasses import replace
from functools import partial

import numpy as np
import streamlit as st

from core import experiment, functions, monitoring, network, thinning
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"dropout": 0.5, "dropout_mask": "batch", "dropout_scaling": "test", "hidden": 100}
DEFAULTS |= {"label_noise": 20, "n_training": 300, "learning_rate": 0.5, "epochs": 100}
DEFAULTS |= {"digit": 4, "random_state": 0}
PRESETS = {
    "preset.noisy": {},
    "preset.forgot": {"dropout_scaling": "none"},
    "preset.many": {"dropout": 0.8},
    "preset.clean": {"label_noise": 0},
}
PS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8]
ARMS = ("dropout", "l2", "neither")
PICTURES = ("network", "accuracy", "batch", "cost", "answers", "curve")
DRAWN, THINNED = 20, 50  # hidden neurons that stand for all of them; thinned networks that answer
LARGER, CLEAR = 1.2, 2  # from this factor on z is larger; standard errors of a clear difference
NOISY = 20  # %: the least for the challenge
SHOWN = {"accuracy": (0.4, 1.0), "cost": (0.0, 3.0)}  # the start is outside, and drawn at the edge


def minus(text: str) -> str:
    """Return the number with a proper minus sign."""
    return text.replace("-", "−")


def texts(found: dict[str, float]) -> dict[str, str]:
    """Return numbers as the words show them: one decimal, ratios and costs two."""
    two = {name for name in found if name == "ratio" or name.startswith("cost")}
    return {k: minus(f"{v:.2f}" if k in two else f"{v:.1f}") for k, v in found.items()}


say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text(f"guess.{name}") for name in ("same", "stays", "falls")])

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    one, two = st.columns([5, 6])
    with one:
        p = controls.ladder("dropout", PS, DEFAULTS["dropout"])
        mask = controls.choice("dropout_mask", ["batch", "example"], DEFAULTS["dropout_mask"])
    with two:
        h = controls.ladder("hidden", [50, 100, 200, 300], DEFAULTS["hidden"])
        ways = ["inverted", "test", "none"]
        scaling = controls.choice("dropout_scaling", ways, DEFAULTS["dropout_scaling"])
    with st.expander(labels.label("more")):
        noise = controls.ladder("label_noise", [0, 10, 20, 30, 40], DEFAULTS["label_noise"])
        n = controls.ladder("n_training", [100, 200, 300, 500, 1000], DEFAULTS["n_training"])
        etas = [0.05, 0.1, 0.2, 0.5, 1, 2]
        eta = controls.ladder("learning_rate", etas, DEFAULTS["learning_rate"])
        epochs = controls.ladder("epochs", [20, 50, 100, 150], DEFAULTS["epochs"])
        digit = controls.ladder("digit", list(range(10)), DEFAULTS["digit"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    split = examples.split(n, noise / 100, seed, size=8)
    X, Y = examples.sample(split.validation)
    x = X[Y[:, digit].argmax()]  # the first such digit
    common = Settings(hidden_layer_sizes=(h,), learning_rate=eta, epochs=epochs, random_state=seed)
    dropping = replace(common, dropout=p, dropout_mask=mask, dropout_scaling=scaling)
    fifty = thinning.thin(dropping, THINNED, np.random.default_rng(seed))

    def start() -> Experiment:
        """Put five networks of each arm at the same five starts; the first steps are all shown."""
        arms = {"dropout": dropping, "l2": replace(common, l2=1.0), "neither": common}
        measure = partial(monitoring.learning, sets={"validation": (X, Y)})
        return experiment.compare(
            arms, split.training.X, split.training.Y, measure, also=range(1, 6)
        )

    def newest(bench: lab.Bench) -> np.ndarray:
        """Return the masks of the newest step of the first network, (examples, h): 0 is dropped.

        Before the first step, and without dropout, those of the first of the fifty stand in.
        """
        masks = bench.experiment.trainers["dropout"].masks
        rows = masks[0][0] if masks else fifty[0][: 1 if mask == "batch" else common.batch_size]
        return np.broadcast_to(rows, (common.batch_size, h))

    def result(bench: lab.Bench) -> dict[str, float]:
        """Return medians of five networks at the end, shares in %; {} before it."""
        last = bench.frame.query("latest").groupby("name").median(numeric_only=True)
        if not bench.done or set(last.index) != set(ARMS):
            return {}
        read = 100 * last["accuracy validation"]
        noise = (read["dropout"] * (100 - read["dropout"]) / len(X)) ** 0.5
        found = dict(read) | {"noise": noise, "two": CLEAR * noise}
        found |= {f"over_{arm}": read["dropout"] - read[arm] for arm in ARMS[1:]}
        found |= {f"cost_{arm}": last.loc[arm, "cost validation"] for arm in ARMS}
        five = bench.experiment.trainers["dropout"].parameters
        used = thinning.median_reading(dropping, five, X, Y)
        right = thinning.median_reading(thinning.rescaled(dropping), five, X, Y)
        found |= {"ends": 100 * used.saturated, "right_ends": 100 * right.saturated}
        found |= {"right": 100 * right.accuracy, "fall": 100 * (right.accuracy - used.accuracy)}
        return found | {"ratio": used.size / right.size}

    def pictures(bench: lab.Bench) -> tuple[dict[str, charts.Picture], dict[str, object]]:
        """Return who is dropped, what is learned and what the fifty say, and numbers for titles."""
        kept, own = newest(bench), bench.experiment.trainers["dropout"].parameters[0]
        said = thinning.answers(dropping, own, x, fifty)
        (mean_z, mean_a), (z, a) = said["mean"], list(said.values())[-1]  # the last one is in use
        said = {say.text(f"series.{name}"): pair for name, pair in said.items()}
        names = {arm: say.text(f"arm.{arm}") for arm in ARMS}
        frame = bench.table(names)
        looks = {"series": tuple(names.values()), "x_domain": (0, epochs), "band": True}
        layers = [say.text(f"layer.{row}", n=len(x), h=h) for row in ("in", "hidden", "out")]
        axes = {name: say.text(f"axis.{name}", digit=digit) for name in ("neuron", "example", "z")}
        drawn = {"network": charts.dropout.network(kept[0, :DRAWN], tuple(layers))}
        for name, (low, high) in SHOWN.items():
            column, room = f"{name} validation", 0.05 * (high - low)
            frame[column] = frame[column].clip(low, high)
            looks["y_domain"] = (low - room, high + room)
            drawn[name] = charts.lines(frame, "epoch", column, **looks)
        drawn |= {
            "batch": charts.dropout.mini_batch(kept[:, :DRAWN], axes["neuron"], axes["example"]),
            "answers": charts.dropout.answers(said, say.text("axis.digit")),
            "curve": charts.dropout.on_curve(said, digit, functions.sigmoid, axes["z"]),
        }
        drawn = {name: drawn[name] for name in PICTURES}
        miss = thinning.spread(dropping, own, x)[digit] / THINNED**0.5
        numbers = {"mean_z": mean_z[digit], "z": z[digit], "mean_a": mean_a[digit], "a": a[digit]}
        numbers = {name: minus(f"{value:.2f}") for name, value in numbers.items()}
        numbers |= {"dropped": (kept[0] == 0).sum(), "h": h, "digit": digit, "miss": f"{miss:.2f}"}
        numbers["step"] = bench.experiment.trainers["dropout"].step
        return drawn, numbers | {"sharing": say.text(f"sharing.{mask}")}

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        told = texts(result(bench))
        drawn, numbers = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if told else "ask", numbers | told)

    scene = (p, mask, scaling, h, eta, noise, n, epochs, seed, examples.source())
    bench = lab.bench(scene, start, draw)
    found = result(bench)
    told = texts(found)
    won = bool(found) and noise >= NOISY and found["over_l2"] > found["two"]
    if found and scaling == "none":
        kind = "same" if found["ratio"] < LARGER else "stays"
        kind = "falls" if found["fall"] > found["two"] else kind
        asked = say.text(f"guess.{kind}") if p == DEFAULTS["dropout"] else None
        quiz.verdict(guess, asked, say.text(f"verdict.{kind}", p=p, **told))
    elif found:
        clear = abs(found["over_neither"]) > found["two"]
        kind = ("better" if found["over_neither"] > 0 else "worse") if clear else "even"
        quiz.verdict(guess, None, say.text(f"verdict.{kind}", p=p, **told))
    news = say.text("challenge.news", **told) if told else say.text("challenge.before")
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, network.dropout_mask, network.forward, thinning)
