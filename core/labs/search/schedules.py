"""Schedules of η side by side; one of them looks, and halves η when validation is stuck."""

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from core.arrays import Array
from core.labs.search.chunked_trainer import Strides, several
from core.network.settings import SCHEDULES as FACTORS
from core.network.settings import Settings
from core.network.trainer import Trainer
from core.runs.experiment import Record
from core.runs.metrics import learning

SCHEDULES = {"constant": "constant", "stairs": "step", "cosine": "cosine", "halving": "constant"}
LEAST = 1 / 128  # of its start, where a learning rate that is halved ends


class Halving:
    """Called after each epoch, halves η of every network that has not improved for `patience`.

    To improve is to be strictly better on validation, X (n, n_inputs) and Y (n, n_outputs), than
    ever before. When η has come down to 1/128 of its start the network stops: its η is 0 (Nielsen,
    "How to choose a neural network's hyper-parameters?"). Raises ValueError unless `patience` is a
    whole number of epochs, at least 1.
    """

    def __init__(self, trainer: Trainer, X: Array, Y: Array, patience: int) -> None:
        if not isinstance(patience, (int, np.integer)) or patience < 1:
            raise ValueError(
                f"patience = {patience!r} is not possible: a whole number of at least 1."
            )
        self._X, self._Y, self._patience = X, Y, patience
        self._end = LEAST * trainer.learning_rate
        self._best = np.full(len(trainer.settings), -np.inf)
        self._waited = np.zeros(len(trainer.settings), dtype=int)

    def __call__(self, trainer: Trainer) -> None:
        """Look at validation, and set the learning rate of the next epoch."""
        accuracy = np.array([score.accuracy for score in trainer.evaluate(self._X, self._Y)])
        self._waited = np.where(accuracy > self._best, 0, self._waited + 1)
        self._best = np.maximum(self._best, accuracy)
        stuck = self._waited >= self._patience
        self._waited[stuck] = 0
        eta = trainer.learning_rate / np.where(stuck, 2, 1)
        eta[eta <= self._end] = 0
        trainer.learning_rate = eta


class Scheduled(Strides):
    """Runs a Trainer epoch by epoch: sees how far its weights move, and lets `halving` look.

    `moved` (K,) is the root mean square of what each parameter changed by in the newest epoch.
    """

    after_each = True

    def __init__(self, trainer: Trainer, halving: Halving | None = None) -> None:
        super().__init__(trainer, trainer.steps_per_epoch)
        self._halving, self._last = halving, _flat(trainer)
        self.moved = np.zeros(len(trainer.settings))

    def rest(self) -> None:
        """See how far the weights went, and set the next η."""
        last, self._last = self._last, _flat(self.trainer)
        self.moved = np.sqrt(((self._last - last) ** 2).mean(axis=1))
        if self._halving:
            self._halving(self.trainer)


def _flat(trainer: Trainer) -> Array:
    """Return all parameters of each network in a row, (K, number of parameters)."""
    return np.array(
        [np.concatenate([a.ravel() for part in own for a in part]) for own in trainer.parameters]
    )


def plan(eta: float, epochs: int) -> dict[str, Array]:
    """Return η before each epoch and after the last, (epochs + 1,), where it is known before."""
    shares = np.arange(epochs + 1) / epochs
    return {
        name: eta * np.array([FACTORS[schedule](share) for share in shares])
        for name, schedule in SCHEDULES.items()
        if name != "halving"
    }


def schedules(
    common: Settings,
    patience: int,
    training: tuple[Array, Array],
    validation: tuple[Array, Array],
) -> dict[str, Scheduled]:
    """Return five networks for each of SCHEDULES, of the same starts; "halving" is Halving.

    `training` and `validation` are X (n, n_inputs) and Y (n, n_outputs).
    """
    trainers = {}
    for name, schedule in SCHEDULES.items():
        trainer = Trainer(several(replace(common, schedule=schedule)), *training)
        look = Halving(trainer, *validation, patience) if name == "halving" else None
        trainers[name] = Scheduled(trainer, look)
    return trainers


def measure(scheduled: Scheduled, sets: Mapping[str, tuple[Array, Array]]) -> list[Record]:
    """Return what `learning` does on `sets`; "rate", η of the next epoch; and "moved"."""
    trainer, first = scheduled.trainer, scheduled.settings[0]
    share = FACTORS[first.schedule](trainer.epoch / first.epochs)
    rates = share * trainer.learning_rate
    return [
        {**record, "rate": float(rate), "moved": float(moved)}
        for record, rate, moved in zip(learning(trainer, sets), rates, scheduled.moved, strict=True)
    ]
