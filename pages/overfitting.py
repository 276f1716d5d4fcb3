"""Overfitting: what a network learns by heart, and when to stop."""

import pandas as pd
import streamlit as st

from core import handwriting, measures, polynomials, stopping
from core.labs import overfitting
from core.network import as_float
from pages.common import charts, controls, examples, lab, labels, prose, quiz, testset

PRESETS = {
    "preset.noisy": {},
    "preset.book": {"n_training": 1000, "label_noise": 0, "weight_init": "standard"},
    "preset.more": {"n_training": 1000},
    "preset.small": {"hidden": 10},
}
ANSWERS = ["early.both", "early.cost", "late.both", "late.cost", "never"]
EARLY = 20  # the epoch that the prediction asks about
SHOWN = 18  # training images in the gallery

say, scene = prose.words(__file__), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text(f"answer.{name}") for name in ANSWERS])

with right:
    need = say.text("need")
    closed = {} if examples.source() == "mnist" else {"preset.book": need}
    scene.presets(say, PRESETS, closed)
    examples.offer(need)
    one, two = st.columns(2)
    with one:
        n = scene.ladder("n_training", [size for size in examples.sizes() if size >= 100], 500)
        noise = scene.ladder("label_noise", [0, 5, 10, 20, 30, 40], 20)
    with two:
        criterion = scene.choice("criterion", list(stopping.CRITERIA), "cost")
        patience = scene.ladder("patience", overfitting.PATIENCES, 10)
    with st.expander(labels.label("more")):
        hidden = scene.ladder("hidden", [5, 10, 30, 60, 100], 30)
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.3, 0.5, 1], 0.5)
        begin = scene.choice("weight_init", ["standard", "scaled"], "scaled")
        epochs = scene.ladder("epochs", [20, 50, 100, 200], 100)
        seed = scene.seed()
        scene.tools()

    choices = {"data": examples.source(), "n_training": n, "label_noise": noise / 100}
    choices |= {"hidden_layer_sizes": (hidden,), "weight_init": begin, "learning_rate": eta}
    choices |= {"epochs": epochs, "random_state": seed}
    split = examples.split(n, noise / 100, seed)
    X, told = split.training.X, split.training.labels
    wrong = told != split.training.true_labels
    n_validation = len(handwriting.sample(split.validation, overfitting.MOST)[0])

    def findings(bench: lab.Bench) -> dict[str, object]:
        """Return what the run showed; {} before its end."""
        if not bench.done:
            return {}
        found = overfitting.findings(bench.experiment.records, n_validation)
        when = "early" if found["cost_epoch"] <= EARLY else "late"
        found |= {"heart": found["heart"] * wrong.sum(), "wrong": wrong.sum()}
        return found | {"answer": f"{when}.{found['turned']}" if found["cost_turned"] else "never"}

    def pictures(bench: lab.Bench) -> tuple[dict[str, charts.Picture], int]:
        """Return the curves, what grew, and some images; and how many of their labels it obeys."""
        rule = stopping.outcome(overfitting.watched(bench.experiment.records), criterion, patience)
        rules = {say.text("rule.kept"): rule.kept} if bench.begun else {}
        rules |= {say.text("rule.stop"): rule.stop} if rule.fired else {}
        parts = {part: labels.label(part) for part in ("training", "validation")}
        grown = {name: say.text(f"part.{name}") for name in ("heart", "gap")}
        shown, obeys = overfitting.answers(bench.experiment.trainers["all"], split.training, SHOWN)
        words = [say.text("image", label=label) for label in told[shown]]
        kinds = (say.text("kind.told"), say.text("kind.other"))
        draw = charts.overfitting
        return {
            "curves": draw.learning(bench.frame, parts, rules, epochs, scrub=bench.done),
            "growth": draw.growth(bench.frame, grown, epochs),
            "images": draw.answers(as_float(X[shown]), words, obeys, kinds),
        }, obeys.sum()

    def draw(bench: lab.Bench) -> None:
        """Draw cost and accuracy under one cursor; beside them what was learned by heart."""
        drawn, obeys = bench.once(lambda: pictures(bench))
        found = findings(bench) | {"obeys": obeys, "shown": min(SHOWN, n)}
        state = ("told" if wrong.any() else "clean") if bench.done else "ask"
        tenses = {"curves": found.get("turned", "ask"), "growth": state, "images": state}
        charts.columns(say, drawn, (["curves"], ["growth", "images"]), tenses, found)

    bench = lab.bench(overfitting.experiment, choices, draw)
    found, news, rule, result = findings(bench), say.text("challenge.before"), {}, {}
    if found:
        answer = say.text(f"answer.{found['answer']}")
        quiz.verdict(guess, answer, say.text(f"verdict.{found['turned']}", **found))
        records, rows = bench.experiment.records, []
        every = stopping.outcomes(overfitting.watched(records), overfitting.PATIENCES)
        for (watch, wait), end in every.items():
            name = f"{labels.label(watch)} {wait}"
            name = f"**{name}**" if (watch, wait) == (criterion, patience) else name
            numbers = end._asdict() | {"stop": end.stop if end.fired else float("nan")}
            rows.append(say.text("row", watched=name, left=epochs - end.stop, **numbers))
        st.markdown("\n".join([say.text("table"), *rows]))
        rule = overfitting.judged(records, criterion, patience, n_validation)
        news = say.text("challenge.news", **rule)
        result = {"n": n, "noise": noise, "hidden": hidden, "watch": criterion, "wait": patience}
        result |= rule
    quiz.challenge(say.text("challenge"), rule.get("won", False), news)
    testset.sealed(say, result)

st.divider()
words, pair = st.columns([1, 2], gap="large")
with words:
    degree = scene.ladder("degree", list(range(1, 10)), 9)
    polynomial, line = polynomials.fit(degree), polynomials.LINE
    errors = pd.DataFrame(polynomials.errors())
    missed = errors.set_index("degree").loc[degree]
    say("polynomials", degree=degree, **missed, there=polynomial(5.5), line=polynomials.rms(line))
with pair:
    shapes = {say.text("fit.curve", degree=degree): polynomial, say.text("fit.line"): line}
    names = {name: say.text(f"errors.{name}") for name in ("points", "left_out")}
    fit = charts.overfitting.fit(shapes, polynomials.X, polynomials.Y)
    errors = charts.overfitting.missed(errors, names, degree)
    charts.grid(say, {"fit": fit, "errors": errors}, "claim", {})

prose.close(say, overfitting.experiment, stopping, measures.learned_by_heart, polynomials)
