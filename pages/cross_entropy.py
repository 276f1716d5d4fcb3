"""The quadratic cost and the cross-entropy in a real network, on real handwriting."""

import inspect
from dataclasses import replace

import streamlit as st

from core import functions, monitoring, network
from core.experiment import Experiment, marks
from core.settings import Settings
from core.training import Trainer
from pages.common import charts, controls, examples, lab, labels, prose, quiz

ETAS = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 3.0, 5.0]
DEFAULTS = {"compare": "quadratic", "weight_init": "standard", "learning_rate": 0.5, "hidden": 30}
DEFAULTS |= {"eta_mode": "same", "n_training": 500, "epochs": 20, "batch_size": 10}
DEFAULTS |= {"random_state": 0}
PRESETS = {
    "preset.standard": {},
    "preset.sixth": {"learning_rate": 3.0, "eta_mode": "sixth"},
    "preset.scaled": {"weight_init": "scaled"},
    "preset.linear": {
        "compare": "linear_quadratic",
        "weight_init": "scaled",
        "learning_rate": 0.05,
    },
}
SEEDS = 5

say = prose.words(__file__)
left, right = prose.columns()

with left:
    say("idea")
    guess = quiz.predict(say, [say.text("larger"), say.text("smaller")])

with right:
    controls.presets({say.text(name): DEFAULTS | scene for name, scene in PRESETS.items()})
    columns = st.columns(2)
    with columns[0]:
        compare = controls.choice("compare", ["quadratic", "linear_quadratic"], DEFAULTS["compare"])
        eta = controls.ladder("learning_rate", ETAS, DEFAULTS["learning_rate"])
    with columns[1]:
        start_kind = controls.choice("weight_init", ["standard", "scaled"], DEFAULTS["weight_init"])
        hidden = controls.ladder("hidden", [10, 30, 60, 100], DEFAULTS["hidden"])
    with st.expander(labels.label("more")):
        mode = controls.choice("eta_mode", ["same", "sixth"], DEFAULTS["eta_mode"])
        n = controls.ladder("n_training", examples.sizes(), DEFAULTS["n_training"])
        epochs = controls.ladder("epochs", [5, 10, 20, 40], DEFAULTS["epochs"])
        batch_size = controls.ladder("batch_size", [1, 2, 5, 10, 20, 50], DEFAULTS["batch_size"])
        seed = controls.ladder("random_state", list(range(10)), DEFAULTS["random_state"])
        controls.scene_tools(DEFAULTS)
    common = Settings(
        hidden_layer_sizes=(hidden,), weight_init=start_kind, learning_rate=eta,
        batch_size=batch_size, epochs=epochs,
    )  # fmt: skip
    entropy_eta = eta / 6 if mode == "sixth" else eta
    choices = {
        compare: replace(common, cost=compare),
        "cross_entropy": replace(common, cost="cross_entropy", learning_rate=entropy_eta),
    }
    seeds = range(seed, seed + SEEDS)
    scene = {"choices": choices, "n": n, "seeds": seeds, "data": examples.source()}
    names = {cost: labels.label(cost) for cost in choices}
    over = {"x_title": labels.label("epoch"), "x_domain": (0, epochs)}

    def start() -> Experiment:
        """Put five networks of each cost at the same five starts."""
        split = examples.split(n)
        sets = {
            "training": examples.sample(split.training),
            "validation": examples.sample(split.validation),
        }

        def measure(trainer: Trainer) -> list[dict[str, float]]:
            records = monitoring.learning(trainer, sets)
            for record, settings, parameters in zip(
                records, trainer.settings, trainer.parameters, strict=True
            ):
                record["stuck"] = monitoring.stuck(settings, parameters, *sets["validation"])
            return records

        trainers = {
            cost: Trainer(
                [replace(settings, random_state=k) for k in seeds],
                split.training.X,
                split.training.Y,
            )
            for cost, settings in choices.items()
        }
        steps = epochs * trainers[compare].steps_per_epoch
        return Experiment(trainers, measure, marks(steps, most=40))

    def draw(bench: lab.Bench) -> None:
        """Accuracy first, then the costs, then what the outputs feel."""
        frame, series = bench.frame, tuple(names.values())
        frame = frame[frame["name"].isin(names)].copy()
        frame["series"] = charts.named(names, frame["name"])
        frame["epoch"] = frame["step"] * batch_size / n
        told = outcome(bench)
        tense = "told" if told else "ask"

        columns = st.columns(2)
        with columns[0]:
            spec = charts.lines("epoch", "accuracy validation", series, band=True, y_domain=(0, 1),
                                y_title=labels.label("accuracy"), **over)  # fmt: skip
            charts.show(say.text(f"accuracy.{tense}", **told), spec,
                        d=charts.band(frame, "accuracy validation", "epoch"),
                        alternative=say.text("accuracy.alt"))  # fmt: skip
            spec = charts.lines("epoch", "stuck", series, band=True, y_domain=(0, 0.5),
                                y_title=say.text("axis.stuck"), **over)  # fmt: skip
            charts.show(say.text(f"stuck.{tense}"), spec, d=charts.band(frame, "stuck", "epoch"),
                        alternative=say.text("stuck.alt"))  # fmt: skip
        with columns[1]:
            parts = {f"cost {part}": labels.label(part) for part in ("training", "validation")}
            costs = frame.melt(
                ["run", "name", "network", "epoch", "latest"], list(parts), "part", "cost"
            )
            first = costs.groupby(["run", "name", "network", "part"])["cost"].transform("first")
            costs["relative"] = costs["cost"] / first
            costs["series"] = costs["name"].map(names) + ", " + costs["part"].map(parts)
            four = tuple(f"{name}, {part}" for name in names.values() for part in parts.values())
            spec = charts.lines("epoch", "relative", four, y_title=say.text("axis.relative"),
                                y_domain=(0, 1.2), **over)  # fmt: skip
            charts.show(say.text(f"cost.{tense}"), spec, d=charts.band(costs, "relative", "epoch"),
                        alternative=say.text("cost.alt"))  # fmt: skip
            X, Y = examples.sample(examples.split(n).validation)
            errors = {
                names[cost]: monitoring.output_errors(choices[cost], trainer.parameters[0], X, Y)
                for cost, trainer in bench.experiment.trainers.items()
            }
            spec = charts.lines("left", "share", series, log=True, steps=True, y_domain=(1e-4, 1),
                                x_domain=(-1, 1), x_title=say.text("axis.delta"),
                                y_title=say.text("axis.share"))  # fmt: skip
            charts.show(say.text(f"delta.{tense}"), spec, d=charts.histogram(errors, -1, 1, 1e-4),
                        alternative=say.text("delta.alt"))  # fmt: skip

    def outcome(bench: lab.Bench) -> dict[str, str]:
        """Return the medians at the end and their gap in points, as text; empty before the end."""
        frame = bench.frame
        last = frame[frame["latest"]].groupby("name")["accuracy validation"].median()
        if not bench.done or len(last) < len(choices):
            return {}
        entropy, other = 100 * last["cross_entropy"], 100 * last[compare]
        gap = entropy - other
        return {"entropy": f"{entropy:.1f}", "other": f"{other:.1f}", "gap": f"{gap:.1f}"}

    bench = lab.bench("cross_entropy", scene, start, draw)
    told = outcome(bench)
    gaps = st.session_state.setdefault("cross_entropy.gaps", {})
    rest = str({**scene, "choices": [replace(s, weight_init="scaled") for s in choices.values()]})
    if told:
        gaps[rest, start_kind] = float(told["gap"])
    both = [gaps.get((rest, kind)) for kind in ("standard", "scaled")]
    if told and None not in both:
        right_answer = say.text("larger" if both[1] > both[0] else "smaller")
        claim = say.text("verdict.both", standard=f"{both[0]:.1f}", scaled=f"{both[1]:.1f}")
        quiz.verdict(guess, right_answer, claim)
    elif told:
        st.info(say.text("verdict.one", **told), icon=":material/science:")
    won = bool(told) and float(told["gap"]) < 0
    news = say.text("challenge.news", **told) if told else say.text("challenge.before")
    quiz.challenge(say.text("challenge"), won, news)

with st.expander(labels.label("mathematics"), expanded=True):
    say("mathematics")
with st.expander(labels.label("code")):
    st.code(
        inspect.getsource(functions.Cost) + "\n\n" + inspect.getsource(network.gradient), "python"
    )
st.caption(say.text("sources"))
