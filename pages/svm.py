"""Is it the algorithm or the data? A network against an SVM, over more and more examples."""

import streamlit as st

from core.labs.svm import comparison, lab, learning_curves, rbf_kernel
from core.labs.svm.measured import MEASURED
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
ASKED = 1000  # examples, in the prediction
EARLY = 300  # examples, in the challenge

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()
data = data_choice.source()
names = {name: labels.label(name) for name in lab.LEARNERS}
results = {1: names["svm"], -1: names["network"], 0: say.text("tie")}  # by the sign of the lead

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
    similar = lab.similarity(data, width)
    means = {"same": similar.same.mean(), "different": similar.different.mean()}
    network = {"updates": updates, "learning_rate": eta, "hidden": hidden}
    untouched = all(scene.defaults[key] == value for key, value in network.items())

    def changes(section: str, found: lab.Findings) -> str:
        """Return what a section says of the changes of the lead: none, one or several."""
        kind = {0: "none", 1: "once"}.get(found.changes, "several")
        shown = {"after": names[found.after], "before": names[found.before]}
        return say.text(f"{section}.{kind}", found, **shown)

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return accuracy, what the kernel finds similar, error rate, and time of fitting."""
        frame, most = bench.table(names), MOST[data]
        now = frame["run"] == "now"
        frame["latest"] = now & (frame["size"] == frame["size"][now].iloc[-1])
        pair = (say.text("same"), say.text("different"))
        turn = bench.found.turn if bench.found else None
        return {
            "accuracy": charts.accuracy(frame, names, most, turn),
            "similarity": charts.similarity(similar, pair, say.text("pairs")),
            "error_rate": charts.error_rate(frame, names, most),
            "seconds": charts.seconds(bench.experiment.trainers, names, most),
        }

    def draw(bench: Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        drawn = bench.once(lambda: pictures(bench))
        claim = changes("claim", bench.found) if bench.done else ""
        grid(say, drawn, "told" if bench.done else "ask", bench.found, **means, claim=claim)
        notes = ["book"] if data == "mnist" else ["book", "book.harder"]
        st.caption(prose.pick(" ", "").join(map(say.text, notes)))

    bench = set_up(lab, choices, draw)
    won, news = False, say.text("challenge.before")
    if found := bench.found:
        asked = untouched and (gamma, C) == ("scale", scene.defaults["C"]) and largest >= ASKED
        answer = results[found.leads[ASKED].sign] if asked else None
        weigh = say.text("clear" if found.lead.clear else "chance")
        end = say.text("verdict.end", found, draws=draws, weigh=weigh)
        claims = [changes("verdict", found), end]
        if not asked:
            claims.append(say.text("verdict.other"))
        quiz.verdict(guess, answer, prose.pick(" ", "").join(claims))
        early = found.turn is None or found.turn.size < EARLY
        ahead = found.after == "svm" and found.lead.sign == 1
        won = untouched and gamma == "auto" and early and ahead
        news = say.text("challenge.news", found, claim=changes("claim", found))
    quiz.challenge(say.text("challenge", early=EARLY), won, news)

prose.close(say, learning_curves.svm, learning_curves.network, rbf_kernel, comparison.crossings)
