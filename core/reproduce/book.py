"""What Nielsen's book ran in chapter 3, by his own code, and what came out there.

"book" is its text, "figure" the data behind its figures. Networks judged on "validation" there
are judged on it here. "start" is N(0, 1) where the book calls its weight initializer "large".
"""

from dataclasses import replace

from core.reproduce.trial import Reading, Svm, Trial
from core.settings import Settings

LARGE = Settings(weight_init="standard")  # else [784, 30, 10], cross-entropy, η 0.5, 30 epochs
QUADRATIC = replace(LARGE, cost="quadratic", learning_rate=3.0)
HUNDRED = (100,)
SIZES = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000)
NETWORK_CURVE = (69.09, 76.37, 85.29, 88.85, 91.27, 93.24, 94.89, 95.85, 95.97)
SVM_CURVE = (25.07, 48.93, 75.13, 83.87, 88.49, 91.46, 92.45, 93.47, 94.48)


def best(published: float | None, by: str, on: str = "test") -> Reading:
    """Return the number that the book likes best: the highest accuracy of all epochs."""
    return Reading(f"accuracy {on}", "highest", published, by)


def start(hidden: tuple[int, ...], weight_init: str, first: float, last: float) -> Trial:
    """Return the book's comparison of two starts; always-dark pixels know only weight decay."""
    learner = replace(
        LARGE, hidden_layer_sizes=hidden, weight_init=weight_init, learning_rate=0.1, l2=5.0
    )
    decay = 0.2231  # exp(−ηλ · 30 / mini-batch)
    return Trial(
        what=f"two starts: {hidden[0]} hidden neurons, the {weight_init} one",
        learner=learner,
        readings=(
            Reading("accuracy validation", "after epoch 1", first, "figure"),
            Reading("accuracy validation", "at the end", last, "figure"),
            Reading("rms dead pixels", "end / start", decay, "formula"),
            Reading("rms first layer", "after epoch 1"),
            Reading("rms first layer", "at the end"),
        ),
    )


def rate(eta: float, *readings: Reading) -> Trial:
    """Return one of the book's three learning rates."""
    learner = Settings(learning_rate=eta, l2=5.0)
    return Trial(what=f"three learning rates: {eta}", learner=learner, readings=readings)


def rescue(eta: float, l2: float, *readings: Reading) -> Trial:
    """Return a step of the book's rescue of a network that learns nothing."""
    return Trial(
        what=f"the rescue: η {eta:g} and λ {l2:g}, first four epochs",
        learner=Settings(hidden_layer_sizes=(), learning_rate=eta, l2=l2, epochs=4),
        n_training=1000,
        n_validation=100,
        readings=readings,
    )


COSTS = {
    "cross_entropy_30": Trial(
        what="cross-entropy, all images, 30 hidden neurons",
        learner=LARGE,
        readings=(
            best(95.49, "book"),
            best(95.33, "figure"),
            Reading("accuracy test", "epoch of highest", 25, "figure"),
            Reading("accuracy test", "after epoch 1", 91.36, "figure"),
            Reading("accuracy training", "at the end", 97.86, "book"),
            Reading("gap training test", "at the end", 2.55, "figure"),
        ),
    ),
    "quadratic_30": Trial(
        what="quadratic cost at six times the rate, 30 hidden neurons",
        learner=QUADRATIC,
        readings=(
            best(95.42, "book, chapter 1"),
            Reading("accuracy test", "after epoch 1", 91.29, "book, chapter 1"),
        ),
    ),
    "quadratic_30_same_rate": Trial(
        what="quadratic cost at the cross-entropy's rate, 30 hidden neurons",
        learner=replace(QUADRATIC, learning_rate=0.5),
        readings=(best(None, ""), Reading("accuracy test", "after epoch 1")),
    ),
    "cross_entropy_100": Trial(
        what="cross-entropy, all images, 100 hidden neurons",
        learner=replace(LARGE, hidden_layer_sizes=HUNDRED),
        readings=(best(96.82, "book"),),
    ),
    "quadratic_100": Trial(
        what="quadratic cost at six times the rate, 100 hidden neurons",
        learner=replace(QUADRATIC, hidden_layer_sizes=HUNDRED),
        readings=(best(96.59, "book, chapter 1"),),
    ),
}

REGULARISATION = {
    "overfit": Trial(
        what="overfitting on the first 1000 images",
        learner=replace(LARGE, epochs=400),
        n_training=1000,
        readings=(
            best(82.27, "book"),
            Reading("accuracy test", "epoch of highest", 375, "figure"),
            Reading("accuracy test", "epoch of highest", 275, "note (about)"),
            Reading("accuracy test", "after epoch 1", 58.87, "figure"),
            Reading("accuracy test", "after epoch 201", 81.92, "figure"),
            Reading("accuracy test", "after epoch 276", 82.18, "figure"),
            Reading("accuracy training", "epoch of 100 %", 68, "figure"),
            Reading("gap training test", "at the end", 17.73, "book"),
            Reading("cost test", "lowest", 1.203, "figure"),
            Reading("cost test", "epoch of lowest", 15, "figure"),
            Reading("cost test", "at the end", 1.773, "figure"),
            Reading("cost training", "at the end", 0.0042, "figure"),
        ),
    ),
    "overfit_l2": Trial(
        what="the same with L2",
        learner=replace(LARGE, epochs=400, l2=0.1),
        n_training=1000,
        readings=(
            best(87.10, "book"),
            Reading("accuracy test", "epoch of highest", 384, "figure"),
            Reading("accuracy test", "at the end", 86.95, "figure"),
            Reading("cost with penalty training", "at the end", 0.884, "figure"),
            Reading("gap training test", "at the end"),
        ),
    ),
    "full_l2": Trial(
        what="all images with L2",
        learner=replace(LARGE, l2=5.0),
        readings=(
            best(96.49, "book"),
            best(96.29, "note"),
            Reading("accuracy test", "epoch of highest", 29, "figure"),
            Reading("accuracy training", "at the end", 96.47, "figure"),
            Reading("gap training test", "at the end", 0.86, "figure"),
        ),
    ),
    "l2_100": Trial(
        what="L2, 100 hidden neurons",
        learner=replace(LARGE, hidden_layer_sizes=HUNDRED, l2=5.0),
        readings=(best(97.92, "book", "validation"),),
    ),
    "l2_100_long": Trial(
        what="L2, 100 hidden neurons, slower and longer",
        learner=replace(LARGE, hidden_layer_sizes=HUNDRED, l2=5.0, learning_rate=0.1, epochs=60),
        readings=(best(98.04, "book", "validation"),),
    ),
}

SIZE_CURVES = {
    f"size_{n}": Trial(
        what=f"the network on {n} images, 150,000 updates",
        learner=replace(LARGE, epochs=1_500_000 // n, l2=n * 1e-4),
        n_training=n,
        readings=(Reading("accuracy validation", "at the end", published, "figure"),),
    )
    for n, published in zip(SIZES, NETWORK_CURVE, strict=True)
} | {
    f"svm_{gamma}_{n}": Trial(
        what=f"the SVM on {n} images, gamma {gamma}",
        learner=Svm(gamma),
        n_training=n,
        readings=(Reading("accuracy validation", "at the end", value, "figure" if value else ""),),
    )
    for gamma, curve in (("auto", SVM_CURVE), ("scale", (None,) * len(SIZES)))
    for n, value in zip(SIZES, curve, strict=True)
}

STARTS = {
    "init_30_standard": start((30,), "standard", 86.43, 96.37),
    "init_30_scaled": start((30,), "scaled", 92.70, 96.50),
    "init_100_standard": start(HUNDRED, "standard", 89.94, 97.42),
    "init_100_scaled": start(HUNDRED, "scaled", 92.95, 97.81),
}

TRAINING_COST = "cost with penalty training"
RATES = {
    "eta_0.025": rate(
        0.025,
        Reading(TRAINING_COST, "after epoch 1", 0.878, "figure"),
        Reading(TRAINING_COST, "at the end", 0.339, "figure"),
    ),
    "eta_0.25": rate(
        0.25,
        Reading(TRAINING_COST, "after epoch 1", 0.495, "figure"),
        Reading(TRAINING_COST, "at the end", 0.339, "figure"),
    ),
    "eta_2.5": rate(
        2.5,
        Reading(TRAINING_COST, "after epoch 1", 0.925, "figure"),
        Reading(TRAINING_COST, "at the end", 0.861, "figure"),
        Reading(TRAINING_COST, "highest", 1.137, "figure"),
        Reading(TRAINING_COST, "lowest", 0.725, "figure"),
    ),
}

RESCUE = {
    "broken": Trial(
        what="the network that learns nothing",
        learner=Settings(learning_rate=10.0, l2=1000.0),
        readings=(
            Reading("accuracy validation", "after epoch 1", 10.30, "book"),
            Reading("accuracy validation", "at the end", 9.67, "book"),
        ),
    ),
    "rescue_10_1000": rescue(
        10,
        1000,
        Reading("accuracy validation", "mean", 10, "book"),
        Reading("diverged", "at the end"),
    ),
    "rescue_10_20": rescue(10, 20, Reading("accuracy validation", "mean", 17.25, "book")),
    "rescue_100_20": rescue(100, 20, Reading("accuracy validation", "mean", 10, "book")),
    "rescue_1_20": rescue(1, 20, Reading("accuracy validation", "mean", 52, "book")),
    "rescue_0.5_0.1": rescue(0.5, 0.1, Reading("accuracy validation", "mean")),
}

BOOK = COSTS | REGULARISATION | SIZE_CURVES | STARTS | RATES | RESCUE
