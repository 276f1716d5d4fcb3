"""More data, and data made from data: what originals and their copies are worth."""

from dataclasses import replace
from functools import partial

import numpy as np
import pandas as pd
import streamlit as st

from core import augmentation, contest, experiment, measures, monitoring
from core.experiment import Experiment
from core.functions import Array
from core.network import as_float
from core.settings import Settings
from core.training import Trainer
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"n_training": 200, "copies": 4, "shift": 1, "angle": 0, "elastic": 0}
DEFAULTS |= {"sizes": "one_size", "hidden": 30, "learning_rate": 0.5, "steps": 3000}
DEFAULTS |= {"random_state": 0}
PRESETS = {
    "preset.pixel": {},
    "preset.tilted": {"angle": 15},
    "preset.upside": {"angle": 180},
    "preset.bent": {"shift": 0, "elastic": 20},
    "preset.sizes": {"sizes": "all_sizes"},
}
SEEDS = 5
DECAY = 1e-4  # λ/n, as in the book: every arm shrinks its weights alike
READ = dict(zip(contest.PUBLISHED_SIZES, contest.PUBLISHED["network"], strict=True))
GUESSES = {"0°": 0, "15°": 15, "180°": 180}
SHOWN = (6, 9, 2, 4, 7)  # the digits in the gallery


@st.cache_resource(max_entries=4, show_spinner=False)
def pool(_source: str, size: int, seed: int, **amounts: int) -> tuple[Array, Array]:
    """Return the first `size` training images and their copies, made once for all readers."""
    images, rng = examples.split(size).training, np.random.default_rng(seed)
    return augmentation.augment(images.X, images.Y, rng=rng, **amounts)


say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, list(GUESSES))

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    size = 2000 if examples.source() == "mnist" else 1000  # of the pool
    one, two = st.columns(2)
    with one:
        ladder = [n for n in examples.sizes(size, size) if 2 * n <= size]
        n = controls.ladder("n_training", sorted({*ladder, 300}), DEFAULTS["n_training"])
        shift = controls.slider("shift", 0, 3, DEFAULTS["shift"], 1)
    with two:
        copies = controls.slider("copies", 1, 5, DEFAULTS["copies"], 1)
        angle = controls.slider("angle", 0, 180, DEFAULTS["angle"], 5)
    with st.expander(labels.label("more")):
        elastic = controls.slider("elastic", 0, 60, DEFAULTS["elastic"], 5)
        sizes = controls.choice("sizes", ["one_size", "all_sizes"], DEFAULTS["sizes"])
        hidden = controls.ladder("hidden", [10, 30, 60, 100], DEFAULTS["hidden"])
        steps = controls.ladder("steps", [500, 1000, 3000, 10_000], DEFAULTS["steps"])
        eta = controls.ladder("learning_rate", [0.1, 0.2, 0.5, 1, 2], DEFAULTS["learning_rate"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    amounts = {"copies": copies, "shift": shift, "angle": angle, "elastic": elastic}
    X, Y = pool(examples.source(), size, seed, **amounts)
    arms = {"originals": (n, 0), "with_copies": (n, copies), "twice": (2 * n, 0)}
    if sizes == "all_sizes":
        every = {
            f"{made} {k}": (k, made) for k in examples.sizes(size, size) for made in (0, copies)
        }
        arms |= {name: arm for name, arm in every.items() if arm not in arms.values()}
    names = {name: labels.label(name) for name in ("originals", "with_copies", "twice")}
    series = (names["originals"], names["with_copies"])
    seen, answers = examples.sample(examples.split(size).validation)
    sixes, nines = (seen[answers[:, digit] == 1] for digit in (6, 9))
    upside_down = augmentation.warp(sixes, 0, 180)
    mistakes = {
        "six": partial(measures.read_as, X=sixes, label=9),
        "nine": partial(measures.read_as, X=nines, label=6),
        "turned": partial(measures.read_as, X=upside_down, label=9),
    }

    def start() -> Experiment:
        """Give each arm five networks, each with its own draw of originals and its own start."""
        seeds, trainers = range(seed, seed + SEEDS), {}
        common = Settings(hidden_layer_sizes=(hidden,), learning_rate=eta)
        for name, (drawn, made) in arms.items():
            rows = augmentation.draw(drawn, size, made, seeds)
            l2 = DECAY * rows.shape[1]
            several = [replace(common, l2=l2, random_state=own) for own in seeds]
            trainers[name] = Trainer(several, X, Y, rows=rows)
        sets = {"validation": (seen, answers)}
        measure = partial(monitoring.learning, sets=sets, **mistakes)
        return Experiment(trainers, measure, experiment.marks(steps, 30 if len(arms) < 4 else 12))

    def measured(bench: lab.Bench) -> pd.DataFrame:
        """Return the records with the share of misread digits in %."""
        frame = bench.frame
        return frame.assign(misread=100 - 100 * frame["accuracy validation"])

    def told(bench: lab.Bench) -> dict[str, float]:
        """Return medians of the errors, draws won and lost, and mix-ups, all in %; {} at first."""
        if not bench.done:
            return {}
        last = measured(bench).query("latest").pivot(index="network", columns="name")
        if not set(names) <= set(last["misread"]):  # all networks of an arm ran away
            return {}
        ends = last["misread"][list(names)]
        better = ends["originals"] - ends["with_copies"]
        numbers = dict(ends.median()) | {"wins": (better > 0).sum(), "losses": (better < 0).sum()}
        numbers["noise"] = (ends["originals"].median() * (100 - ends["originals"].median())) ** 0.5
        numbers["noise"] /= len(seen) ** 0.5
        for name in mistakes:
            numbers[name] = 100 * last[name]["with_copies"].mean()
            numbers[f"{name}_plain"] = 100 * last[name]["originals"].mean()
        return numbers

    def written(bench: lab.Bench) -> dict[str, object]:
        """Return the numbers of the scene and of the run as the words have them."""
        whole = ("wins", "losses", *mistakes, *(f"{name}_plain" for name in mistakes))
        texts = {k: f"{v:.{0 if k in whole else 1}f}" for k, v in told(bench).items()}
        return texts | {"n": n, "double": 2 * n, "made": n * copies, "angle": angle, "steps": steps}

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return the errors over updates, size and angle, and what is read as what."""
        frame = measured(bench)
        now = frame[frame["latest"]].assign(
            size=lambda rows: rows["name"].map({name: k for name, (k, _) in arms.items()}),
            series=lambda rows: rows["name"].map({k: series[m > 0] for k, (_, m) in arms.items()}),
        )
        here = now[now["size"] == n].groupby("series", sort=False)
        errors = here["misread"].median()
        book = {k: 100 - share for k, share in READ.items()}
        kinds = {name: say.text(f"mistake.{name}") for name in mistakes}
        by_role = frame.assign(series=frame["name"].map(names)).dropna(subset="series")
        over = charts.more_data
        return {
            "learning": over.over_updates(by_role, tuple(names.values()), steps),
            "size": over.over_size(now, series, book, say.text("book"), say.text("axis.size")),
            "angle": over.over_angle(
                {**memory, angle: errors.get(series[1])}, errors.get(series[0]), series
            ),
            "mistakes": over.mixed_up(here[list(mistakes)].mean().reset_index(), kinds, series),
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the copies and the pictures, under what they ask or what they told at the end."""
        drawn, numbers = bench.once(lambda: pictures(bench)), written(bench)
        tense = "told" if "wins" in numbers else "ask"

        def row(images: str, squares: Array, chart: str) -> None:
            """Draw images, and the chart that is about them."""
            left, right = st.columns(2, vertical_alignment="bottom")
            with left:
                alternative = say.text(f"{images}.alt")
                charts.images(say.text(images), squares, columns=7, most=1, alternative=alternative)
            with right:
                title, alternative = (
                    say.text(f"{chart}.{tense}", **numbers),
                    say.text(f"{chart}.alt"),
                )
                charts.show(title, drawn[chart], alternative=alternative)

        first = np.array([Y[:size, digit].argmax() for digit in SHOWN])
        shown = first[:, None] + size * np.arange(1 + copies)
        row("gallery", charts.more_data.beside(as_float(X[shown])), "learning")
        charts.grid(say, {name: drawn[name] for name in ("size", "angle")}, tense, numbers)
        row("alike", np.concatenate([upside_down[:14], nines[:14]]), "mistakes")

    scene = (arms, shift, elastic, hidden, eta, steps, seed, examples.source())
    memory = st.session_state.setdefault("more_data.angles", {}).setdefault(str(scene), {})
    bench = lab.bench((*scene, angle), start, draw)
    result, numbers = told(bench), written(bench)
    if result:
        memory[angle] = result["with_copies"]
        effect = "helps" if result["wins"] >= 4 else "harms" if result["losses"] >= 4 else "tie"
        claim = f"{say.text('verdict', **numbers)} {say.text(f'effect.{effect}', **numbers)}"
        right_guess = None
        if set(GUESSES.values()) <= set(memory):
            least = min(memory[turn] for turn in GUESSES.values())
            close = [g for g, turn in GUESSES.items() if memory[turn] <= least + result["noise"]]
            best = min(GUESSES, key=lambda g: memory[GUESSES[g]])
            right_guess = guess if guess in close else best
            found = {f"at_{turn}": f"{memory[turn]:.1f}" for turn in GUESSES.values()}
            claim += " " + say.text("verdict.angles", **found, best=", ".join(close), **numbers)
        else:
            claim += " " + say.text("verdict.more")
        quiz.verdict(guess, right_guess, claim)
    won = n == 300 and bool(result) and result["with_copies"] < result["twice"]
    news = say.text("challenge.news" if result else "challenge.before", **numbers)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, augmentation.augment, augmentation.bends, augmentation.warp)
