"""More data, and data made from data: what originals and their copies are worth."""

import streamlit as st

from core.labs.more_data import augmentation, lab
from core.labs.more_data.measured import MEASURED
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.more_data import charts
from pages.more_data.turned import turned

PRESETS = {
    "preset.upside": {},
    "preset.pixel": {"angle": 0},
    "preset.tilted": {"angle": 15},
    "preset.bent": {"angle": 0, "shift": 0, "elastic": 20},
    "preset.sizes": {"angle": 0, "sizes": "all_sizes"},
}
ASKED = {"n_training": 200, "copies": 4, "shift": 1, "angle": 180, "elastic": 0}
ASKED |= {"hidden": 30, "steps": 3000, "learning_rate": 0.5}
DIGITS = (6, 2, 4)  # in the gallery
TURNS = range(0, 181, 30)  # of the 6 that is read, in degrees
CHALLENGED = 300  # originals in the challenge

say, scene = frame.lab(__file__, MEASURED), controls.Scene()
data = data_choice.source()
pool = lab.POOL[data]

with frame.settings():
    scene.presets(say, PRESETS)
    sizes = data_choice.sizes(pool, pool)
    one, two = st.columns(2)
    with one:
        halves = {size for size in sizes if 2 * size <= pool}
        n = scene.ladder("n_training", sorted(halves | {CHALLENGED}), 200)
        shift = scene.slider("shift", 0, 3, 1, 1)
    with two:
        copies = scene.slider("copies", 1, charts.MOST, 4, 1)
        angle = scene.slider("angle", 0, 180, 180, 5)
    with st.expander(labels.label("more")):
        elastic = scene.slider("elastic", 0, 60, 0, 5)
        which = scene.choice("sizes", ["one_size", "all_sizes"], "one_size")
        hidden = scene.ladder("hidden", [10, 30, 60, 100], 30)
        steps = scene.ladder("steps", [500, 1000, 3000, 10_000], 3000)
        eta = scene.ladder("learning_rate", [0.1, 0.2, 0.5, 1, 2], 0.5)
        seed = scene.seed()
        scene.restore()

guesses = {1: say.text("guess.fewer"), 0: say.text("guess.level"), -1: say.text("guess.more")}
question = quiz.predict(say, scene, list(guesses.values()), ASKED)

further = sizes if which == "all_sizes" else []
amounts = {"copies": copies, "shift": shift, "angle": angle, "elastic": elastic}
choices = {"data": data, "n_training": n, **amounts, "further": further, "steps": steps}
choices |= {"hidden_layer_sizes": (hidden,), "learning_rate": eta, "random_state": seed}
names = {name: labels.label(name) for name in ("originals", "with_copies", "twice")}
series = (names["originals"], names["with_copies"])
kinds = (say.text("kind.same"), say.text("kind.other"))
counts = {"n": n, "double": 2 * n, "made": n * copies, "angle": angle}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return a turned 6 and what it is read as, copies, and the error rate twice."""
    X, Y = bench.experiment.sets["validation"]
    six = augmentation.warp(X[[Y[:, 6].argmax()] * len(TURNS)], 0, TURNS)
    read = {names[name]: digits for name, digits in lab.readings(bench.experiment, six).items()}
    drawn = lab.gallery(data=data, labels=DIGITS, random_state=seed, **amounts)
    book = (lab.BOOK, say.text("book"), say.text("axis.size"))
    arms = lab.arms(n, copies, further)
    return {
        "turned": turned(six, TURNS, read, 6, kinds),
        "gallery": charts.gallery(drawn),
        "learning": charts.over_updates(bench.frame, names, steps),
        "size": charts.over_size(bench.frame, arms, series, *book),
    }


bench = set_up(lab, choices, titled(say, pictures, **counts))
won, news = False, say.text("challenge.before", asked=CHALLENGED)
if found := bench.found:
    effect = {1: "helps", 0: "level", -1: "harms"}[found.gain.sign]
    told = say.text(f"effect.{effect}", found, cost=-found.gain.value)
    claim = say.text("verdict", found, counts, effect=told)
    quiz.verdict(question, guesses[found.gain.sign], claim)
    won = n == CHALLENGED and found.gain.sign == 1 and found.beyond_twice.sign >= 0
    news = say.text("challenge.news", found, counts)
asked = {"asked": CHALLENGED, "double": 2 * CHALLENGED}
quiz.challenge(say.text("challenge", asked), won, news)

frame.close(say, lab.experiment, augmentation.changed, augmentation.displacement, augmentation.warp)
