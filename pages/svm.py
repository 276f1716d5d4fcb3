"""Is it the algorithm or the data? A network against an SVM, over more and more examples."""

from statistics import median

import pandas as pd
import streamlit as st

from core import contest, kernel, lead
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"gamma": "auto", "C": 1, "updates": 1000, "largest": 1000}
DEFAULTS |= {"learning_rate": 0.5, "hidden": 30, "draws": 3, "random_state": 0}
PRESETS = {
    "preset.then": {},
    "preset.today": {"gamma": "scale"},
    "preset.tuned": {"gamma": "scale", "C": 10, "updates": 2000, "hidden": 100},
}
NETWORK = ("updates", "learning_rate", "hidden")  # what the challenge leaves as it is
GAMMAS = ["auto", "scale", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]
SIZES = [20, 50, 100, 200, 500, 1000, 2000]  # at 2000 one SVM takes 0.3 s and cannot be stopped
POOL = {"digits": 1000, "mnist": 50_000}  # where the subsets are drawn from
MOST = {"digits": 1000, "mnist": 2000}
ASKED, EARLY = 1000, 300  # the sizes in the prediction and in the challenge
SEEN = 500  # validation images, at most
PAIRS = 200  # training images whose likeness is shown

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    names = {name: labels.label(name) for name in ("svm", "network")}
    guess = quiz.predict(say, [*names.values(), say.text("tie")])

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    source = examples.source()
    sizes = [size for size in SIZES if size <= MOST[source]]
    one, two = st.columns(2)
    with one:
        gamma = controls.ladder("gamma", GAMMAS, DEFAULTS["gamma"])
        C = controls.ladder("C", [0.1, 1, 10, 100, 1000], DEFAULTS["C"])
    with two:
        updates = controls.ladder("updates", [100, 300, 1000, 2000, 5000], DEFAULTS["updates"])
        large = [size for size in sizes if size >= 200]
        largest = controls.ladder("largest", large, DEFAULTS["largest"])
    with st.expander(labels.label("more")):
        etas = [0.05, 0.1, 0.2, 0.5, 1, 2]
        eta = controls.ladder("learning_rate", etas, DEFAULTS["learning_rate"])
        hidden = controls.ladder("hidden", [10, 30, 100], DEFAULTS["hidden"])
        draws = controls.ladder("draws", [3, 4, 5], DEFAULTS["draws"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    width = gamma if gamma in ("auto", "scale") else float(gamma)
    split = examples.split(POOL[source])
    training = split.training
    seen, Y = examples.sample(split.validation, most=SEEN)
    told_apart = Y.argmax(axis=1)
    network = Settings(hidden_layer_sizes=(hidden,), learning_rate=eta, random_state=seed)

    def start() -> Experiment:
        """Put both before their first subset; each step fits both to one subset more."""
        tasks = contest.subsets(
            len(training.X), [size for size in sizes if size <= largest], draws, seed
        )
        learners = {
            "svm": contest.svm(C, width, training, seen, told_apart),
            "network": contest.network(network, updates, training, seen, told_apart),
        }
        return contest.contest(learners, tasks, training, told_apart)

    def fits(bench: lab.Bench) -> dict[str, list[contest.Fit]]:
        """Return the fits of each learner."""
        return {name: bench.experiment.trainers[name].fits for name in names}

    def alike() -> kernel.Likeness:
        """Return what the kernel says of pairs of training images."""
        X, labelled = examples.sample(training, most=PAIRS)
        return kernel.likeness(X, labelled.argmax(axis=1), kernel.gamma_value(width, X))

    def findings(bench: lab.Bench) -> dict[str, object]:
        """Return what the run showed, as the words need it; {} before its end."""
        if not bench.done:
            return {}
        both = fits(bench)
        share = {name: lead.medians(own) for name, own in both.items()}
        turns, end = lead.crossings(*share.values()), lead.paired(*both.values(), largest)
        ahead = "svm" if sum(share["svm"].values()) > sum(share["network"].values()) else "network"
        found = {"kind": "several" if turns[1:] else "crosses" if turns else ahead}
        found |= {
            "n": largest,
            "tenth": largest // 10,
            "draws": draws,
            "count": len(turns),
            "errors": f"{end.errors:.1f}",
        }
        for turn in turns:  # the last one stays
            crossing, order = f"{float(f'{turn.size:.2g}'):.0f}", list(names.values())[:: turn.sign]
            found |= {
                "turn": turn.size,
                "crossing": crossing,
                "after": order[0],
                "before": order[1],
            }
        found["winner"] = names["svm" if end.value > 0 else "network"]
        found["lead"] = f"{100 * abs(end.value):.1f}"
        found["weigh"] = say.text("real" if end.real else "luck")
        for name, curve in share.items():
            few, many = 1 - curve[largest // 10], 1 - curve[largest]
            times = [fit.seconds for fit in both[name] if fit.size == largest]
            found |= {f"{name}_few": f"{100 * few:.1f}", f"{name}_many": f"{100 * many:.1f}"}
            found |= {name: f"{100 * curve[largest]:.1f}", f"{name}_time": f"{median(times):.2g}"}
        if largest >= ASKED:
            asked = lead.paired(*both.values(), ASKED)
            found["answer"] = names["svm" if asked.value > 0 else "network"]
            found["answer"] = found["answer"] if asked.real else say.text("tie")
        found["claim"] = say.text(f"claim.{found['kind']}", **found)
        found["won"] = ahead == "svm" if not turns else turn.sign > 0 and turn.size < EARLY
        return found

    def published() -> pd.DataFrame:
        """Return the curves of the book, on MNIST, as far as the axis goes."""
        table = pd.DataFrame(contest.PUBLISHED).div(100).assign(size=contest.PUBLISHED_SIZES)
        table = table[table["size"] <= MOST["mnist"]].rename(columns=names)
        return table.melt("size", var_name="series", value_name="accuracy").assign(
            run=" ", network=0, latest=False
        )

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return accuracy, its errors, what the kernel finds alike, and the time of fitting."""
        frame, series = bench.table(names), tuple(names.values())
        now = frame["run"] == "now"
        frame["latest"] = now & (frame["size"] == frame["size"][now].iloc[-1])
        errors = frame.assign(errors=1 - frame["accuracy"])
        if source == "mnist":
            frame = pd.concat([published(), frame], ignore_index=True)
        seconds = pd.concat(
            pd.DataFrame({"series": names[name], "size": f.size, "seconds": f.seconds}, [f.draw])
            for name, own in fits(bench).items()
            for f in own[1:] or own
        ).reset_index(names="network")
        seconds["latest"] = seconds["size"] == seconds["size"].iloc[-1]
        found = findings(bench)
        rules = {"": found["turn"]} if "turn" in found else {}  # its title says which n
        axes = {"x_title": labels.label("examples"), "x_scale": "log"}
        axes |= {"x_domain": (1, MOST[source]), "series": series, "band": True}
        pairs = {say.text("same"): alike().same, say.text("different"): alike().different}
        bins = charts.histogram(pairs, (0, 1))
        return {
            "accuracy": charts.lines(
                frame, "size", "accuracy", y_domain=(0, 1), rules=rules, **axes
            ),
            "likeness": charts.lines(
                bins,
                "left",
                "share",
                tuple(pairs),
                x_title=labels.label("kernel"),
                y_title=say.text("pairs"),
                x_domain=(0, 1),
                y_domain=(0, 1),
                steps=True,
            ),
            "errors": charts.lines(
                errors, "size", "errors", y_domain=(0.001, 1), y_scale="log", **axes
            ),
            "seconds": charts.lines(
                seconds, "size", "seconds", y_domain=(1e-4, 10), y_scale="log", **axes
            ),
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        pairs, told = alike(), findings(bench)
        told |= {"same": f"{pairs.same.mean():.2f}", "different": f"{pairs.different.mean():.2f}"}
        told["start"] = f"{100 * bench.experiment.records[0]['accuracy']:.0f}"
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if bench.done else "ask", told)
        if source == "mnist":
            st.caption(say.text("book"))

    scene = (width, C, updates, largest, eta, hidden, draws, seed, source)
    bench = lab.bench(scene, start, draw)
    told, news = findings(bench), say.text("challenge.before")
    plain = [updates, eta, hidden] == [DEFAULTS[key] for key in NETWORK]
    if told:
        answer = told.get("answer") if plain and (gamma, C) == ("scale", DEFAULTS["C"]) else None
        claim = say.text(f"verdict.{told['kind']}", **told)
        quiz.verdict(guess, answer, f"{claim} {say.text('verdict.end', **told)}")
        news = say.text("challenge.news", **told)
    won = plain and gamma == "auto" and told.get("won", False)
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, contest.svm, contest.network, kernel, lead.crossings)
