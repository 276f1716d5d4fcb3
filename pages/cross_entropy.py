"""The quadratic cost and the cross-entropy in a real network, on real handwriting."""

from dataclasses import replace
from functools import partial

import streamlit as st

from core import experiment, functions, measures, monitoring, network
from core.experiment import Experiment
from core.settings import Settings
from pages.common import charts, controls, examples, lab, labels, prose, quiz

DEFAULTS = {"compare": "quadratic", "weight_init": "standard", "learning_rate": 0.5, "hidden": 30}
DEFAULTS |= {"eta_mode": "same", "n_training": 500, "epochs": 20, "batch_size": 10}
DEFAULTS |= {"random_state": 0}
PRESETS = {
    "preset.standard": {},
    "preset.sixth": {"learning_rate": 3, "eta_mode": "sixth"},
    "preset.scaled": {"weight_init": "scaled"},
    "preset.linear": {
        "compare": "linear_quadratic",
        "weight_init": "scaled",
        "learning_rate": 0.05,
    },
}
ETAS = [0.05, 0.1, 0.2, 0.3, 0.5, 1, 2, 3, 5]

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text("larger"), say.text("smaller")])

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    one, two = st.columns(2)
    with one:
        compare = controls.choice("compare", ["quadratic", "linear_quadratic"], DEFAULTS["compare"])
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with two:
        begin = controls.choice("weight_init", ["standard", "scaled"], DEFAULTS["weight_init"])
        hidden = controls.ladder("hidden", [10, 30, 60, 100], DEFAULTS["hidden"])
    with st.expander(labels.label("more")):
        mode = controls.choice("eta_mode", ["same", "sixth"], DEFAULTS["eta_mode"])
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
        epochs = controls.ladder("epochs", [5, 10, 20, 40], DEFAULTS["epochs"])
        batch_size = controls.ladder("batch_size", [1, 2, 5, 10, 20, 50], DEFAULTS["batch_size"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)

    etas = {compare: eta, "cross_entropy": eta / 6 if mode == "sixth" else eta}
    names = {cost: labels.label(cost) for cost in etas}
    series = tuple(names.values())
    split = examples.split(n)
    sets = {
        "training": examples.sample(split.training),
        "validation": examples.sample(split.validation),
    }

    common = Settings(
        hidden_layer_sizes=(hidden,),
        weight_init=begin,
        batch_size=batch_size,
        epochs=epochs,
        random_state=seed,
    )

    def start() -> Experiment:
        """Put five networks of each cost at the same five starts."""
        arms = {c: replace(common, cost=c, learning_rate=rate) for c, rate in etas.items()}
        stuck = partial(measures.stuck, X=sets["validation"][0], Y=sets["validation"][1])
        measure = partial(monitoring.learning, sets=sets, stuck=stuck)
        return experiment.compare(arms, split.training.X, split.training.Y, measure)

    def leads(bench: lab.Bench) -> dict[str, float]:
        """Return both medians at the end in %, the lead and its noise in points; {} before that."""
        if not bench.done:
            return {}
        last = bench.frame.query("latest").groupby("name")["accuracy validation"].median() * 100
        if set(last.index) != set(etas):
            return {}
        entropy, other = last["cross_entropy"], last[compare]
        noise = (entropy * (100 - entropy) / len(sets["validation"][0])) ** 0.5
        return {"entropy": entropy, "other": other, "lead": entropy - other, "noise": noise}

    def pictures(bench: lab.Bench) -> dict[str, charts.Picture]:
        """Return accuracy first, then the costs, then what the outputs feel."""
        frame = bench.table(names)
        parts = {f"cost {part}": labels.label(part) for part in sets}
        costs = charts.long(frame, parts, "cost")
        first = costs.groupby(["run", "series", "network", "part"])["cost"].transform("first")
        costs["relative"] = costs["cost"] / first

        pushes = {
            names[cost]: measures.output_errors(
                trainer.settings[0], trainer.parameters[0], *sets["validation"]
            )
            for cost, trainer in bench.experiment.trainers.items()
        }
        epoch = {"series": series, "x_domain": (0, epochs)}
        share = say.text("axis.share")
        return {
            "accuracy": charts.lines(
                frame, "epoch", "accuracy validation", **epoch, y_domain=(0, 1), band=True
            ),
            "cost": charts.lines(
                costs, "epoch", "relative", **epoch, y_domain=(0, 1.2), parts=tuple(parts.values())
            ),
            "stuck": charts.lines(
                frame, "epoch", "stuck", **epoch, y_title=share, y_domain=(0, 0.25), band=True
            ),
            "delta": charts.lines(
                charts.histogram(pushes, (-1, 1), least=1e-4),
                "left",
                "share",
                series,
                x_title=say.text("axis.delta"),
                x_domain=(-1, 1),
                y_title=share,
                y_domain=(1e-4, 1),
                y_scale="log",
                steps=True,
            ),
        }

    def draw(bench: lab.Bench) -> None:
        """Draw the pictures under what they ask, or under what they told at the end."""
        told = {name: f"{value:.1f}" for name, value in leads(bench).items()}
        drawn = bench.once(lambda: pictures(bench))
        charts.grid(say, drawn, "told" if told else "ask", told)

    scene = (compare, begin, etas, hidden, n, epochs, batch_size, seed, examples.source())
    bench = lab.bench(scene, start, draw)
    result = leads(bench)
    told = {name: f"{value:.1f}" for name, value in result.items()}
    seen = st.session_state.setdefault("cross_entropy.leads", {})
    if result:
        seen[(begin, *map(str, scene[2:]))] = result["lead"]
    both = [seen.get((kind, *map(str, scene[2:]))) for kind in ("standard", "scaled")]
    if result and None not in both:
        answer = say.text("larger" if both[1] > both[0] else "smaller")
        points = {"standard": f"{both[0]:.1f}", "scaled": f"{both[1]:.1f}"}
        quiz.verdict(guess, answer, say.text("verdict.both", **points))
    elif result:
        quiz.verdict(guess, None, say.text("verdict.one", **told))
    news = say.text("challenge.news", **told) if told else say.text("challenge.before")
    won = bool(result) and result["lead"] < -result["noise"]
    quiz.challenge(say.text("challenge"), won, news)

prose.close(say, functions.Cost, network.gradient)
