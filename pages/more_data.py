"""More data, and data made from data: what originals and their copies are worth."""

import numpy as np
import streamlit as st

from core.labs.more_data import augmentation, lab
from core.labs.more_data.measured import MEASURED
from pages.common import controls, data_choice, frame, labels, quiz
from pages.common.bench import Bench
from pages.common.charts.images import images
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.more_data import charts

PRESETS = {
    "preset.upside": {"angle": 180},
    "preset.pixel": {},
    "preset.tilted": {"angle": 15},
    "preset.bent": {"shift": 0, "elastic": 20},
    "preset.sizes": {"sizes": "all_sizes"},
}
ASKED = {"copies": 4, "shift": 1, "angle": 180, "elastic": 0}
EFFECTS = {1: "helps", 0: "level", -1: "harms"}  # by the sign of the gain
DIGITS = (6, 9, 4)  # in the gallery
ALIKE = 12  # 6s upside down, and 9s
FEW = 300  # originals in the challenge

say, scene = frame.lab(__file__, MEASURED), controls.Scene()
data = data_choice.source()
pool = lab.POOL[data]

with frame.settings():
    scene.presets(say, PRESETS)
    sizes = data_choice.sizes(pool, pool)
    one, two = st.columns(2)
    with one:
        halves = {size for size in sizes if 2 * size <= pool}
        n = scene.ladder("n_training", sorted(halves | {FEW}), 200)
        shift = scene.slider("shift", 0, 3, 1, 1)
    with two:
        copies = scene.slider("copies", 1, 5, 4, 1)
        angle = scene.slider("angle", 0, 180, 0, 5)
    with st.expander(labels.label("more")):
        elastic = scene.slider("elastic", 0, 60, 0, 5)
        which = scene.choice("sizes", ["one_size", "all_sizes"], "one_size")
        hidden = scene.ladder("hidden", [10, 30, 60, 100], 30)
        steps = scene.ladder("steps", [500, 1000, 3000, 10_000], 3000)
        eta = scene.ladder("learning_rate", [0.1, 0.2, 0.5, 1, 2], 0.5)
        seed = scene.seed()
        scene.restore()

effects = {name: say.text(f"effect.{name}") for name in EFFECTS.values()}
question = quiz.predict(say, scene, list(effects.values()), ASKED)

with frame.places().words:
    validation = data_choice.split(pool).validation
    sixes, nines = (validation.X[validation.labels == digit][:ALIKE] for digit in (6, 9))
    pair = np.concatenate([augmentation.warp(sixes, 0, 180), nines])
    images(say.text("alike"), pair, columns=ALIKE, alternative=say.text("alike.alt"))

further = sizes if which == "all_sizes" else []
amounts = {"copies": copies, "shift": shift, "angle": angle, "elastic": elastic}
choices = {"data": data, "n_training": n, **amounts, "further": further, "steps": steps}
choices |= {"hidden_layer_sizes": (hidden,), "learning_rate": eta, "random_state": seed}
made = lab.gallery(data=data, labels=DIGITS, random_state=seed, **amounts)
names = {name: labels.label(name) for name in ("originals", "with_copies", "twice")}
series = (names["originals"], names["with_copies"])
mistakes = {kind: say.text(f"mistake.{kind}") for kind in ("six", "nine", "turned")}
kinds = (say.text("kind.label"), say.text("kind.other"))
counts = {"n": n, "double": 2 * n, "made": n * copies}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the copies as they are read, the error rate over updates and size, and 6s and 9s."""
    frame, now = bench.frame, lab.newest(bench.experiment)
    plain, copied = now["originals"], now["with_copies"]
    arms = lab.arms(n, copies, further)
    book = (lab.BOOK, say.text("book"), say.text("axis.size"))
    return {
        "copies": charts.copies(made, DIGITS, lab.read(bench.experiment, made), kinds),
        "learning": charts.over_updates(frame, names, steps),
        "mistakes": charts.mixed_up(plain, copied, mistakes, series),
        "size": charts.over_size(frame, arms, series, *book),
    }


def misread(bench: Bench) -> dict[str, int]:
    """Return how many of the copies that are shown are read as another digit, and of how many."""
    wrong = lab.read(bench.experiment, made[:, 1:]) != np.array(DIGITS)[:, None]
    return {"misread": wrong.sum(), "shown": wrong.size}


bench = set_up(lab, choices, titled(say, pictures, misread, **counts))
won, news = False, say.text("challenge.before", few=FEW)
if found := bench.found:
    effect = EFFECTS[found.gain.sign]
    claim = say.text("verdict", found, counts, steps=steps, told=say.text(f"told.{effect}"))
    quiz.verdict(question, effects[effect], claim)
    won = n == FEW and found.gain.sign == 1 and found.beyond_twice.sign >= 0
    news = say.text("challenge.news", found, counts)
quiz.challenge(say.text("challenge", few=FEW, double=2 * FEW), won, news)

frame.close(say, lab.experiment, augmentation.changed, augmentation.displacement, augmentation.warp)
