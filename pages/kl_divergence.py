"""Entropy, cross-entropy and KL: three numbers, one picture, and a q that learns p."""

from fractions import Fraction
from math import inf, isinf

import pandas as pd
import streamlit as st

from core import distribution, information
from core.experiment import Experiment, marks
from pages.common import charts, controls, lab, labels, prose, quiz

SHARES = ["0", "1/10", "1/5", "1/4", "1/3", "2/5", "1/2", "3/5", "2/3", "3/4", "4/5", "9/10", "1"]
ETAS = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 4, 10]
DEFAULTS = {"p1": 0.9, "p2": "1", "q1": 0.2, "q2": "1"}
DEFAULTS |= {"unit": "nats", "learning_rate": 0.2, "steps": 100}
PRESETS = {
    "preset.soft": {},
    "preset.hard": {"p1": 1.0, "q1": 0.7, "steps": 3000},
    "preset.zero": {"p1": 0.7, "p2": "2/3", "q1": 0.0, "q2": "3/5"},
    "preset.three": {"p1": 0.7, "p2": "2/3", "q1": 0.5, "q2": "3/5"},
    "preset.swapped": {"p1": 0.5, "p2": "3/5", "q1": 0.7, "q2": "2/3"},
}
GUESSES = ["0", "0.325", "0.693"]
LEAST = 1e-4  # where the axis of KL begins
LARGE = 1.0  # nats of cross-entropy that the challenge asks for
PARTS = {"entropy": "H(p)", "kl": "KL(p‖q)", "reverse": "KL(q‖p)"}
STACKS = [("CE(p, q)", "entropy"), ("CE(p, q)", "kl"), ("KL(p‖q)", "kl"), ("KL(q‖p)", "reverse")]

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, GUESSES)

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    cut = {}
    for place, name in zip(st.columns(4), ("p1", "p2", "q1", "q2"), strict=True):
        with place:
            if name in ("p1", "q1"):
                cut[name] = controls.slider(name, 0.0, 1.0, DEFAULTS[name], 0.01)
            else:
                cut[name] = float(Fraction(controls.ladder(name, SHARES, DEFAULTS[name])))
    with st.expander(labels.label("more")):
        unit = controls.choice("unit", list(information.NATS), DEFAULTS["unit"])
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
        steps = controls.ladder("steps", [30, 100, 300, 1000, 3000], DEFAULTS["steps"])
        controls.scene_tools(DEFAULTS)

    nats, units = information.NATS[unit], {"unit": labels.label(unit)}
    p, q = distribution.pair(cut["p1"], cut["p2"], cut["q1"], cut["q2"])
    outcomes = tuple(str(k + 1) for k in range(len(p)))
    scene = list(zip(outcomes, p, q, strict=True))
    concerned = {  # which outcomes each note speaks of
        "note.infinite": [k for k, happens, expected in scene if happens > 0 == expected],
        "note.start": [k for k, _, expected in scene if expected == 0],
        "note.never": [k for k, happens, expected in scene if happens == 0 < expected],
    }
    both = {name: ", ".join(f"{share:.3g}" for share in r) for name, r in (("p", p), ("q", q))}
    notes = [say.text(f"note.{len(p)}", **both)]
    notes += [say.text(note, outcomes=", ".join(ks)) for note, ks in concerned.items() if ks]
    st.caption(prose.pick(" ", "").join(notes))

    def texts(q: distribution.Shares, nats: float) -> dict[str, str]:
        """Return what compares p with q as text; the sum is that of its parts as they are shown."""
        sizes = {k: round(v / nats, 4) + 0.0 for k, v in distribution.compare(p, q).items()}
        sizes["cross_entropy"] = sizes["entropy"] + sizes["kl"]
        return {name: "∞" if isinf(size) else f"{size:.4f}" for name, size in sizes.items()}

    def results(bench: lab.Bench) -> dict[str, object]:
        """Return what the words say of a finished run; nothing before that."""
        if not bench.done:
            return {}
        first, last = (texts(bench.experiment.records[k]["q"], nats) for k in (0, -1))
        close = distribution.first_close(p, q, eta, steps)
        told = {"first": first["cross_entropy"], "close": close, "steps": steps}
        told |= {"p1": f"{p[0]:.3f}", "q1": f"{bench.experiment.records[-1]['q'][0]:.3f}"}
        return last | units | told

    def start() -> Experiment:
        """Put q where the reader has put it."""
        learner = {"q": distribution.trainer(p, q, eta)}
        return Experiment(learner, distribution.measure, marks(steps))

    def axis(*sizes: float) -> float:
        """Return where an axis ends so that all sizes, in the unit, find room; ∞ never does."""
        most = max(size for size in sizes if not isinf(size))
        return next(top for top in (0.5, 1, 1.5, 2, 3, 5, 10) if most <= top)

    def seen(bench: lab.Bench) -> distribution.Shares:
        """Return the q of now: the reader's, or as far as it has learned."""
        return bench.experiment.records[-1]["q"] if bench.begun else q

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return p beside q, the sum, the code, the valley, and CE and KL over the run."""
        records, now = bench.experiment.records, seen(bench)
        shown = texts(now, nats)
        sizes = {name: size / nats for name, size in distribution.compare(p, now).items()}
        tall = axis(records[0]["cross_entropy"] / nats, records[0]["reverse"] / nats)
        names = {k: say.text(f"series.{k}") for k in ("cross_entropy", "entropy", "kl", "close")}
        both = (names["cross_entropy"], names["entropy"])

        shares = pd.DataFrame({"outcome": outcomes * 2, "probability": [*p, *now]})
        shares = shares.assign(series=["p"] * len(p) + ["q"] * len(q))
        shares["text"] = shares["probability"].map("{:.3f}".format)

        sums = pd.DataFrame(STACKS, columns=["stack", "part"])
        for column, table in {"series": PARTS, "size": sizes, "text": shown}.items():
            sums[column] = sums["part"].map(table)

        first, own, code = (information.code_lengths(c) / nats for c in (records[0]["q"], p, now))
        codes = {say.text("series.code"): code, say.text("series.own"): own}

        places, heights = distribution.valley(p, now)
        valley = pd.DataFrame({"q1": places, "cost": heights / nats, "series": both[0]})
        point = {"q1": now[0], "cost": sizes["cross_entropy"], "series": both[0], "latest": True}
        floor = {"q1": [0, 1], "cost": sizes["entropy"], "series": both[1]}
        valley = pd.concat([valley, pd.DataFrame([point]), pd.DataFrame(floor)])
        valley = valley[valley["cost"] < inf]

        runs = bench.frame.melt(
            ["run", "step", "latest"], ["cross_entropy", "entropy", "kl"], "key", "cost"
        )
        runs = runs.assign(series=runs["key"].map(names), cost=runs["cost"] / nats)
        kl = runs[runs["key"] == "kl"].assign(
            cost=lambda table: table["cost"].clip(lower=LEAST / 10)
        )
        close = {"step": [0, steps], "cost": distribution.CLOSE / nats, "series": names["close"]}
        kl = pd.concat([kl, pd.DataFrame(close)])

        update = {"x_title": labels.label("update"), "x_domain": (0, steps)}
        size = {"y_title": labels.label(unit), "y_domain": (0, tall)}
        log = {"y_title": labels.label(unit), "y_domain": (LEAST, 10), "y_scale": "log"}
        stacked = {"stacked": True, "x_title": " ", "legend_columns": 3}
        return {
            "shares": charts.bars(shares, "outcome", "probability", ("p", "q"), y_domain=(0, 1.15)),
            "sum": charts.bars(sums, "stack", "size", tuple(PARTS.values()), **stacked, **size),
            "code": charts.areas(
                dict(zip(outcomes, p, strict=True)),
                codes,
                x_title=say.text("axis.p"),
                y_title=say.text("axis.length", **units),
                top=axis(*first, *own),
            ),
            "valley": charts.lines(valley, "q1", "cost", both, x_domain=(0, 1), **size),
            "cost": charts.lines(runs[runs["key"] != "kl"], "step", "cost", both, **update, **size),
            "kl": charts.lines(kl, "step", "cost", (names["kl"], names["close"]), **update, **log),
        }

    def draw(bench: lab.Bench) -> None:
        """Write the sum of now, and draw the pictures."""
        told = results(bench)
        say("sum", **texts(seen(bench), nats), **units)
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if told else "ask", told)

    bench = lab.bench((p, q, eta, steps), start, draw)
    told = results(bench)
    if told:
        end, learned = bench.experiment.records[-1]["cross_entropy"], told["close"] is not None
        nearest = min(GUESSES, key=lambda text: abs(float(text) - end))
        asked = learned and len(p) == 2 and p[0] == DEFAULTS["p1"]  # what the question is about
        claim = say.text("verdict" if learned else "verdict.far", **told)
        quiz.verdict(guess, nearest if asked else None, claim)

    reached = distribution.compare(p, seen(bench))
    met = reached["cross_entropy"] >= LARGE and reached["kl"] < distribution.CLOSE
    news = say.text("challenge.news", **texts(seen(bench), 1))
    if met:
        news += prose.pick(" ", "") + say.text("challenge.why")
    quiz.challenge(say.text("challenge"), met, news)

prose.close(say, information, distribution)
