"""The run of the page about weight initialisation: a start, another beside it, and its neurons."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from core.arrays import Array
from core.data import handwriting
from core.labs.weight_init import weighted_input
from core.labs.weight_init.weighted_input import Summary
from core.network import penalties
from core.network.settings import Settings, start_sds
from core.network.trainer import Trainer
from core.runs import metrics, statistics
from core.runs.experiment import Experiment, compare

DOTS = 300  # values of z that a picture shows


class Moment(NamedTuple):
    """Medians of the networks of one start at one mark.

    `kept` is the size of weights on blank pixels, as a share of their start; the others as in
    `experiment`.
    """

    epoch: float
    accuracy: float
    kept: float
    z: float
    layer_1: float
    ink: float


class Arm(NamedTuple):
    """One start: before learning, a fifth of the way, and at the end."""

    start: Moment
    early: Moment
    end: Moment


class Findings(NamedTuple):
    """What a finished run showed, by the `roles` of its starts.

    `kinds` are the unlike hidden neurons of the first network of "a"; `predicted` is what L2 alone
    would keep of its weights.
    """

    a: Arm
    b: Arm
    plain: Arm
    kinds: int
    predicted: float


def experiment(
    *, data: str, n_training: int, weight_init: str, l2: float, **others: Any
) -> Experiment[Trainer]:
    """Return five networks from each start, with the same random numbers but for their scale.

    Beside `weight_init` stands "standard", or "scaled" if it is standard itself; with `l2` above 0
    also "<weight_init>+l2". `data` and `n_training` as in `handwriting.load`, `others` as in
    Settings. Cost and accuracy on validation; "z", the size of the gradient of "layer_1", that of
    first weights on pixels with "ink" and on "blank" ones, as in `metrics`. ValueError for an
    impossible choice.
    """
    network = Settings(weight_init=weight_init, **others)
    rival = "scaled" if weight_init == "standard" else "standard"
    arms = {weight_init: network, rival: replace(network, weight_init=rival)}
    if l2:
        arms[f"{weight_init}+l2"] = replace(network, l2=l2)
    split = handwriting.load(data, n_training)
    ink = np.asarray(split.training.X.any(axis=0))
    X, Y = handwriting.sample(split.training, 100)
    measure = partial(
        metrics.learning,
        sets={"validation": handwriting.sample(split.validation, 1000)},
        z=partial(metrics.z_spread, X=X),
        layer_1=lambda settings, own: metrics.gradient_sizes(settings, own, X, Y)[0],
        ink=partial(metrics.input_weight_size, inputs=ink),
        blank=partial(metrics.input_weight_size, inputs=~ink),
    )
    return compare(arms, split.training.X, split.training.Y, measure)


def roles(run: Experiment[Trainer]) -> dict[str, str]:
    """Return the trainer that the scene is about ("a"), the one beside it ("b"), "a" without L2."""
    plain, rival, *with_l2 = run.trainers
    return {"a": with_l2[0] if with_l2 else plain, "b": rival, "plain": plain}


def hidden_z(run: Experiment[Trainer]) -> Array:
    """Return z (DOTS,) of hidden neurons of the first network of "a", for its first examples."""
    trainer = run.trainers[roles(run)["a"]]
    settings, parameters = trainer.settings[0], trainer.parameters[0]
    z = metrics.weighted_inputs(settings, parameters, trainer.X[: DOTS // 10])[0]
    return z.ravel()[:DOTS]


def findings(run: Experiment[Trainer]) -> Findings:
    """Return what a finished `run` showed."""
    steps = sorted({record["step"] for record in run.records})
    moments = steps[0], steps[(len(steps) - 1) // 5], run.step
    tables = [statistics.medians(run, step) for step in moments]
    arms = {}
    for who, name in roles(run).items():
        first = tables[0][name]["blank"]
        arms[who] = Arm(*(_moment(table[name], first) for table in tables))
    kinds = metrics.distinct_neurons(run.trainers[roles(run)["a"]].parameters[0])
    predicted_share = float(left_by_l2(run, np.array(run.steps)))
    return Findings(**arms, kinds=kinds, predicted=predicted_share)


def _moment(medians: Mapping[str, Any], blank_at_first: float) -> Moment:
    return Moment(
        epoch=medians["epoch"],
        accuracy=medians["accuracy validation"],
        kept=medians["blank"] / blank_at_first if blank_at_first else np.nan,
        z=medians["z"],
        layer_1=medians["layer_1"],
        ink=medians["ink"],
    )


def left_by_l2(run: Experiment[Trainer], steps: Array) -> Array:
    """Return the share of a weight that L2 alone leaves after `steps`, any shape, in "a"."""
    trainer = run.trainers[roles(run)["a"]]
    settings = trainer.settings[0]
    return penalties.l2_decay(steps, settings.learning_rate, settings.l2 / trainer.n_training)


def predicted(run: Experiment[Trainer]) -> pd.DataFrame:
    """Return at eleven epochs, "epoch", the "size" that L2 alone leaves of weights on blank pixels.

    It is predicted from the median of their own starts, in "a".
    """
    name = roles(run)["a"]
    sizes = [r["blank"] for r in run.records if r["step"] == 0 and r["name"] == name]
    steps = np.linspace(0, run.steps, 11)
    epochs = steps / run.trainers[name].steps_per_epoch
    return pd.DataFrame({"epoch": epochs, "size": np.median(sizes) * left_by_l2(run, steps)})


class Neurons(NamedTuple):
    """Hidden neurons at their start: `n_on` of their inputs are 1, `n_drawn` of them are drawn.

    z has the standard deviation `sd` and the density `peak` at 0, weights and bias have `w_sd`
    and `b_sd`; the summaries are of equally likely values and of those drawn.
    """

    n_on: int
    n_drawn: int
    sd: float
    peak: float
    w_sd: float
    b_sd: float
    theory: Summary
    drawn: Summary


def neurons(settings: Settings, n_inputs: int, share_on: float) -> tuple[Neurons, Array, Array]:
    """Return what a hidden neuron's z is at its start, values equally likely, and values drawn.

    `share_on` of its `n_inputs` are 1, the others 0. ValueError for impossible settings.
    """
    n_on = round(share_on * n_inputs)
    sd = weighted_input.z_sd(settings, n_inputs, n_on)
    theory = weighted_input.quantiles(sd)
    rng = np.random.default_rng(settings.random_state)
    drawn = weighted_input.sample(settings, n_inputs, n_on, rng)
    w_sd, b_sd = start_sds(settings, n_inputs, settings.hidden_layer_sizes[0])
    described = Neurons(
        n_on=n_on,
        n_drawn=drawn.size,
        sd=sd,
        peak=float(weighted_input.density(np.array(0.0), sd)),
        w_sd=w_sd,
        b_sd=b_sd,
        theory=weighted_input.summary(settings.activation, theory),
        drawn=weighted_input.summary(settings.activation, drawn),
    )
    return described, theory, drawn
