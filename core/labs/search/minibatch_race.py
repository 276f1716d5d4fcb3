"""Mini-batches of 1, 10 and 100 examples side by side, by the epoch and by the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from statistics import median

import numpy as np

from core.arrays import Array
from core.labs.search.chunked_trainer import Strides, several
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.experiment import Record, marks
from core.runs.metrics import learning

SIZES = {"m = 1": 1, "m = 10": 10, "m = 100": 100, "scaled_eta": 100}
STRIDE = 100  # examples a step: one update of the largest mini-batch


def mini_batches(
    common: Settings, scale: float, training: tuple[Array, Array]
) -> dict[str, Strides]:
    """Return five networks for each of SIZES, of the same starts; "scaled_eta" has η times `scale`.

    `training` is X (n, n_inputs) and Y (n, n_outputs), n a multiple of 100; a step of each is 100
    examples. Raises ValueError for another n.
    """
    if len(training[0]) % STRIDE:
        raise ValueError(
            f"n = {len(training[0])} examples is not possible: a multiple of {STRIDE}."
        )
    arms = {name: replace(common, batch_size=size) for name, size in SIZES.items()}
    scaled = replace(arms["scaled_eta"], learning_rate=scale * common.learning_rate)
    arms |= {"scaled_eta": scaled}
    return {
        name: Strides(Trainer(several(arm), *training), STRIDE // arm.batch_size)
        for name, arm in arms.items()
    }


def moments(n: int, epochs: int) -> list[int]:
    """Return the steps to measure at over `epochs` epochs of n examples: dense at the beginning."""
    last = epochs * n // STRIDE
    early = np.geomspace(1, last, 15).round().astype(int)
    return sorted({*marks(last, 30), *early.tolist()})


def measure(strides: Strides, sets: Mapping[str, tuple[Array, Array]]) -> list[Record]:
    """Return what `learning` does on `sets`, "updates", and "milliseconds" of one network."""
    clock = {"updates": strides.trainer.step, "milliseconds": 1000 * strides.seconds}
    return [record | clock for record in learning(strides.trainer, sets)]


def first_at(records: Sequence[Record], accuracy: float) -> dict[str, Record]:
    """Return for each trainer its first record whose step has this median validation accuracy.

    Records are those of an Experiment, oldest first; a trainer that never reaches it is left out.
    """
    found: dict[str, Record] = {}
    for (_, name), same in groupby(records, key=lambda record: (record["step"], record["name"])):
        networks = list(same)
        reads = median(record["accuracy validation"] for record in networks)
        if reads >= accuracy and name not in found:
            found[name] = networks[0]
    return found
