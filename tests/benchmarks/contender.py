"""One checkout's side of `against`: it reads names of cases, and answers with processor seconds.

It imports `core` from the directory it is started in, which may be an older checkout whose modules
have other names: so each is looked for under all its names.
"""

import sys
from collections.abc import Callable
from functools import partial
from importlib import import_module
from time import process_time
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

N, M = 5000, 10  # examples that are drawn at random, and how many make a mini-batch
CHEAP = {"hidden_layer_sizes": (30,), "random_state": 0}


def found(*names: str) -> Any:
    """Return the first module, or attribute of a module, that this checkout has."""
    for name in names:
        module, _, attribute = name.partition(":")
        try:
            here = import_module(module)
        except ModuleNotFoundError:
            continue
        if not attribute or hasattr(here, attribute):
            return getattr(here, attribute) if attribute else here
    raise LookupError(f"{names} are not in this checkout.")


Settings = found("core.network.settings:Settings", "core.settings:Settings")
Trainer = found("core.network.trainer:Trainer", "core.training:Trainer")
handwriting = found("core.data.handwriting", "core.handwriting")
digits = found("core.data.handwriting:digits", "core.data:digits")
learning = found("core.runs.metrics:learning", "core.monitoring:learning")
saturated_wrong = found("core.runs.metrics:saturated_wrong", "core.measures:stuck")
compare = found("core.runs.experiment:compare", "core.experiment:compare")

Work = Callable[[], Any]


def steps(inputs, hidden=(30,), *, m=M, K=0, pixels=False, drawn=False, **settings) -> Work:
    """Return some steps of one network, or of `K` at once, on random or on the drawn digits."""
    rng = np.random.default_rng(0)
    X, Y = rng.random((N, inputs), dtype=np.float32), np.eye(10, dtype=np.float32)
    Y = Y[rng.integers(0, 10, N)]
    if drawn:
        X, Y = digits().training.X, digits().training.Y
    if pixels:
        X = (X * 255).astype(np.uint8)
    several = [
        Settings(hidden_layer_sizes=hidden, learning_rate=0.1, batch_size=m, random_state=k)
        for k in range(K or 1)
    ]
    for one in several:
        vars(one).update(settings)
    trainer = Trainer(several if K else several[0], X, Y)
    return lambda: trainer.run(max(40, 600 // (K or 1)))


DIGITS = {"data": "digits", "n_training": 500}
NOISY = {"label_noise": 0.2}
LABS: dict[str, tuple[list[str], dict[str, Any]]] = {  # what makes the run, and with which choices
    "activations": (
        ["activations.lab:experiment", "activations:experiment"],
        DIGITS | CHEAP | {"learning_rates": {"relu": 0.05, "sigmoid": 0.05}, "weight_init": "he"},
    ),
    "cross_entropy": (
        ["cross_entropy.lab:experiment", "cross_entropy:experiment"],
        DIGITS | CHEAP | {"learning_rates": {"quadratic": 0.5, "cross_entropy": 0.5}},
    ),
    "dropout": (
        ["dropout.lab:experiment", "dropout:experiment"],
        DIGITS | NOISY | {"dropout": 0.5, "hidden_layer_sizes": (100,), "random_state": 0},
    ),
    "hyper_parameters": (
        ["hyper_parameters.lab:experiment", "hyper_parameters:experiment"],
        DIGITS | CHEAP | {"kind": "eta_race", "networks": 5, "l2": 1.0},
    ),
    "momentum": (
        ["momentum.network:experiment", "momentum:learn"],
        DIGITS | CHEAP | {"learning_rate": 0.1, "momentum": 0.9},
    ),
    "more_data": (
        ["more_data.lab:experiment", "more_data:experiment"],
        CHEAP
        | {"data": "digits", "n_training": 200, "copies": 1, "shift": 1, "angle": 10.0}
        | {"elastic": 0.0, "steps": 300},
    ),
    "overfitting": (
        ["overfitting.lab:experiment", "overfitting:experiment"],
        DIGITS | NOISY | CHEAP,
    ),
    "search: schedules": (
        ["schedules.lab:experiment", "search.schedules:experiment", "search:schedule"],
        NOISY | CHEAP | {"n_training": 500, "patience": 4},
    ),
    "search: mini-batches": (
        ["mini_batches.lab:experiment", "search.minibatch_race:experiment", "search:mini_batch"],
        NOISY | CHEAP | {"n_training": 500, "scale": 4},
    ),
    "search: grid": (
        ["search.lab:experiment", "search.grid_vs_random:experiment", "search:search"],
        NOISY | CHEAP | {"n_training": 500, "candidates": 10},
    ),
    "shrinkage": (
        ["shrinkage.lab:experiment", "shrinkage:experiment"],
        DIGITS
        | CHEAP
        | {"label_noise": 0.0, "near": 0.5}
        | {"strengths": {"no_penalty": 0.0, "l1_proximal": 0.2}, "weight_init": "standard"},
    ),
    "softmax": (
        ["softmax.lab:experiment", "softmax:experiment"],
        {"z": (1.0, 5.0, 5.0, 2.0), "target": 1, "c": 0.0, "learning_rate": 0.05, "steps": 300},
    ),
    "weight_init": (
        ["weight_init.lab:experiment", "weight_init:experiment"],
        DIGITS | CHEAP | {"weight_init": "standard", "l2": 1.0},
    ),
}


def marks(lab: str, again: int = 3) -> Work:
    """Return what measures all networks of a lab's run once, some steps after their start."""
    names, choices = LABS[lab]
    run = found(*(f"core.labs.{name}" for name in names))(**choices)
    for trainer in run.trainers.values():
        trainer.run(1)
    trainers = [*run.trainers.values()] * again
    return lambda: [run._measure(trainer) for trainer in trainers]


def live(size: int, K: int, arms: int) -> Work:
    """Return a whole run, 40 marks and 20 epochs, as a page makes it: steps and measures."""
    split = digits(size=size)
    sets = {part: handwriting.sample(getattr(split, part)) for part in ("training", "validation")}
    X, Y = sets["validation"]
    several = {
        f"{arm}": Settings(epochs=20, learning_rate=0.5 / arm, **CHEAP)
        for arm in range(1, arms + 1)
    }
    measure = partial(learning, sets=sets, stuck=partial(saturated_wrong, X=X, Y=Y))

    def run():
        whole = compare(several, split.training.X, split.training.Y, measure, seeds=K)
        whole.advance(np.inf)

    return run


CASES: dict[str, Callable[[], Work]] = {
    "step, 784-30-10, float32": partial(steps, 784),
    "step, 784-30-10, pixels": partial(steps, 784, pixels=True),
    "step, λ 5": partial(steps, 784, l2=5.0),
    "step, μ 0.9": partial(steps, 784, momentum=0.9),
    "step, 784-100-10": partial(steps, 784, (100,)),
    "step, 784-30-20-10": partial(steps, 784, (30, 20)),
    "step, mini-batch 1": partial(steps, 784, m=1),
    "step, mini-batch 32": partial(steps, 784, m=32),
    "step, dropout": partial(steps, 784, dropout=0.5),
    "step, K 5": partial(steps, 784, K=5),
    "step, K 16": partial(steps, 784, K=16),
    "step, drawn digits": partial(steps, 784, drawn=True),
    "step, drawn digits, K 5": partial(steps, 784, K=5, drawn=True),
    "step, 64-30-10": partial(steps, 64),
    "step, 64 inputs, K 5": partial(steps, 64, K=5),
    "step, 64 inputs, K 10": partial(steps, 64, K=10),
    "step, 64 inputs, K 16": partial(steps, 64, K=16),
    "step, 2-4-1, K 16": partial(steps, 2, (4,), K=16),
    **{f"record, {lab}": partial(marks, lab) for lab in LABS},
    "run, K 10, 8 × 8": partial(live, 8, 10, 1),
    "run, K 5, two arms, 28 × 28": partial(live, 28, 5, 2),
}


def main() -> None:
    """Answer each line, the name of a case, with the processor seconds of its work."""
    ready: dict[str, Work] = {}
    for line in sys.stdin:
        name = line.rstrip("\n")
        if name not in ready:
            ready[name] = CASES[name]()
            ready[name]()  # warms up
        start = process_time()
        ready[name]()
        print(process_time() - start, flush=True)


if __name__ == "__main__":
    with threadpool_limits(1):
        main()
