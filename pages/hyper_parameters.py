"""Choosing hyper-parameters: rescue a network that reads nothing, then race η, then λ."""

from dataclasses import replace
from functools import partial
from statistics import median

import numpy as np
import pandas as pd
import streamlit as st

from core import diagnosis, experiment, measures, monitoring, penalties
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz, testset, tries

DEFAULTS = {"experiment": "rescue", "learning_rate": 10, "lambda": 1000, "n_training": 1000}
DEFAULTS |= {"hidden": 0, "epochs": 20, "networks": 1, "batch_size": 10, "random_state": 0}
LOOKS = {  # what is told at the end: a column, and how to write it
    "accuracy": ("accuracy validation", "{:.1%}"),
    "cost": ("cost", "{:.2f}"),
    "size": ("size", "{:.2g}"),
}
HEADS = ["number", "eta", "lambda", "hidden", "n", "accuracy", "diagnosis"]  # of the log
RACE = {"experiment": "eta_race", "learning_rate": 0.25, "lambda": 0.1, "hidden": 30}
PRESETS = {
    "preset.broken": {},
    "preset.weaker": {"lambda": 20},
    "preset.faster": {"learning_rate": 100, "lambda": 20},
    "preset.slower": {"learning_rate": 1, "lambda": 20},
    "preset.signal": {"learning_rate": 0.5, "lambda": 0.1},
    "preset.race": RACE,
    "preset.decades": RACE | {"experiment": "decades", "lambda": 1},
}
ETAS = [0.001, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 100]
LAMBDAS = [0, 0.01, 0.1, 1, 5, 10, 20, 100, 1000]
GUESSES = ["0.99", "0", "−9"]
ASKED, ASKED_N = Settings(learning_rate=10, l2=1000), 1000
GOALS = {"digits": 95.5, "mnist": 90}  # % of validation: within reach, but not of a preset
MOST_TRIES = 8
FIRST = 10  # steps that are looked at one by one

say = prose.words(__file__)
left, right = prose.columns()


def number(value: float) -> str:
    """Return a number in at most seven digits, with a true minus sign."""
    return f"{value:.7g}".replace("-", "−")


def percent(share: float) -> str:
    """Return a share in percent."""
    return f"{100 * share:.1f} %"


with left:
    say("idea")
    guess = quiz.predict(say, GUESSES)

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    kind = controls.choice("experiment", ["rescue", "eta_race", "decades"], DEFAULTS["experiment"])
    places = st.columns(3)
    with places[0]:
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with places[1]:
        l2 = controls.ladder("lambda", LAMBDAS, DEFAULTS["lambda"])
    with places[2]:
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
    with st.expander(labels.label("more")):
        one, two = st.columns(2)
        with one:
            hidden = controls.ladder("hidden", [0, 10, 30, 60, 100], DEFAULTS["hidden"])
            epochs = controls.ladder("epochs", [5, 10, 20, 40], DEFAULTS["epochs"])
            batch_size = controls.ladder("batch_size", [1, 5, 10, 20, 50], DEFAULTS["batch_size"])
        with two:
            racing = kind != "rescue"
            few = controls.ladder("networks", [1, 5], DEFAULTS["networks"], idle=racing)
            seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    chosen = Settings(
        hidden_layer_sizes=(hidden,) if hidden else (),
        learning_rate=eta,
        l2=l2,
        batch_size=batch_size,
        epochs=epochs,
        random_state=seed,
    )
    arms = {"this_network": chosen}
    if kind == "eta_race":
        arms = {f"η = {e:g}": replace(chosen, learning_rate=e) for e in (eta / 10, eta, 10 * eta)}
    if kind == "decades":
        three = (l2 / 10, l2, 10 * l2) if l2 else (0, 0.1, 1)
        arms = {f"λ = {strength:g}": replace(chosen, l2=strength) for strength in three}
    names = {arm: labels.option(arm) for arm in arms}
    factors = {arm: number(diagnosis.factor(settings, n)) for arm, settings in arms.items()}
    asked = (eta, l2, n) == (ASKED.learning_rate, ASKED.l2, ASKED_N)
    if guess or not asked:
        say("factors", factors=" · ".join(factors.values()))
    split = examples.split(n)
    validation = examples.sample(split.validation, 1000)

    def start() -> Experiment:
        """Put the networks of every arm at the same starts."""
        sets = {"training": examples.sample(split.training, 300), "validation": validation}
        measure = partial(monitoring.learning, sets=sets, size=measures.weight_size)
        return experiment.compare(
            arms,
            split.training.X,
            split.training.Y,
            measure,
            seeds=5 if racing else few,
            most=30,
            also=range(FIRST + 1),
        )

    def judged(bench: lab.Bench) -> list[tries.Row]:
        """Return what the log keeps of a finished run: a row for each setting that was tried."""
        rows = []
        for arm, trainer in bench.experiment.trainers.items():
            records = [record for record in bench.experiment.records if record["name"] == arm]
            scores = trainer.evaluate(*examples.sample(split.test))  # kept closed
            row = {"settings": arms[arm], "n": n, "lost": arm in bench.experiment.diverged}
            row |= {"diagnosis": diagnosis.diagnose(arms[arm], n, records)}
            row |= {"accuracy": diagnosis.accuracy(arms[arm], records)}
            rows.append(row | {"test": median(score.accuracy for score in scores)})
        return rows

    def told(bench: lab.Bench) -> dict[str, str]:
        """Return what each arm came to, in the order of the arms; {} before the end."""
        if not bench.done:
            return {}
        newest = with_cost(bench).query("latest").groupby("name").median(numeric_only=True)
        words = {"times": "" if racing else f" × {factors['this_network']}"}
        for look, (column, form) in LOOKS.items():
            read = {arm: form.format(value) for arm, value in newest[column].items()}
            texts = {arm: read.get(arm, say.text("away")).replace("%", " %") for arm in arms}
            words[look] = " · ".join(texts.values())
            words[f"{look}_list"] = " · ".join(f"{names[arm]}: {texts[arm]}" for arm in arms)
        sound = newest["cost"].drop(bench.experiment.diverged, errors="ignore")
        words["cheapest"] = names[sound.idxmin()] if len(sound) else say.text("none")
        return words

    def with_cost(bench: lab.Bench) -> pd.DataFrame:
        """Return the bench's table with what the steps make smaller: training cost and penalty."""
        return bench.table(names).assign(cost=lambda f: f["cost training"] + f["penalty"])

    def predicted(frame: pd.DataFrame) -> pd.DataFrame:
        """Return what L2 alone would leave of each arm's weights, from their own start."""
        begun = frame.query("run == 'now' and step == 0").groupby("name")["size"].median()
        steps = np.arange(FIRST + 1 if frame["step"].max() else 1)
        kept = {
            arm: penalties.l2_decay(steps, s.learning_rate, s.l2 / n) for arm, s in arms.items()
        }
        sizes = [pd.DataFrame({"step": steps, "size": begun[arm] * abs(kept[arm])}) for arm in arms]
        return pd.concat(sizes)

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return what each arm reads and pays, and what its steps do to the weights."""
        frame = with_cost(bench)
        line = partial(charts.lines, series=tuple(names.values()), band=racing or few > 1)
        over = partial(line, frame, "epoch", x_domain=(0, epochs))
        size = {"y_title": say.text("axis.size"), "y_domain": (1e-3, 1e3), "y_scale": "log"}
        return {
            "accuracy": over("accuracy validation", y_domain=(0, 1)),
            "cost": over(
                "cost", y_title=say.text("axis.cost"), y_domain=(0.01, 1000), y_scale="log"
            ),
            "first": line(
                frame[frame["step"] <= FIRST],
                "step",
                "size",
                x_title=labels.label("update"),
                x_domain=(0, FIRST),
                points=predicted(frame),
                **size,
            ),
            "size": over("size", **size),
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if bench.done else "ask", told(bench))

    def explained(row: tries.Row) -> str:
        """Return the diagnosis of a row of the log in words."""
        product = number(diagnosis.factor(row["settings"], row["n"]))
        share = diagnosis.kept(row["settings"], row["n"])
        kept = "< 0.1 %" if share < 0.001 else percent(share)
        return say.text(f"diagnosis.{row['diagnosis']}", factor=product, kept=kept)

    def cells(row: tries.Row) -> list[str]:
        """Return a line of the log."""
        settings = row["settings"]
        shown = [row["number"], number(settings.learning_rate), number(settings.l2)]
        shown += [sum(settings.hidden_layer_sizes), row["n"]]
        read = "–" if row["lost"] else percent(row["accuracy"])
        return [*map(str, shown), read, explained(row)]

    log = tries.tries(f"log.{examples.source()}")
    bench = lab.bench((arms, few, n, examples.source()), start, draw)
    if bench.done:
        rows = log.add(bench.experiment, lambda: judged(bench))
        top = max(row["accuracy"] for row in rows)
        error = (top * (1 - top) / len(validation[0])) ** 0.5
        words = told(bench) | {"diagnosis": explained(rows[0]), "error": percent(error)}
        tied = [arm for arm, row in zip(arms, rows, strict=True) if top - row["accuracy"] <= error]
        words["tied"] = " · ".join(names[arm] for arm in tied) if top else say.text("none")
        words["next"] = say.text(f"next.{rows[0]['diagnosis']}")
        answer = factors["this_network"] if asked and not racing else None
        claim = "lost" if rows[0]["lost"] and not racing else kind
        quiz.verdict(guess, answer, say.text(f"verdict.{claim}", **words))

    if log.rows:
        say("log", count=len(log.rows))
        tries.table(log, [say.text(f"log.{head}") for head in HEADS], cells)
        st.button(
            say.text("log.clear"),
            key="clear_log",
            icon=":material/delete:",
            type="tertiary",
            on_click=log.clear,
        )
    goal = GOALS[examples.source()]
    early = max((row["accuracy"] for row in log.rows[:MOST_TRIES]), default=0.0)
    reached = round(100 * early, 1) >= goal
    opened = testset.openings()
    state = {"count": len(log.rows), "best": percent(early), "openings": len(opened)}
    news = say.text("challenge.news" if log.rows else "challenge.before", **state)
    met = [note["reached"] for note in opened] == [True]
    quiz.challenge(say.text("challenge", goal=goal, most=MOST_TRIES), met, news)
    result = {}
    if log.rows:
        best = max(log.rows, key=lambda row: row["accuracy"])
        result = dict(zip(HEADS, cells(best)[:-1], strict=False))
        result |= {"test": percent(best["test"]), "reached": reached}
    testset.sealed(say, result)

prose.close(say, diagnosis, penalties.l2_decay)
