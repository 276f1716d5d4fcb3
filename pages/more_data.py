"""More data, and data made from data: what originals and their copies are worth."""

import numpy as np
import streamlit as st

from core.labs.more_data import augmentation, lab
from core.labs.more_data.measured import MEASURED
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.images import images
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.common.visit import memory
from pages.more_data import charts

PRESETS = {
    "preset.pixel": {},
    "preset.tilted": {"angle": 15},
    "preset.upside": {"angle": 180},
    "preset.bent": {"shift": 0, "elastic": 20},
    "preset.sizes": {"sizes": "all_sizes"},
}
GUESSES = {"0°": 0, "15°": 15, "180°": 180}
DIGITS = (6, 9, 2, 4, 7, 3)  # in the gallery
ALIKE = 12  # 6s upside down, and 9s
ASKED = 300  # originals in the challenge

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()
data = data_choice.source()
pool = lab.POOL[data]
validation = data_choice.split(pool).validation

with left:
    say("idea")
    guess = quiz.predict(say, list(GUESSES))
    sixes, nines = (validation.X[validation.labels == digit][:ALIKE] for digit in (6, 9))
    pair = np.concatenate([augmentation.warp(sixes, 0, 180), nines])
    images(say.text("alike"), pair, columns=ALIKE, alternative=say.text("alike.alt"))

with right:
    scene.presets(say, PRESETS)
    sizes = data_choice.sizes(pool, pool)
    one, two = st.columns(2)
    with one:
        halves = {size for size in sizes if 2 * size <= pool}
        n = scene.ladder("n_training", sorted(halves | {ASKED}), 200)
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
        scene.tools()

    further = sizes if which == "all_sizes" else []
    amounts = {"copies": copies, "shift": shift, "angle": angle, "elastic": elastic}
    drawn = lab.gallery(data=data, labels=DIGITS, random_state=seed, **amounts)
    images(
        say.text("gallery"),
        charts.beside(drawn),
        columns=charts.COLUMNS,
        alternative=say.text("gallery.alt"),
    )

    choices = {"data": data, "n_training": n, **amounts, "further": further, "steps": steps}
    choices |= {"hidden_layer_sizes": (hidden,), "learning_rate": eta, "random_state": seed}
    others = {name: value for name, value in choices.items() if name != "angle"}
    tried = memory("angles").setdefault(repr(others), {})  # what was found, by angle
    names = {name: labels.label(name) for name in ("originals", "with_copies", "twice")}
    series = (names["originals"], names["with_copies"])
    kinds = {kind: say.text(f"mistake.{kind}") for kind in ("six", "nine", "turned")}
    counts = {"n": n, "double": 2 * n, "made": n * copies}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return the error rate over updates, angle and size, and what is read as what."""
        frame, now = bench.frame, lab.newest(bench.experiment)
        plain, copied = now["originals"], now["with_copies"]
        turned = {turn: found.with_copies.error_rate for turn, found in tried.items()}
        turned[angle] = copied.error_rate
        arms = lab.arms(n, copies, further)
        book = (lab.BOOK, say.text("book"), say.text("axis.size"))
        return {
            "learning": charts.over_updates(frame, names, steps),
            "angle": charts.over_angle(turned, plain.error_rate, series),
            "size": charts.over_size(frame, arms, series, *book),
            "mistakes": charts.mixed_up(plain, copied, kinds, series),
        }

    bench = set_up(lab, choices, titled(say, pictures, height=250, angle=angle, **counts))
    won, news = False, say.text("challenge.before", asked=ASKED)
    if found := bench.found:
        tried[angle] = found
        comma = prose.pick(", ", "、")
        effect = {1: "helps", -1: "harms"}.get(found.gain.sign, "level")
        claims = [say.text("verdict", found, counts, steps=steps), say.text(f"effect.{effect}")]
        missing = [name for name, turn in GUESSES.items() if turn not in tried]
        if missing:
            answer = None
            claims.append(say.text("verdict.more", missing=comma.join(missing)))
        else:
            leads = lab.leads_of_best({name: tried[turn].gain for name, turn in GUESSES.items()})
            order = list(leads)
            level = [name for name in order if not leads[name].clear]
            ahead = [say.text("ahead", name=name, lead=leads[name]) for name in order[1:]]
            rates = {"upright": tried[0], "tilted": tried[15], "around": tried[180]}
            claims.append(say.text("verdict.angles", rates, best=order[0], ahead=comma.join(ahead)))
            if len(level) > 1:
                claims.append(say.text("verdict.level", level=comma.join(level)))
            answer = None if guess in level and len(level) > 1 else order[0]
        quiz.verdict(guess, answer, prose.pick(" ", "").join(claims))
        won = n == ASKED and found.gain.sign == 1 and found.beyond_twice.sign >= 0
        news = say.text("challenge.news", found, counts)
    quiz.challenge(say.text("challenge", asked=ASKED, double=2 * ASKED), won, news)

prose.close(say, lab.experiment, augmentation.changed, augmentation.displacement, augmentation.warp)
