"""Is it the algorithm or the data? A network against an SVM, over more and more examples."""

import streamlit as st

from core.labs.svm import comparison, lab, learning_curves, rbf_kernel
from core.labs.svm.measured import MEASURED
from pages.common import controls, data_choice, frame, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, titled
from pages.common.live import set_up
from pages.svm import charts

PRESETS = {
    "preset.today": {},
    "preset.then": {"gamma": "auto"},
    "preset.tuned": {"C": 10, "updates": 2000, "hidden": 100},
}
GAMMAS = ["auto", "scale", "0.0003", "0.001", "0.003", "0.01", "0.03", "0.1", "0.3", "1"]
MOST = {"digits": 1000, "mnist": 2000}  # examples
NETWORK = {"updates": 1000, "learning_rate": 0.5, "hidden": 30}
ASKED = NETWORK | {"gamma": "scale", "C": 1, "largest": 1000}
EARLY = 300  # examples, in the challenge

say, scene = frame.lab(__file__, MEASURED), controls.Scene()
data = data_choice.source()

with frame.settings():
    scene.presets(say, PRESETS)
    one, two = st.columns(2)
    with one:
        gamma = scene.ladder("gamma", GAMMAS, "scale")
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
        scene.restore()
with frame.places().words:
    notes = ["book"] if data == "mnist" else ["book", "book.harder"]
    st.caption(prose.pick(" ", "").join(map(say.text, notes)))

names = {name: labels.label(name) for name in lab.LEARNERS}
results = {1: names["svm"], -1: names["network"], 0: say.text("tie")}  # by the sign of the lead
question = quiz.predict(say, scene, list(results.values()), ASKED)

width = gamma if gamma in ("auto", "scale") else float(gamma)
choices = {"data": data, "C": C, "gamma": width, "updates": updates, "largest": largest}
choices |= {"draws": draws, "learning_rate": eta, "hidden_layer_sizes": (hidden,)}
choices |= {"random_state": seed}
similar = lab.similarity(data, width)
means = {"same": similar.same.mean(), "different": similar.different.mean()}


def pictures(bench: Bench) -> dict[str, Picture]:
    """Return accuracy, what the kernel finds similar, and the time of fitting."""
    table, most = bench.table(names), MOST[data]
    now = table["run"] == "now"
    table["latest"] = now & (table["size"] == table["size"][now].iloc[-1])
    pair = (say.text("same"), say.text("different"))
    turn = bench.found.turn if bench.found else None
    return {
        "accuracy": charts.accuracy(table, names, most, turn),
        "similarity": charts.similarity(similar, pair, say.text("pairs")),
        "seconds": charts.seconds(bench.experiment.trainers, names, most),
    }


def changes(bench: Bench) -> dict[str, str]:
    """Return what a finished run says of the changes of the lead: none, one or several."""
    if not (found := bench.found):
        return {}
    kind = {0: "none", 1: "once"}.get(found.changes, "several")
    shown = {"after": names[found.after], "before": names[found.before]}
    return {"claim": say.text(f"claim.{kind}", found, **shown)}


bench = set_up(lab, choices, titled(say, pictures, changes, **means))
won, news = False, say.text("challenge.before")
if found := bench.found:
    weigh = say.text("clear" if found.lead.clear else "chance")
    quiz.verdict(question, results[found.lead.sign], say.text("verdict", found, weigh=weigh))
    early = found.turn is None or found.turn.size < EARLY
    ahead = found.after == "svm" and found.lead.sign == 1
    won = scene.holds(NETWORK | {"gamma": "auto"}) and early and ahead
    news = say.text("challenge.news", found, changes(bench))
quiz.challenge(say.text("challenge", early=EARLY), won, news)

frame.close(say, learning_curves.svm, learning_curves.network, rbf_kernel, comparison.crossings)
