"""Is it the algorithm or the data? A network against an SVM, over more and more examples."""

import streamlit as st

from core.labs.svm import comparison, lab, learning_curves, rbf_kernel
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid
from pages.common.live import set_up
from pages.svm import charts

PRESETS = {
    "preset.then": {},
    "preset.today": {"gamma": "scale"},
    "preset.tuned": {"gamma": "scale", "C": 10, "updates": 2000, "hidden": 100},
}
GAMMAS = ["auto", "scale", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]
MOST = {"digits": 1000, "mnist": 2000}  # examples
ASKED, EARLY = 1000, 300  # the sizes in the prediction and in the challenge

say, scene = prose.words(__file__), controls.Scene()
left, right = prose.columns()
data = data_choice.source()
names = {name: labels.label(name) for name in lab.LEARNERS}
results = names | {"tie": say.text("tie")}

with left:
    say("idea")
    guess = quiz.predict(say, list(results.values()))

with right:
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        gamma = scene.ladder("gamma", GAMMAS, "auto")
        C = scene.ladder("C", [0.1, 1, 10, 100, 1000], 1)
    with two:
        updates = scene.ladder("updates", [100, 300, 1000, 2000, 5000], 1000)
        sizes = [size for size in lab.SIZES if 200 <= size <= MOST[data]]
        largest = scene.ladder("largest", sizes, 1000)
    with st.expander(labels.label("more")):
        eta = scene.ladder("learning_rate", [0.05, 0.1, 0.2, 0.5, 1, 2], 0.5)
        hidden = scene.ladder("hidden", [10, 30, 100], 30)
        draws = scene.ladder("draws", [3, 4, 5], 3)
        seed = scene.seed()
        scene.tools()

    width = gamma if gamma in ("auto", "scale") else float(gamma)
    choices = {"data": data, "C": C, "gamma": width, "updates": updates, "largest": largest}
    choices |= {"draws": draws, "learning_rate": eta, "hidden_layer_sizes": (hidden,)}
    choices |= {"random_state": seed}
    alike = lab.likeness(data, width)
    network = {"updates": updates, "learning_rate": eta, "hidden": hidden}
    untouched = all(scene.defaults[key] == value for key, value in network.items())

    def findings(bench: Bench) -> dict[str, object]:
        """Return what the run showed, learners by their shown names, and its claim; {} before."""
        if not bench.done:
            return {}
        found = lab.findings(bench.experiment)
        kind = ("none", "once")[found["count"]] if found["count"] < 2 else "several"
        found |= {role: names[found[role]] for role in ("after", "before", "winner")}
        found |= {"draws": draws, "kind": kind, "tenth": found["n"] // 10}
        found["weigh"] = say.text("real" if found["real"] else "luck")
        return found | {"claim": say.text(f"claim.{kind}", **found)}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return accuracy, what the kernel finds alike, the errors, and the time of fitting."""
        frame, draw, most = bench.table(names), charts, MOST[data]
        now = frame["run"] == "now"
        frame["latest"] = now & (frame["size"] == frame["size"][now].iloc[-1])
        pair = (say.text("same"), say.text("different"))
        turn = findings(bench).get("turn", 0)
        return {
            "accuracy": draw.accuracy(frame, names, most, turn, lab.published()),
            "likeness": draw.likeness(alike, pair, say.text("pairs")),
            "errors": draw.errors(frame, names, most),
            "seconds": draw.seconds(lab.fits(bench.experiment), names, most),
        }

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        told = findings(bench) | {"same": alike.same.mean(), "different": alike.different.mean()}
        drawn = bench.once(lambda: pictures(bench))
        grid(say, drawn, "told" if bench.done else "ask", told)
        notes = ["book"] if data == "mnist" else ["book", "book.harder"]
        st.caption(prose.pick(" ", "").join(map(say.text, notes)))

    bench = set_up(lab.experiment, choices, draw)
    found, news, won = findings(bench), say.text("challenge.before"), False
    if found:
        asked = untouched and (gamma, C) == ("scale", scene.defaults["C"]) and largest >= ASKED
        answer = results[lab.leader(bench.experiment, ASKED)] if asked else None
        claims = [say.text(f"verdict.{found['kind']}", **found), say.text("verdict.end", **found)]
        claims += [] if asked else [say.text("verdict.other")]
        quiz.verdict(guess, answer, prose.pick(" ", "").join(claims))
        news = say.text("challenge.news", **found)
        overtook = found["after"] == names["svm"] and found["turn"] < EARLY
        won = untouched and gamma == "auto" and overtook
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, learning_curves.svm, learning_curves.network, rbf_kernel, comparison.crossings)
