"""L1 and L2: how each shrinks one weight, and what that does to a network."""

import streamlit as st

from core.labs.shrinkage import lab, single_weight
from core.labs.shrinkage.measured import MEASURED
from core.network import penalties
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.images import images
from pages.common.charts.picture import Picture, grid, show
from pages.common.live import set_up
from pages.common.visit import memory
from pages.shrinkage import charts
from pages.shrinkage.zone_strip import factor

L2 = {"penalty": "l2"}
PRESETS = {
    "preset.l1": {},
    "preset.l2": L2,
    "preset.scaled": L2 | {"weight_init": "scaled"},
    "preset.book": L2 | {"lambda": 0.1, "n_training": 1000, "epochs": 50},
    "preset.constant": L2 | {"lambda": 0.01, "epochs": 500},
    "preset.far": L2 | {"lambda": 1000, "n_training": 1000, "learning_rate": 10, "epochs": 20},
}
LAMBDAS = [0, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 100, 1000, 10_000, 100_000]
BOTH = ["l1_sgn", "l1_proximal"]  # run side by side, whichever is chosen
RUN = {"no_penalty": [], "l2": ["l2"], "l1_sgn": BOTH, "l1_proximal": BOTH}
REACH = {"standard": 3.0, "scaled": 1.0}  # of the axis of the histogram

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    strip = st.container()
    guess = quiz.predict(say, [say.text("none"), say.text("half"), say.text("all")])

with right:
    scene.presets(say, PRESETS)
    one, two = st.columns([6, 5])
    with one:
        penalty = scene.choice("penalty", list(single_weight.STEPS), "l1_proximal")
        lam = scene.ladder("lambda", LAMBDAS, 0.2)
    with two:
        begin = scene.choice("weight_init", ["standard", "scaled"], "standard")
        eta = scene.ladder("learning_rate", [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10], 0.5)
    with st.expander(labels.label("more")):
        w = scene.ladder("w", [0.05, 0.1, 0.2, 0.5, 1, 1.5, 2], 0.5)
        n = scene.ladder("n_training", data_choice.sizes(), 100)
        noise = scene.ladder("label_noise", [0, 10, 20, 40], 0)
        epochs = scene.ladder("epochs", [20, 50, 100, 200, 500], 100)
        batch_size = scene.ladder("batch_size", [5, 10, 20, 50], 10)
        seed = scene.seed()
        scene.tools()

    strengths = {"no_penalty": 0} | dict.fromkeys(RUN[penalty], lam)
    choices = {"data": data_choice.source(), "n_training": n, "label_noise": noise / 100}
    choices |= {"strengths": strengths, "near": w, "weight_init": begin, "learning_rate": eta}
    choices |= {"batch_size": batch_size, "epochs": epochs, "random_state": seed}
    names = {name: labels.label(name) for name in single_weight.STEPS}
    pull = eta * lam / n
    with strip:
        zones = tuple(say.text(f"zone.{name}") for name in ("shrinks", "flips", "explodes"))
        title = say.text("factor.title", pull=pull, factor=1 - pull)
        show(title, factor(1 - pull, zones), alternative=say.text("factor.alt"))

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return three pictures of one weight, and then four of the network."""
        frame, steps = bench.table(names), bench.experiment.steps
        whole = frame.dropna(subset="exact")  # at some steps only the weight is measured
        own = whole[(whole["run"] == "now") & (whole["name"] == penalty)]
        followed = frame[(frame["run"] == "now") & (frame["network"] == 0)]
        terms = {"cost training": say.text("part.data"), "penalty": say.text("part.penalty")}
        weight = own.query("network == 0")["weight"].iloc[-1]
        live = lab.live_weights(bench.experiment, penalty)
        sample = {names[name]: weights for name, weights in live.items()}
        return {
            "takes": charts.takes(names, penalty, pull, weight),
            "way": charts.way(names, penalty, pull, followed.dropna(subset="exact"), steps),
            "landing": charts.landing(names, pull, followed, steps),
            "zeros": charts.zeros(whole, names, epochs),
            "accuracy": charts.accuracy(whole, names, epochs),
            "cost": charts.cost(own, terms, epochs, epochs / lab.MARKS),
            "weights": charts.weights(sample, names, REACH[begin], say.text("axis.share")),
        }

    def told(bench: Bench) -> dict[str, object]:
        """Return what the words say of a finished run: of the chosen penalty, and its name."""
        if not bench.found:
            return {}
        found = bench.found
        own = {"chosen": found.arms[penalty], "gain": found.gains[penalty], "arms": found.arms}
        return own | {"name": say.text(penalty), "pull": pull}

    def draw(bench: Bench) -> None:
        """Draw one weight, then the network, then its first layer."""
        tense = "told" if bench.done else "ask"
        drawn = dict(bench.once(lambda: pictures(bench)))
        weights = drawn.pop("weights")
        grid(say, drawn, tense, told(bench))
        one, two = st.columns(2)
        with one:
            tense = "free" if bench.done and not strengths[penalty] else tense
            title = say.text(f"weights.{tense}", told(bench))
            show(title, weights, alternative=say.text("weights.alt"))
        with two:
            looks = {"columns": 10, "alternative": say.text("images.alt"), "most": REACH[begin] / 2}
            for name, first in lab.firsts(bench.experiment, penalty).items():
                title = say.text("images", name=say.text(name))
                images(title, first.weights[0].T, **looks)

    bench = set_up(lab, choices, draw)
    won, news = False, say.text("challenge.before")
    if found := bench.found:
        gains = memory("gains").setdefault(repr(choices | {"weight_init": "either"}), {})
        gains[begin] = found.gains[penalty]
        answer, kind = lab.answer(found), lab.kind(found, penalty, pull, gains)
        claim = say.text(f"verdict.{kind}", told(bench), gains)
        quiz.verdict(guess, say.text(answer) if answer else None, claim)
        won = lab.won(found, penalty)
        news = say.text("challenge.news", told(bench))
    quiz.challenge(say.text("challenge", most=lab.NON_ZERO, worth=lab.WORTH), won, news)

prose.close(say, lab.experiment, penalties, single_weight.after)
