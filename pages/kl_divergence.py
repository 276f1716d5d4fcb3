"""Entropy, cross-entropy and KL: three numbers, one picture, and a q that learns p."""

from fractions import Fraction

import streamlit as st

from core.labs.kl_divergence import information, lab, learned_distribution
from core.labs.kl_divergence.measured import MEASURED
from pages.common import controls, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid
from pages.common.live import set_up
from pages.kl_divergence import charts

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
ASKED = (0.9, 0.1)  # the p that the prediction asks about
LARGE = 1.05  # nats of cross-entropy that the challenge asks for

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, GUESSES)

with right:
    scene.presets(say, PRESETS)
    places = st.columns(4)
    with places[0]:
        p1 = scene.slider("p1", 0.0, 1.0, 0.9, 0.01)
    with places[1]:
        p2 = scene.ladder("p2", SHARES, "1")
    with places[2]:
        q1 = scene.slider("q1", 0.0, 1.0, 0.2, 0.01)
    with places[3]:
        q2 = scene.ladder("q2", SHARES, "1")
    with st.expander(labels.label("more")):
        unit = scene.choice("unit", list(information.NATS), "nats")
        eta = scene.ladder("learning_rate", ETAS, 0.2)
        steps = scene.ladder("steps", [30, 100, 300, 1000, 3000], 100)
        scene.tools()

    p, q = learned_distribution.pair(p1, float(Fraction(p2)), q1, float(Fraction(q2)))
    choices = {"p": p, "q": q, "learning_rate": eta, "steps": steps}
    texts = {name: ", ".join(f"{share:.3g}" for share in r) for name, r in (("p", p), ("q", q))}
    notes = [say.text(f"note.{len(p)}", **texts)]
    for note, outcomes in lab.zeros(p, q).items():
        notes.append(say.text(f"note.{note}", outcomes=", ".join(map(str, outcomes))))
    st.caption(prose.pick(" ", "").join(notes))
    shown = {"steps": steps, "p1": p[0], "unit": labels.label(unit)}

    def seen(bench: Bench) -> tuple[learned_distribution.Shares, learned_distribution.Sizes]:
        """Return q and its sizes in nats: as the reader put it, or as far as it has learned."""
        if not bench.begun:
            return q, learned_distribution.compare(p, q)
        newest = bench.experiment.records[-1]
        return newest["q"], lab.sizes(newest)

    def told(bench: Bench) -> lab.Findings | None:
        """Return what the run showed, in the reader's unit."""
        if not bench.found:
            return None
        first, last = (lab.rounded(size, unit) for size in (bench.found.first, bench.found.last))
        return bench.found._replace(first=first, last=last)

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return p beside q, the sum, the code, the valley, and CE and KL over the run."""
        first, (now, sizes) = bench.experiment.records[0], seen(bench)
        series = {k: say.text(f"series.{k}") for k in ("cross_entropy", "entropy")}
        both = tuple(series.values())
        gap = (say.text("series.kl"), say.text("series.close"))
        codes = {say.text("series.code"): now, say.text("series.own"): p}
        titles = (say.text("axis.p"), say.text("axis.length", unit=labels.label(unit)))
        over = {"x_domain": (0, steps), "x_title": say.text("axis.step")}
        end = charts.top(unit, first["cross_entropy"], first["reverse"])
        return {
            "shares": charts.shares(p, now),
            "sum": charts.parts(lab.rounded(sizes, unit), unit, end),
            "code": charts.code(p, codes, first["q"], unit, titles),
            "valley": charts.valley(p, now, both, unit, end),
            "cost": charts.cost(bench.frame, series, unit, end, **over),
            "kl": charts.gap(bench.frame, gap, unit, **over),
        }

    def draw(bench: Bench) -> None:
        """Write the sum of now, and draw the pictures."""
        _, sizes = seen(bench)
        say("sum", lab.rounded(sizes, unit), unit=labels.label(unit))
        drawn = bench.once(lambda: pictures(bench))
        grid(say, drawn, "told" if bench.done else "ask", told(bench), **shown)

    bench = set_up(lab, choices, draw)
    _, sizes = seen(bench)
    if bench.done:
        nearest = min(GUESSES, key=lambda text: abs(float(text) - sizes.cross_entropy))
        learned = bench.found.close is not None
        claim = say.text("verdict" if learned else "verdict.far", told(bench), **shown)
        quiz.verdict(guess, nearest if learned and p == ASKED else None, claim)

    met = sizes.cross_entropy >= LARGE and sizes.kl < learned_distribution.CLOSE
    news = say.text("challenge.news", lab.rounded(sizes, "nats"))
    if met:
        news += prose.pick(" ", "") + say.text("challenge.why")
    quiz.challenge(say.text("challenge", large=LARGE), met, news)

prose.close(say, information, learned_distribution)
