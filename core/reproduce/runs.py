"""A run: one trial with one seed, measured at its marks, and kept in a file when it ends."""

import json
import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

import numpy as np

from core.arrays import Array, as_float
from core.data.handwriting import Examples, Split, mnist
from core.network.settings import Settings
from core.network.textbook import predict
from core.network.trainer import Trainer
from core.reproduce.trial import Record, Svm, Trial
from core.runs.metrics import learning

Progress = Callable[[float], None]  # called with the share that is done, 0 to 1


class Run(NamedTuple):
    """The records of one run, oldest first, its seconds of training, and the day."""

    records: list[Record]
    seconds: float
    day: str


def run(trial: Trial, seed: int, progress: Progress = lambda share: None) -> Run:
    """Carry out `trial` with one seed. Raises DataUnavailableError without MNIST."""
    split = mnist(50_000 if trial.drawn else trial.n_training, trial.label_noise, seed)
    if trial.drawn:
        split = replace(split, training=_drawn(split.training, trial.n_training, seed))
    if isinstance(trial.learner, Svm):
        records, seconds = _fit(trial.learner, trial, split)
    elif trial.committee > 1:
        records, seconds = _vote(trial.learner, trial, split, seed, progress)
    else:
        settings = replace(trial.learner, random_state=seed)
        records, seconds = _train(settings, trial, split, progress)
    return Run(records, seconds, date.today().isoformat())


def run_or_load(
    name: str, trial: Trial, seed: int, folder: Path, progress: Progress = lambda share: None
) -> Run:
    """Return the run that is kept in `folder`; carry it out and keep it if there is none.

    A trial of which anything is changed is another one. A file is either whole or not there; one
    that somebody has cut is named in a warning, and its run is carried out again.
    """
    essence = replace(trial, what="", readings=()), trial.sets, trial.marks
    digest = sha256(repr(essence).encode()).hexdigest()[:8]
    path = folder / f"{name}-{seed}-{digest}.json"
    if path.is_file():
        try:
            return Run(**json.loads(path.read_text()))
        except (ValueError, TypeError):
            warnings.warn(f"{path} is cut or damaged: its run is carried out again.", stacklevel=2)
    finished = run(trial, seed, progress)
    write_whole(path, json.dumps(finished._asdict()))
    return finished


def write_whole(path: Path, text: str) -> None:
    """Write a file so that whoever stops this process finds the old one or the new one, whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def shifted(X: Array) -> Array:
    """Return X (n, 784) and the same moved by one pixel up, down, left and right, (5n, 784)."""
    padded = np.pad(X.reshape(-1, 28, 28), ((0, 0), (1, 1), (1, 1)))
    corners = ((1, 1), (2, 1), (0, 1), (1, 2), (1, 0))
    return np.concatenate([padded[:, y : y + 28, x : x + 28].reshape(-1, 784) for y, x in corners])


def _drawn(examples: Examples, n: int, seed: int) -> Examples:
    chosen = np.random.default_rng(seed).choice(len(examples.X), n, replace=False)
    arrays = {name: getattr(examples, name)[chosen] for name in examples.__dataclass_fields__}
    return Examples(**arrays)


def _vote(
    learner: Settings, trial: Trial, split: Split, seed: int, progress: Progress
) -> tuple[list[Record], float]:
    """Train a committee; its answer is the largest mean output on each test image."""
    X, labels = as_float(split.test.X), split.test.labels
    total, alone, before = np.zeros(split.test.Y.shape), list[float](), perf_counter()
    for number in range(trial.committee):
        settings = replace(learner, random_state=trial.committee * seed + number)
        trainer = Trainer(settings, split.training.X, split.training.Y)
        trainer.run_epochs(learner.epochs)
        outputs = predict(settings, trainer.parameters[0], X)
        alone.append(float(np.mean(outputs.argmax(axis=1) == labels)))
        total += outputs
        progress((number + 1) / trial.committee)
    record = {
        "epoch": learner.epochs,
        "accuracy test": float(np.mean(total.argmax(axis=1) == labels)),
        "accuracy test alone": float(np.mean(alone)),
    }
    return [record], perf_counter() - before


def _train(
    settings: Settings, trial: Trial, split: Split, progress: Progress
) -> tuple[list[Record], float]:
    X, Y = split.training.X, split.training.Y
    if trial.shifted:
        X, Y = shifted(X), np.tile(Y, (5, 1))
    sets = {
        "training": (X, Y),
        "validation": (
            split.validation.X[: trial.n_validation],
            split.validation.Y[: trial.n_validation],
        ),
        "test": (split.test.X, split.test.Y),
    }
    sets = {name: sets[name] for name in trial.sets}
    trainer, live = Trainer(settings, X, Y), X.max(axis=0) > 0
    records, seconds = list[Record](), 0.0
    for mark in trial.marks:
        before = perf_counter()
        trainer.run(mark * trainer.steps_per_epoch - trainer.step)
        seconds += perf_counter() - before
        records.append({"epoch": mark, **_look(trainer, sets, live)})
        progress(mark / settings.epochs)
    return records, seconds


def _look(trainer: Trainer, sets: dict[str, tuple[Array, Array]], live: Array) -> Record:
    """Measure one network; `live` (784,) says which pixels are ever on."""
    answers: dict[str, list[Array]] = {name: [] for name in sets}
    record: dict[str, Any] = learning(trainer, sets, answers)[0]
    del record["epoch"]  # a network that diverged is back at 0
    for name in sets:
        record[f"cost with penalty {name}"] = record[f"cost {name}"] + record["penalty"]
        record[f"unlearned {name}"] = _unlearned(answers[name][0][0], sets[name][1])
    if "training" in sets and "test" in sets:
        record["gap training test"] = record["accuracy training"] - record["accuracy test"]
    first = trainer.parameters[0].weights[0]
    record["rms first layer"] = _rms(first)
    record["rms dead pixels"] = _rms(first[~live])
    record["zeros live pixels"] = float(np.mean(first[live] == 0))
    record["diverged"] = float(trainer.stopped)
    return record


def _unlearned(right: Array, Y: Array) -> int:
    """Return how many digits are not learned: of their images fewer than a tenth are read right."""
    labels = Y.argmax(axis=1)
    images = np.bincount(labels, minlength=Y.shape[1])
    return int(np.count_nonzero(np.bincount(labels, right, Y.shape[1]) < images / 10))


def _rms(weights: Array) -> float:
    return float(np.sqrt(np.mean(np.square(weights, dtype=float)))) if weights.size else 0.0


def _fit(learner: Svm, trial: Trial, split: Split) -> tuple[list[Record], float]:
    from sklearn.svm import SVC  # noqa: PLC0415 - 100 MB that a network does not need

    before = perf_counter()
    machine = SVC(gamma=learner.gamma).fit(split.training.X / 256, split.training.labels)
    seconds = perf_counter() - before
    X, labels = split.validation.X, split.validation.labels
    n = trial.n_validation
    return [{"epoch": 1, "accuracy validation": machine.score(X[:n] / 256, labels[:n])}], seconds
