"""A search: every candidate learns at once, with several seeds, and validation compares them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any

import numpy as np

from core.arrays import Array, T
from core.network.settings import MAY_DIFFER, Settings
from core.network.trainer import Trainer
from core.runs.experiment import Experiment, Record, marks
from core.runs.metrics import learning
from core.runs.statistics import curve

MAY_SEARCH = MAY_DIFFER - {"random_state"}  # the seeds are given apart


class Search(Experiment[Trainer]):
    """An experiment with one trainer, of a network for each candidate and seed, seeds in turn.

    `candidates` are settings to put in the place of those of `base`, as `ParameterGrid` and
    `ParameterSampler` of scikit-learn give them. `training` and `validation` are X (n, n_inputs)
    and Y (n, n_outputs). Validation is measured at the start and at most `most` times after it; a
    record tells the candidate's settings and the seed, too. Raises ValueError for no candidates, no
    seeds, settings that networks at once cannot have, or an impossible X or Y.
    """

    def __init__(
        self,
        base: Settings,
        candidates: Iterable[Mapping[str, Any]],
        seeds: Iterable[int],
        training: tuple[Array, Array],
        validation: tuple[Array, Array],
        *,
        most: int = 30,
    ) -> None:
        self.candidates = [dict(candidate) for candidate in _listed("candidates", candidates)]
        self.seeds = _listed("seeds", seeds)
        for name in chain.from_iterable(self.candidates):
            if name not in MAY_SEARCH:
                allowed = ", ".join(sorted(MAY_SEARCH))
                raise ValueError(
                    f"{name} among the candidates is not possible: choose from {allowed}."
                )
        own = [
            {**candidate, "random_state": seed}
            for candidate in self.candidates
            for seed in self.seeds
        ]
        trainer = Trainer([replace(base, **settings) for settings in own], *training)
        measure = partial(_measure, own=own, sets={"validation": validation})
        steps = base.epochs * trainer.steps_per_epoch
        sets = {"validation": validation}
        super().__init__({"search": trainer}, measure, marks(steps, most), sets)

    def results(self) -> list[Record]:
        """Return a row for each candidate, in their order, of the newest measurement.

        A row holds the candidate's settings; "median", "least" and "greatest" validation accuracy
        over the seeds; and "diverged", how many networks did: each of those counts as 0.
        """
        trainer = self.trainers["search"]
        accuracies = scores(self.records, len(self.seeds))
        if trainer.stopped:  # no network was left to be measured
            accuracies = np.zeros_like(accuracies)
        diverged = np.reshape([end is not None for end in trainer.diverged], accuracies.shape)
        return [
            {
                **candidate,
                "median": float(np.median(own)),
                "least": float(own.min()),
                "greatest": float(own.max()),
                "diverged": int(ended.sum()),
            }
            for candidate, own, ended in zip(self.candidates, accuracies, diverged, strict=True)
        ]


def scores(records: Sequence[Record], seeds: int) -> Array:
    """Return the newest validation accuracy by candidate and seed, (candidates, seeds), or 0.

    `records` are those of a Search with this many seeds. See `statistics` for who counts as 0.
    """
    ends = [record for record in records if record["step"] in (0, records[-1]["step"])]
    newest: Array = curve(ends, "accuracy validation")[-1].reshape(-1, seeds)
    return newest


def _measure(
    trainer: Trainer, own: Sequence[Record], sets: Mapping[str, tuple[Array, Array]]
) -> list[Record]:
    pairs = zip(own, learning(trainer, sets), strict=True)
    return [{**settings, **record} for settings, record in pairs]


def _listed(name: str, values: Iterable[T]) -> list[T]:
    found = list(values) if isinstance(values, Iterable) else []
    if not found:
        raise ValueError(f"{name} = {values!r} is not possible: a list of at least one.")
    return found
