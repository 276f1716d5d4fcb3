"""The run of the page about weight initialisation: a start, another beside it, and its neurons."""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Array
from core.data import handwriting
from core.labs.weight_init import weighted_input
from core.network import penalties
from core.network.settings import Settings, start_sds
from core.network.trainer import Trainer
from core.runs import metrics
from core.runs.experiment import Experiment, compare

MEASURES = ("accuracy", "kept", "z", "layer_1", "ink")


def experiment(
    *, data: str, n_training: int, weight_init: str, l2: float, **others: Any
) -> Experiment[Trainer]:
    """Return five networks from each start, with the same random numbers but for their scale.

    Beside `weight_init` stands "standard", or "scaled" if it is standard itself; with `l2` above 0
    also "<weight_init>+l2". `data` and `n_training` as in `handwriting.load`, `others` as in
    Settings. Cost and accuracy on validation; "z", the size of the gradient of "layer_1" and
    "layer_2", that of first weights on pixels with "ink" and on "blank" ones, as in `measures`.
    ValueError for an impossible choice.
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
        layer_2=lambda settings, own: metrics.gradient_sizes(settings, own, X, Y)[1],
        ink=partial(metrics.input_weight_size, inputs=ink),
        blank=partial(metrics.input_weight_size, inputs=~ink),
    )
    return compare(arms, split.training.X, split.training.Y, measure)


def roles(run: Experiment[Trainer]) -> dict[str, str]:
    """Return the trainer that the scene is about ("a"), the one beside it ("b"), "a" without L2."""
    plain, rival, *with_l2 = run.trainers
    return {"a": with_l2[0] if with_l2 else plain, "b": rival, "plain": plain}


def findings(run: Experiment[Trainer]) -> dict[str, Any]:
    """Return what a finished run showed; {} where all networks of a trainer ran away.

    Medians of the networks by role, measure and moment, as "b_accuracy_end": MEASURES and "epoch",
    at the "start", "early" (a fifth of the way) and at the "end". "kept" is the size of weights on
    blank pixels, as a share of their start. "kinds" are the unlike hidden neurons of the first
    network of "a"; "predicted" is what L2 alone would keep; "larger" is the role whose gradient of
    the first layer is more than twice the other's, early, or "same".
    """
    frame = pd.DataFrame(run.records)
    if set(frame["name"][frame["step"] == run.step]) != set(run.trainers):
        return {}
    middle = frame.groupby(["name", "epoch"]).median(numeric_only=True).reset_index("epoch")
    middle["accuracy"] = middle["accuracy validation"]
    middle["kept"] = middle["blank"] / middle["blank"].groupby("name").transform("first")
    found: dict[str, Any] = {}
    for who, name in roles(run).items():
        table = middle.loc[name]
        for when, row in {"start": 0, "early": (len(table) - 1) // 5, "end": -1}.items():
            for column in ("epoch", *MEASURES):
                found[f"{who}_{column}_{when}"] = table[column].iloc[row]
    first = run.trainers[roles(run)["a"]]
    found["kinds"] = metrics.distinct_neurons(first.parameters[0])
    found["predicted"] = float(left_by_l2(run, np.array(run.steps)))
    a, b = found["a_layer_1_early"], found["b_layer_1_early"]
    return found | {"larger": "a" if a > 2 * b else "b" if b > 2 * a else "same"}


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


def neurons(
    settings: Settings, n_inputs: int, share_on: float
) -> tuple[dict[str, float], Mapping[str, Array]]:
    """Return numbers about a hidden neuron's z at its start, and the values of z themselves.

    `share_on` of its `n_inputs` are 1, the others 0. Values are those of "theory", equally likely,
    and those "drawn"; of each the fields of `spread.Summary`, as "theory_sd". Also "n_on", "count"
    of the drawn, "sd" and "peak" of the density, "w_sd" and "b_sd" of weights and bias.
    ValueError for impossible settings.
    """
    n_on = round(share_on * n_inputs)
    sd = weighted_input.z_sd(settings, n_inputs, n_on)
    rng = np.random.default_rng(settings.random_state)
    z = {
        "theory": weighted_input.quantiles(sd),
        "drawn": weighted_input.sample(settings, n_inputs, n_on, rng),
    }
    w_sd, b_sd = start_sds(settings, n_inputs, settings.hidden_layer_sizes[0])
    found: dict[str, float] = {"n_on": n_on, "count": z["drawn"].size, "sd": sd}
    found |= {"peak": float(weighted_input.density(np.array(0.0), sd)), "w_sd": w_sd, "b_sd": b_sd}
    for name, values in z.items():
        summary = weighted_input.summary(settings.activation, values)._asdict()
        found |= {f"{name}_{key}": value for key, value in summary.items()}
    return found, z
