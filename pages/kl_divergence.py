"""Entropy, cross-entropy and KL: what the right code costs, what a wrong one costs, the rest."""

from fractions import Fraction

import streamlit as st

from core.labs.kl_divergence import information, lab, learned_distribution
from core.labs.kl_divergence.measured import MEASURED
from pages.common import controls, frame, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.kl_divergence import charts
from pages.kl_divergence.code_words import code_words

SHARES = ["0", "1/10", "1/5", "1/4", "1/3", "2/5", "1/2", "3/5", "2/3", "3/4", "4/5", "9/10", "1"]
ETAS = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 10]
PRESETS = {
    "preset.soft": {},
    "preset.hard": {"p1": 1.0, "q1": 0.7, "steps": 3000},
    "preset.zero": {"p1": 0.7, "p2": "2/3", "q1": 0.0, "q2": "3/5"},
    "preset.three": {"p1": 0.7, "p2": "2/3", "q1": 0.5, "q2": "3/5"},
    "preset.swapped": {"p1": 0.5, "p2": "3/5", "q1": 0.7, "q2": "2/3"},
}
GUESSES = ["0", "0.325", "0.693"]
ASKED = {"p1": 0.9, "p2": "1", "q1": 0.2, "q2": "1", "unit": "nats"}
ASKED |= {"learning_rate": 0.2, "steps": 100}
LARGE = 1.05  # nats of cross-entropy that the challenge asks for

say, scene = frame.lab(__file__, MEASURED), controls.Scene()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        p1 = scene.slider("p1", 0.0, 1.0, 0.9, 0.01)
        eta = scene.ladder("learning_rate", ETAS, 0.2)
    with two:
        q1 = scene.slider("q1", 0.0, 1.0, 0.2, 0.01)
        steps = scene.ladder("steps", [30, 100, 300, 1000, 3000], 100)
    notes = st.container()
    with st.expander(labels.label("more")):
        p2 = scene.ladder("p2", SHARES, "1")
        q2 = scene.ladder("q2", SHARES, "1")
        unit = scene.choice("unit", list(information.NATS), "nats")
        scene.restore()

question = quiz.predict(say, scene, GUESSES, ASKED)

p, q = learned_distribution.pair(p1, float(Fraction(p2)), q1, float(Fraction(q2)))
choices = {"p": p, "q": q, "learning_rate": eta, "steps": steps}
texts = {name: ", ".join(f"{share:.3g}" for share in r) for name, r in (("p", p), ("q", q))}
about = [say.text(f"note.{len(p)}", **texts)]
for note, outcomes in lab.zeros(p, q).items():
    about.append(say.text(f"note.{note}", outcomes=", ".join(map(str, outcomes))))
shown = {"steps": steps, "p1": p[0], "unit": labels.label(unit)}
begun = lab.rounded(learned_distribution.compare(p, q), unit)
about.append(say.text("note.reverse", begun, shown))
notes.caption(prose.pick(" ", "").join(about))
codes = tuple(say.text(f"series.{name}") for name in ("right", "wrong", "extra"))
costs = {name: say.text(f"series.{name}") for name in ("cross_entropy", "entropy")}
rows = [say.text("row", outcome=k, share=share) for k, share in enumerate(p, start=1)]
rows.append(say.text("row.mean"))


def seen(bench: Bench) -> tuple[learned_distribution.Shares, learned_distribution.Sizes]:
    """Return q and its sizes in nats: as the reader put it, or as far as it has learned."""
    if not bench.begun:
        return q, learned_distribution.compare(p, q)
    newest = bench.experiment.records[-1]
    return newest["q"], lab.sizes(newest)


def rounded(bench: Bench) -> learned_distribution.Sizes:
    """Return the sizes of now in the reader's unit."""
    return lab.rounded(seen(bench)[1], unit)


def told(bench: Bench) -> lab.Findings | None:
    """Return what the run showed, in the reader's unit."""
    if not bench.found:
        return None
    first, last = (lab.rounded(size, unit) for size in (bench.found.first, bench.found.last))
    return bench.found._replace(first=first, last=last)


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return the code words, the valley, and the cost over the run."""
    first, now = bench.experiment.records[0], seen(bench)[0]
    end = charts.top(unit, first["cross_entropy"])
    over = {"x_domain": (0, steps), "x_title": say.text("axis.step")}
    length = say.text("axis.length", unit=labels.label(unit))
    return {
        "code": code_words(p, now, first["q"], codes, rows, unit, length),
        "valley": charts.valley(p, now, tuple(costs.values()), unit, end),
        "cost": charts.cost(bench.frame, costs, unit, end, **over),
    }


bench = set_up(lab, choices, titled(say, pictures, told, rounded, **shown))
sizes = seen(bench)[1]
if bench.done:
    nearest = min(GUESSES, key=lambda text: abs(float(text) - sizes.cross_entropy))
    learned = bench.found.close is not None
    claim = say.text("verdict" if learned else "verdict.far", told(bench), **shown)
    quiz.verdict(question, nearest if learned else None, claim)

met = sizes.cross_entropy >= LARGE and sizes.kl < learned_distribution.CLOSE
news = say.text("challenge.news", lab.rounded(sizes, "nats"))
if met:
    news += prose.pick(" ", "") + say.text("challenge.why")
quiz.challenge(say.text("challenge", large=LARGE), met, news)

frame.close(say, information, learned_distribution)
