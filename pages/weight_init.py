"""Weight initialisation: the spread of z at the start, and what it does to learning."""

import streamlit as st

from core.labs.weight_init import lab, weighted_input
from core.labs.weight_init.measured import MEASURED
from core.network import textbook
from core.network.settings import WEIGHT_SD, Settings
from pages.common import controls, data_choice, labels, prose, quiz
from pages.common.bench import Bench
from pages.common.charts.picture import Picture, grid, titled
from pages.common.live import set_up
from pages.weight_init import charts
from pages.weight_init.weighted_input import spread

PRESETS = {
    "preset.standard": {},
    "preset.scaled": {"weight_init": "scaled"},
    "preset.zeros": {"weight_init": "zeros"},
    "preset.repair": {"lambda": 0.3, "learning_rate": 0.5, "n_training": 100, "epochs": 100},
}
ETAS = [0.02, 0.05, 0.1, 0.2, 0.5, 1, 2]
SPREADS = ["1", "10", "100"]
GOAL, INPUTS = 1.5, 1000  # what the challenge asks for: an SD of z, and as many inputs

say, scene = prose.words(__file__, MEASURED), controls.Scene()
left, right = prose.columns()

with left:
    say("idea")
    spread_guess = quiz.predict(say, SPREADS, "predict.spread")
    starts = [*map(labels.option, ("standard", "scaled")), say.text("answer.same")]
    gradient_guess = quiz.predict(say, starts, "predict.gradient")

with right:
    scene.presets(say, PRESETS)
    begin = scene.choice("weight_init", list(WEIGHT_SD), "standard")
    one, two, three = st.columns(3)
    with one:
        n_in = scene.slider("n_in", 10, 2000, 1000, 10)
    with two:
        share_on = scene.slider("share_on", 0.0, 1.0, 0.5, 0.05)
    with three:
        bias_sd = scene.slider("bias_sd", 0.0, 2.0, 1.0, 0.1)
    with st.expander(labels.label("more")):
        kind = scene.choice("activation", ["sigmoid", "tanh", "relu"], "sigmoid")
        one, two = st.columns(2)
        with one:
            eta = scene.ladder("learning_rate", ETAS, 0.1)
            l2 = scene.ladder("lambda", [0, 0.1, 0.3, 1, 3, 10], 0)
            hidden = scene.ladder("hidden", [10, 30, 60, 100], 30)
        with two:
            n = scene.ladder("n_training", data_choice.sizes(), 1000)
            epochs = scene.ladder("epochs", [5, 10, 20, 40, 100], 10)
            seed = scene.seed()
        scene.tools()

    settings = {"hidden_layer_sizes": (hidden,), "activation": kind, "bias_sd": bias_sd}
    settings |= {"learning_rate": eta, "epochs": epochs, "random_state": seed}
    chosen = {"weight_init": begin, **settings}
    choices = {"data": data_choice.source(), "n_training": n, "l2": l2, **chosen}

    numbers, theory, sample = lab.neurons(Settings(**chosen), n_in, share_on)
    say("numbers", numbers)
    bells = spread(kind, theory, sample)
    grid(say, bells, "told", numbers, f=labels.option(kind), height=130)  # low: Run is in view
    if spread_guess and (begin, n_in, share_on, bias_sd) == ("standard", 100, 1, 1):
        nearest = min(SPREADS, key=lambda text: abs(float(text) - numbers.sd))
        quiz.verdict(spread_guess, nearest, say.text("verdict.spread", numbers))

    fades = bool(l2) and begin != "zeros"  # weights on blank pixels, and there are some to shrink

    def names(bench: Bench) -> dict[str, str]:
        """Return what the page calls each trainer: its start, unless it is zeros or has L2."""
        called = {name: labels.option(name) for name in bench.experiment.trainers}
        own = {"zeros": say.text("arm.zeros"), f"{begin}+l2": say.text("arm.l2")}
        return {name: own.get(name, text) for name, text in called.items()}

    def called(bench: Bench) -> dict[str, str]:
        """Return what the two starts that the words speak of are called."""
        roles, own = lab.roles(bench.experiment), names(bench)
        return {"name_a": own[roles["a"]], "name_b": own[roles["b"]]}

    def pictures(bench: Bench) -> dict[str, Picture]:
        """Return accuracy first, then what the start does to z, to the gradient, to the weights."""
        drawn = charts.learning(
            bench.table(names(bench)),
            tuple(names(bench).values()),
            {name: say.text(f"part.{name}") for name in ("layer_1", "layer_2")},
            {name: say.text(f"part.{name}") for name in ("ink", "blank")},
            {name: say.text(f"axis.{name}") for name in ("z", "gradient", "weights")},
            epochs,
            lab.predicted(bench.experiment) if fades else None,
        )
        if fades:
            drawn["decay"] = drawn.pop("weights")
        return drawn

    bench = set_up(lab, choices, titled(say, pictures, called, height=310))
    if found := bench.found:
        claims = ["verdict"]
        claims += ["verdict.zeros"] if begin == "zeros" else []
        claims += ["verdict.repair"] if fades else []
        told = "\n\n".join(say.text(c, found, called(bench), hidden=hidden) for c in claims)
        asked = set(bench.experiment.trainers) == {"standard", "scaled"}
        larger = called(bench).get(f"name_{found.larger}", say.text("answer.same"))
        quiz.verdict(gradient_guess, larger if asked else None, told)
    met = begin == "he" and share_on == 1 and n_in >= INPUTS and numbers.sd < GOAL + 1e-9
    quiz.challenge(
        say.text("challenge", goal=GOAL, inputs=INPUTS), met, say.text("challenge.news", numbers)
    )

prose.close(say, lab.experiment, textbook.initialize, weighted_input)
