"""Small runs in the place of those on MNIST."""

from dataclasses import replace

import numpy as np

from core.data.handwriting import Examples, Split, digits
from core.reproduce.trial import Svm

PICK = ("rescue_1_20", "svm_scale_100", "overfit_l2")  # one of each kind, and one with many marks


def first(examples, n):
    pixels = (255 * examples.X[:n]).astype(np.uint8)
    return Examples(pixels, examples.Y[:n], examples.labels[:n], examples.true_labels[:n])


def small_mnist(n_training=60, label_noise=0.0, random_state=0):
    """Return 60 of the embedded digits as pixels, whatever is asked for."""
    split = digits(n_training=60, label_noise=label_noise, random_state=random_state)
    return Split(*(first(part, 60) for part in (split.training, split.validation, split.test)))


def tiny(trial):
    """Return `trial` with 60 images, at most two epochs, and what can then be read."""
    if isinstance(trial.learner, Svm):
        return replace(trial, n_training=60)
    readings = (
        r
        for r in trial.readings
        if r.statistic.removeprefix("after epoch ") in "12"
        or not r.statistic.startswith("after epoch")
    )
    learner = replace(trial.learner, epochs=min(2, trial.learner.epochs))
    return replace(trial, n_training=60, learner=learner, readings=tuple(readings))
