"""What Nielsen's book ran on costs, starts and rates (chapter 3), and what came out there.

The settings and the sets that judge are those of his own code; "book" is his text and "figure"
the data behind his figures. His "large weight initializer" is the start "standard" here.
"""

from dataclasses import replace

from core.network.settings import Settings
from core.reproduce.trial import Reading, Trial

LARGE = Settings(weight_init="standard")  # else [784, 30, 10], cross-entropy, η 0.5, 30 epochs
QUADRATIC = replace(LARGE, cost="quadratic", learning_rate=3.0)
HUNDRED = (100,)


def best(published: float | None, by: str, on: str = "test", why: str = "") -> Reading:
    """Return the number that the book likes best: the highest accuracy of all epochs."""
    return Reading(f"accuracy {on}", "highest", published, by, why)


LAST_TEN = Reading("accuracy test", "mean of the last ten")
UNLEARNED = Reading("unlearned test", "at the end")


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
            Reading("rms dead pixels", "end / start", decay, "formula", "float32"),
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
            LAST_TEN,
        ),
    ),
    "quadratic_30": Trial(
        what="quadratic cost at six times the rate, 30 hidden neurons",
        learner=QUADRATIC,
        readings=(
            best(95.42, "book, chapter 1", why="best_of_three"),
            Reading("accuracy test", "after epoch 1", 91.29, "book, chapter 1", "best_of_three"),
            LAST_TEN,
            UNLEARNED,
        ),
    ),
    "quadratic_30_same_rate": Trial(
        what="quadratic cost at the cross-entropy's rate, 30 hidden neurons",
        learner=replace(QUADRATIC, learning_rate=0.5),
        readings=(
            best(None, "", why="unlearned_digits"),
            Reading("accuracy test", "after epoch 1"),
            UNLEARNED,
        ),
    ),
    "cross_entropy_100": Trial(
        what="cross-entropy, all images, 100 hidden neurons",
        learner=replace(LARGE, hidden_layer_sizes=HUNDRED),
        readings=(best(96.82, "book"), LAST_TEN, UNLEARNED),
    ),
    "quadratic_100": Trial(
        what="quadratic cost at six times the rate, 100 hidden neurons",
        learner=replace(QUADRATIC, hidden_layer_sizes=HUNDRED),
        readings=(best(96.59, "book, chapter 1", why="unlearned_digits"), LAST_TEN, UNLEARNED),
    ),
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

BOOK = COSTS | STARTS | RATES | RESCUE
