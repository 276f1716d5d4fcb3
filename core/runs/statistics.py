"""What is said of several networks: one rule for those that diverged, for the middle, for a lead.

A network that diverged reads nothing from then on: it counts as 0 in every accuracy. It has no
other measures, so those are of the networks that are left, and nan where none is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Array
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, Record

CLEAR = 2  # standard errors: a smaller difference may be chance


@dataclass(frozen=True, eq=False)
class Difference:
    """A difference of two accuracies on the same n images: what each image adds to it, (n,)."""

    by_image: Array

    @property
    def value(self) -> float:
        """The difference, a share."""
        return float(self.by_image.mean())

    @property
    def size(self) -> float:
        """How far apart the two are, whichever is ahead."""
        return abs(self.value)

    @property
    def error(self) -> float:
        """Its standard error, that of a mean: s/√n."""
        return float(self.by_image.std(ddof=1) / np.sqrt(len(self.by_image)))

    @property
    def errors(self) -> float:
        """How many standard errors it is, at least 0."""
        if not self.value:
            return 0.0
        return self.size / self.error if self.error else float("inf")

    @property
    def clear(self) -> bool:
        """True from two standard errors on: more than chance."""
        return self.errors >= CLEAR

    @property
    def sign(self) -> int:
        """1 or −1 where it is clear, else 0."""
        return int(np.sign(self.value)) if self.clear else 0

    def __sub__(self, other: "Difference") -> "Difference":
        """Return how much greater this one is, image by image as well."""
        return Difference(self.by_image - other.by_image)


def right(trainer: Trainer, X: Array, Y: Array) -> Array:
    """Return which answers of each network are right, (K, n), for X (n, n_inputs) and Y.

    Of a network that diverged none is.
    """
    scores = trainer.evaluate(X, Y)
    ends = zip(scores, trainer.diverged, strict=True)
    return np.array([score.right & (end is None) for score, end in ends])


def paired(ours: Array, theirs: Array) -> Difference:
    """Return how much more often `ours` (K, n) are right than `theirs` (L, n), image by image.

    Each image adds the mean over our networks of right (1) or wrong (0), less that over theirs.
    """
    return Difference(np.mean(ours, axis=0) - np.mean(theirs, axis=0))


def lead(run: Experiment[Trainer], ours: str, theirs: str) -> Difference:
    """Return the lead of the trainer named `ours` over `theirs` on the run's validation set."""
    one, other = (right(run.trainers[name], *run.sets["validation"]) for name in (ours, theirs))
    return paired(one, other)


def counted(records: Sequence[Record]) -> list[Record]:
    """Return the records, and one more at each step for each network that has diverged by then.

    All networks have a record at the first step. The added ones hold "accuracy …", which is 0,
    and what tells where in the run they are.
    """
    networks = dict.fromkeys((r["name"], r["network"]) for r in records if not r["step"])
    steps: dict[int, dict[tuple[str, int], Record]] = {}
    for record in records:
        steps.setdefault(record["step"], {})[record["name"], record["network"]] = record
    added = []
    for there in steps.values():
        if len(there) < len(networks):
            (_, like) = next(iter(there.items()))
            zeros = {key: 0.0 for key in like if key.startswith("accuracy ")}
            place = {key: like[key] for key in ("step", "epoch") if key in like}
            added += [
                {"name": name, "network": network, **place, **zeros}
                for name, network in networks
                if (name, network) not in there
            ]
    return [*records, *added]


def medians(run: Experiment[Any], step: int) -> dict[str, dict[str, Any]]:
    """Return by trainer the median over its networks of each measure at `step`, by its name.

    A measure by layer gives one median a layer. Where all networks of all trainers have diverged
    there is no record at `step`: accuracies are 0 there too.
    """
    there = [record for record in counted(run.records) if record["step"] == step]
    measures = dict.fromkeys(key for record in run.records for key in record)
    return {
        name: {
            key: _median(key, [r[key] for r in there if r["name"] == name and key in r])
            for key in measures
            if key not in ("name", "network", "step")
        }
        for name in run.trainers
    }


def _median(name: str, values: Sequence[Any]) -> Any:
    if values:
        return np.median(values, axis=0)
    return 0.0 if name.startswith("accuracy ") else np.nan


def curve(records: Sequence[Record], name: str) -> Array:
    """Return the measure `name` of one trainer's records as (marks, K), a column a network.

    Where a network has diverged an accuracy is 0, and anything else nan.
    """
    table = pd.DataFrame(counted(records)).pivot(index="step", columns="network", values=name)
    values: Array = table.to_numpy()
    return values


def over_networks(frame: pd.DataFrame, by: Sequence[str], y: str) -> pd.DataFrame:
    """Return for each group `by` the median of `y`, with the least as "low", the greatest "high".

    `frame` holds records as `counted` gives them.
    """
    spread = frame.groupby(list(by), sort=False)[y].agg(["median", "min", "max"]).reset_index()
    return spread.rename(columns={"median": y, "min": "low", "max": "high"})
