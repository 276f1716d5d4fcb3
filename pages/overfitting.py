"""Overfitting: what a network learns by heart, and when to stop."""

import pandas as pd
import streamlit as st

from core.arrays import as_float
from core.labs.overfitting import early_stopping, lab, polynomials
from core.labs.overfitting.measured import MEASURED
from core.runs import metrics
from pages.common import controls, data_choice, frame, labels, prose, quiz, test_set_box
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, show, stage
from pages.common.live import set_up
from pages.overfitting import charts
from pages.overfitting.gallery import gallery

PRESETS = {
    "preset.noisy": {},
    "preset.book": {"n_training": 1000, "label_noise": 0, "weight_init": "standard"},
    "preset.more": {"n_training": 1000},
    "preset.small": {"hidden": 10},
}
ASKED = {"n_training": 500, "label_noise": 20, "hidden": 30, "learning_rate": 0.5}
ASKED |= {"weight_init": "scaled", "epochs": 100}
SHOWN = 12  # training images in the gallery

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    need = say.text("need")
    closed = {} if data_choice.source() == "mnist" else {"preset.book": need}
    scene.presets(say, PRESETS, closed)
    data_choice.offer(need)
    one, two = st.columns(2)
    with one:
        n = scene.ladder("n_training", [size for size in data_choice.sizes() if size >= 100], 500)
        noise = scene.ladder("label_noise", [0, 5, 10, 20, 30, 40], 20)
    with two:
        criterion = scene.choice("criterion", list(lab.CRITERIA), "cost")
        patience = scene.ladder("patience", lab.PATIENCES, 10)
    with st.expander(labels.label("more")):
        hidden = scene.ladder("hidden", [5, 10, 30, 60, 100], 30)
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.3, 0.5, 1], 0.5)
        begin = scene.choice("weight_init", ["standard", "scaled"], "scaled")
        epochs = scene.ladder("epochs", [20, 50, 100, 200], 100)
        seed = scene.seed()
        scene.restore()

answers = {name: say.text(f"answer.{name}", early=lab.EARLY) for name in ("early", "late", "never")}
question = quiz.predict(say, scene, list(answers.values()), ASKED)

choices = {"data": data_choice.source(), "n_training": n, "label_noise": noise / 100}
choices |= {"hidden_layer_sizes": (hidden,), "weight_init": begin, "learning_rate": eta}
choices |= {"epochs": epochs, "random_state": seed}
split = data_choice.split(n, noise / 100, seed)
X, told = split.training.X, split.training.labels
wrong = told != split.training.true_labels
parts = {part: labels.label(part) for part in ("training", "validation")}
grown = {name: say.text(f"part.{name}") for name in ("heart", "gap")}
kinds = (say.text("kind.told"), say.text("kind.other"))


def pictures(bench: Bench) -> tuple[dict[str, Picture], int]:
    """Return the curves, what grew, and some images; and how many of their labels it obeys."""
    rule = lab.outcome(bench.experiment, criterion, patience)
    rules = {say.text("rule.kept"): rule.kept} if bench.begun else {}
    rules |= {say.text("rule.stop"): rule.stop} if rule.fired else {}
    shown, obeys = lab.believed(bench.experiment.trainers["all"], split.training, SHOWN)
    words = [say.text("image", label=label) for label in told[shown]]
    table, unnamed = bench.frame, dict(zip(("", " "), rules.values(), strict=False))
    return {
        "cost": charts.learning(table, "cost", parts, rules, epochs, cursor=bench.done),
        "accuracy": charts.learning(table, "accuracy", parts, unnamed, epochs),
        "growth": charts.growth(table, grown, epochs),
        "images": gallery(as_float(X[shown]), words, obeys, kinds),
    }, obeys.sum()


def draw(bench: Bench) -> None:
    """Draw the pictures under what they ask, or under what they told at the end."""
    drawn, obeys = bench.once(lambda: pictures(bench))
    tenses = dict.fromkeys(drawn, "ask")
    if found := bench.found:
        state = "told" if wrong.any() else "clean"
        tenses = {"cost": found.cost.kind, "accuracy": found.accuracy.kind}
        tenses |= {"growth": state, "images": state}
    stage(say, drawn, tenses, bench.found, wrong=wrong.sum(), obeys=obeys, shown=min(SHOWN, n))


bench = set_up(lab, choices, draw)
won, news, result = False, say.text("challenge.before"), {}
if found := bench.found:
    claims = [f"verdict.cost.{found.cost.kind}", f"verdict.accuracy.{found.accuracy.kind}"]
    words = prose.pick(" ", "").join(say.text(claim, found) for claim in claims)
    quiz.verdict(question, answers[found.answer], words)
    rule = found.rules[criterion, patience]
    sooner = found.sooner(rule)
    won = rule.good and not sooner
    claim = say.text("good" if rule.good else "bad")
    news = say.text("challenge.news", rule, sooner=sooner, claim=claim)
    result = {"n": n, "noise": noise, "hidden": hidden, "watch": criterion, "wait": patience}
    result |= {"kept": rule.accuracy, "test": rule.test}
quiz.challenge(say.text("challenge"), won, news)
with frame.places().challenge:
    if found:
        with st.expander(say.text("rules")):
            rows = [say.text("table")]
            for (watch, wait), one_rule in found.rules.items():
                name = f"{labels.label(watch)} {wait}"
                name = f"**{name}**" if (watch, wait) == (criterion, patience) else name
                stop = one_rule.outcome.stop if one_rule.outcome.fired else float("nan")
                left = epochs - one_rule.outcome.stop
                rows.append(say.text("row", one_rule, watched=name, stop=stop, left=left))
            st.markdown("\n".join(rows))
    test_set_box.sealed(say, result)

with st.expander(say.text("ten")):
    degree = scene.ladder("degree", list(range(1, 10)), 9)
    polynomial, line = polynomials.fit(degree), polynomials.LINE
    errors = pd.DataFrame(polynomials.errors())
    missed = errors.set_index("degree").loc[degree]
    say("polynomials", degree=degree, **missed, there=polynomial(5.5), line=polynomials.rms(line))
    shapes = {say.text("fit.curve", degree=degree): polynomial, say.text("fit.line"): line}
    names = {name: say.text(f"errors.{name}") for name in ("points", "left_out")}
    drawn = {
        "fit": charts.fit(shapes, polynomials.X, polynomials.Y),
        "errors": charts.missed(errors, names, degree),
    }
    for place, (name, picture) in zip(st.columns(2), drawn.items(), strict=True):
        with place:
            title, alternative = say.text(f"{name}.claim"), say.text(f"{name}.alt")
            show(title, picture, alternative=alternative, place=f"small_{name}")

frame.close(say, lab.experiment, early_stopping, metrics.memorised, polynomials)
