"""Overfitting: what a network learns by heart, and when to stop."""

from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from core import experiment, measures, monitoring, polynomials, stopping
from core.experiment import Experiment
from core.network import as_float
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz, testset

DEFAULTS = {"n_training": 500, "label_noise": 20, "criterion": "cost", "patience": 10}
DEFAULTS |= {"hidden": 30, "learning_rate": 0.5, "weight_init": "scaled", "epochs": 100}
DEFAULTS |= {"random_state": 0, "degree": 9}
PRESETS = {
    "preset.noisy": {},
    "preset.book": {"n_training": 1000, "label_noise": 0, "weight_init": "standard"},
    "preset.more": {"n_training": 1000},
    "preset.small": {"hidden": 10},
}
ETAS = [0.05, 0.1, 0.2, 0.3, 0.5, 1]
PATIENCES = [5, 10, 20, 50]
ANSWERS = ["early.both", "early.cost", "late.both", "late.cost", "never"]
EARLY = 20  # the epoch that the prediction asks about
PARTS = ("training", "validation", "test")  # the last is measured too, and stays sealed
SHOWN, COLUMNS = 18, 6  # training images in the gallery

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text(f"answer.{name}") for name in ANSWERS])

with right:
    need = say.text("need")
    closed = {} if examples.source() == "mnist" else {say.text("preset.book"): need}
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()}, closed)
    examples.offer(need)
    one, two = st.columns(2)
    with one:
        sizes = [size for size in examples.sizes() if size >= 100]
        n = controls.ladder("n_training", sizes, DEFAULTS["n_training"])
        noise = controls.ladder("label_noise", [0, 5, 10, 20, 30, 40], DEFAULTS["label_noise"])
    with two:
        criterion = controls.choice("criterion", list(stopping.CRITERIA), DEFAULTS["criterion"])
        patience = controls.ladder("patience", PATIENCES, DEFAULTS["patience"])
    with st.expander(labels.label("more")):
        hidden = controls.ladder("hidden", [5, 10, 30, 60, 100], DEFAULTS["hidden"])
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
        begin = controls.choice("weight_init", ["standard", "scaled"], DEFAULTS["weight_init"])
        epochs = controls.ladder("epochs", [20, 50, 100, 200], DEFAULTS["epochs"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    split = examples.split(n, noise / 100, seed)
    sets = {part: examples.sample(getattr(split, part), most=1000) for part in PARTS}
    X, told, n_val = split.training.X, split.training.labels, len(sets["validation"][0])
    wrong = told != split.training.true_labels
    network = Settings(
        hidden_layer_sizes=(hidden,),
        weight_init=begin,
        learning_rate=eta,
        epochs=epochs,
        random_state=seed,
    )

    def start() -> Experiment:
        """Put five networks at their starts; they are measured after every epoch."""
        heart = partial(measures.learned_by_heart, X=X[wrong], told=told[wrong])
        measure = partial(monitoring.learning, sets=sets, heart=heart)
        return experiment.compare({"all": network}, X, split.training.Y, measure, most=epochs)

    def curve(bench: lab.Bench, name: str) -> np.ndarray:
        """Return a measure of this run, (epochs so far + 1, five)."""
        return monitoring.curve(bench.experiment.records, name)

    def validation(bench: lab.Bench) -> dict[str, np.ndarray]:
        """Return the curves that a rule watches."""
        return {name: curve(bench, f"{name} validation") for name in stopping.CRITERIA}

    def findings(bench: lab.Bench) -> dict[str, object]:
        """Return what the run showed, as the words need it; {} before its end."""
        if not bench.done:
            return {}
        curves, last = validation(bench), bench.frame.query("latest")
        cost = stopping.cost_turn(curves["cost"])
        accuracy = stopping.accuracy_turn(curves["accuracy"], n_val)
        which = {(1, 1): "both", (1, 0): "cost", (0, 1): "accuracy", (0, 0): "none"}
        turned = which[cost.turned, accuracy.turned]
        gap = 100 * (last["accuracy training"] - last["accuracy validation"]).median()
        when = "early" if cost.epoch <= EARLY else "late"
        return {
            "turned": turned,
            "answer": f"{when}.{turned}" if cost.turned else "never",
            "cost_epoch": cost.epoch,
            "cost_best": f"{cost.best:.2f}",
            "cost_last": f"{cost.last:.2f}",
            "accuracy_epoch": accuracy.epoch,
            "accuracy_best": f"{100 * accuracy.best:.1f}",
            "accuracy_last": f"{100 * accuracy.last:.1f}",
            "heart": round(last["heart"].median() * wrong.sum()),
            "wrong": wrong.sum(),
            "gap": f"{gap:.1f}".replace("-", "−"),
        }

    def pictures(bench: lab.Bench) -> tuple[dict[str, charts.Picture], int]:
        """Return the curves, what grew, and some images; and how many of their labels it obeys."""
        frame = bench.frame
        keys, x_domain = ["run", "network", "epoch", "latest"], (0, epochs)
        parts = {part: labels.label(part) for part in PARTS[:2]}
        both = [
            frame[keys].assign(series=name, **{c: frame[f"{c} {part}"] for c in stopping.CRITERIA})
            for part, name in parts.items()
        ]
        rule = stopping.outcome(validation(bench), criterion, patience)
        rules = {say.text("rule.kept"): rule.kept} if bench.begun else {}
        rules |= {say.text("rule.stop"): rule.stop} if rule.fired else {}
        views, looks = {"cost": (0, 3), "accuracy": (0.4, 1)}, {"scrub": bench.done, "rules": rules}
        linked = charts.scrubbed(
            pd.concat(both), "epoch", views, tuple(parts.values()), x_domain=x_domain, **looks
        )

        grown = {name: say.text(f"part.{name}") for name in ("heart", "gap")}
        frame["gap"] = frame["accuracy training"] - frame["accuracy validation"]
        growth = frame.melt(keys, list(grown), "series", "share").replace({"series": grown})
        looks = {"x_domain": x_domain, "y_domain": (-0.4, 1), "band": True}
        memory = charts.lines(growth, "epoch", "share", tuple(grown.values()), **looks)

        shown = np.argsort(~wrong, kind="stable")[:SHOWN]  # the mislabelled ones first
        first = bench.experiment.trainers["all"].parameters[0]
        obeys = measures.readings(network, first, X[shown]) == told[shown]
        kinds = (say.text("kind.told"), say.text("kind.other"))
        words = [say.text("image", label=label) for label in told[shown]]
        pixels, of_kind = as_float(X[shown]), np.where(obeys, *kinds)
        images = charts.gallery(pixels, words, of_kind, kinds, columns=COLUMNS)
        return {"curves": linked, "growth": memory, "images": images}, obeys.sum()

    def draw(bench: lab.Bench) -> None:
        """Draw cost and accuracy under one cursor; beside them what was learned by heart."""
        drawn, obeys = bench.once(lambda: pictures(bench))
        found = findings(bench) | {"obeys": obeys, "shown": min(SHOWN, n)}
        state = ("told" if wrong.any() else "clean") if bench.done else "ask"
        one, two = st.columns(2)
        with one:
            title = say.text(f"curves.{found.get('turned', 'ask')}", **found)
            charts.show(title, drawn["curves"], alternative=say.text("curves.alt"))
        with two:
            for name in ("growth", "images"):
                title = say.text(f"{name}.{state}", **found)
                charts.show(title, drawn[name], alternative=say.text(f"{name}.alt"))

    scene = (n, noise, hidden, eta, begin, epochs, seed, examples.source())
    bench = lab.bench(scene, start, draw)
    found, news, won, result = findings(bench), say.text("challenge.before"), False, {}
    if found:
        answer = say.text(f"answer.{found['answer']}")
        quiz.verdict(guess, answer, say.text(f"verdict.{found['turned']}", **found))
        curves = validation(bench)
        table = [say.text("table")]
        for (watch, wait), rule in stopping.outcomes(curves, PATIENCES).items():
            bold = "**" if (watch, wait) == (criterion, patience) else ""
            stop = f"{rule.stop:.0f}" if rule.fired else "–"
            table.append(
                f"| {bold}{labels.label(watch)} {wait}{bold} | {rule.kept:.0f} | {stop} "
                f"| {rule.accuracy:.1%} | {epochs - rule.stop:.0f} |"
            )
        st.markdown("\n".join(table))

        rule = stopping.outcome(curves, criterion, patience)
        good = stopping.good_rules(curves, PATIENCES, n_val)
        sooner = sum(other.stop < rule.stop for other in good.values())
        won = (criterion, patience) in good and not sooner
        least = f"{stopping.good_enough(curves['accuracy'], n_val):.1%}"
        kept, stop = f"{rule.accuracy:.1%}", f"{rule.stop:.0f}"
        news = say.text("challenge.news", stop=stop, kept=kept, least=least, sooner=sooner)
        test = stopping.kept_value(curve(bench, "accuracy test"), rule.bests)
        result = {"n": n, "noise": noise, "hidden": hidden, "watch": criterion, "wait": patience}
        result |= {"kept": kept, "test": f"{test:.1%}"}
    quiz.challenge(say.text("challenge"), won, news)
    testset.sealed(say, result)

st.divider()
words, one, two = st.columns(3, gap="large")
with words:
    degree = controls.ladder("degree", list(range(1, 10)), DEFAULTS["degree"])
    polynomial, line = polynomials.fit(degree), polynomials.LINE
    errors = pd.DataFrame(polynomials.errors())
    missed = errors.set_index("degree").loc[degree].map("{:.2f}".format).replace("nan", "–")
    at = {"there": f"{polynomial(5.5):.1f}", "line": f"{polynomials.rms(line):.2f}"}
    say("polynomials", degree=degree, **missed, **at)
with one:
    shapes = {say.text("fit.curve", degree=degree): polynomial, say.text("fit.line"): line}
    drawn = [charts.curve(shape, 0, 6).assign(series=name) for name, shape in shapes.items()]
    looks = {"x_title": "x", "y_title": "y", "x_domain": (0, 6), "y_domain": (-2, 14)}
    looks["points"] = pd.DataFrame({"z": polynomials.X, "a": polynomials.Y})
    fit = charts.lines(pd.concat(drawn), "z", "a", tuple(shapes), **looks)
    charts.show(say.text("fit.claim"), fit, alternative=say.text("fit.alt"))
with two:
    names = {name: say.text(f"errors.{name}") for name in ("points", "left_out")}
    rows = errors.melt("degree", list(names), "series", "rms").replace({"series": names})
    looks = {"x_domain": (1, 9), "y_domain": (0.01, 100), "y_scale": "log", "rules": {"": degree}}
    missed = charts.lines(rows.assign(latest=True), "degree", "rms", tuple(names.values()), **looks)
    charts.show(say.text("errors.claim"), missed, alternative=say.text("errors.alt"))

prose.close(say, stopping, measures.learned_by_heart, polynomials)
