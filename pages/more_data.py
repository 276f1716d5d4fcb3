"""More data, and data made from data: what originals and their copies are worth."""

import numpy as np
import streamlit as st

from core.data import handwriting
from core.labs.more_data import augmentation, lab
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.images import images
from pages.common.charts.picture import Picture, grid
from pages.common.live import set_up
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

say, scene = prose.words(__file__), controls.Scene()
left, right = prose.columns()
data = data_choice.source()
pool = lab.POOL[data]
X, Y = handwriting.sample(data_choice.split(pool).validation, lab.SEEN)

with left:
    say("idea")
    guess = quiz.predict(say, list(GUESSES))
    sixes, nines = (X[Y[:, digit] == 1][:ALIKE] for digit in (6, 9))
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
    angles = st.session_state.setdefault("more_data.angles", {}).setdefault(str(others), {})
    names = {name: labels.label(name) for name in ("originals", "with_copies", "twice")}
    series = (names["originals"], names["with_copies"])
    kinds = {kind: say.text(f"mistake.{kind}") for kind in ("six", "nine", "turned")}

    def findings(bench: Bench) -> dict[str, float]:
        """Return what the newest records show, and the scene."""
        found = lab.findings(bench.experiment.records, len(X))
        scene = {"n": n, "double": 2 * n, "made": n * copies, "angle": angle, "steps": steps}
        return found | scene

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return the errors over updates, size and angle, and what is read as what."""
        frame, found, draw = bench.frame, findings(bench), charts
        arms = lab.arms(n, copies, further)
        book = (lab.MISREAD, say.text("book"), say.text("axis.size"))
        turned = angles | {angle: found["with_copies"]}
        return {
            "learning": draw.over_updates(frame, names, steps),
            "angle": draw.over_angle(turned, found["originals"], series),
            "size": draw.over_size(frame, arms, series, *book),
            "mistakes": draw.mixed_up(found, kinds, series),
        }

    def draw(bench: Bench) -> None:
        """Draw the pictures, under what they ask or what they told at the end."""
        drawn, found = bench.once(lambda: (pictures(bench), findings(bench)))
        grid(say, drawn, "told" if bench.done else "ask", found, height=250)

    bench = set_up(lab.experiment, choices, draw)
    found, news, won = findings(bench), say.text("challenge.before"), False
    if bench.done:
        angles[angle] = found["with_copies"]
        effect = "helps" if found["wins"] >= 4 else "harms" if found["losses"] >= 4 else "tie"
        claims, answer = [say.text("verdict", **found), say.text(f"effect.{effect}", **found)], None
        comma = prose.pick(", ", "、")
        tried = {name: angles[turn] for name, turn in GUESSES.items() if turn in angles}
        if len(tried) == len(GUESSES):
            close = lab.close_to_best(tried, found["noise"])
            answer = guess if guess in close else close[0]
            shares = {f"at_{turn}": angles[turn] for turn in GUESSES.values()}
            claims.append(say.text("verdict.angles", **found, **shares, best=comma.join(close)))
        else:
            missing = comma.join(name for name in GUESSES if name not in tried)
            claims.append(say.text("verdict.more", missing=missing))
        quiz.verdict(guess, answer, prose.pick(" ", "").join(claims))
        won = n == ASKED and found["with_copies"] < found["twice"]
        news = say.text("challenge.news", **found)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, lab.experiment, augmentation.changed, augmentation.bends, augmentation.warp)
