"""What the book ran on overfitting, on L2 and on the size of the training set, and its numbers.

The SVM is scikit-learn's of 2014, whose default was gamma "auto"; "scale" is the default today.
"""

from dataclasses import replace

from core.data.published import PUBLISHED, SIZES
from core.reproduce.book import HUNDRED, LARGE, best
from core.reproduce.trial import Reading, Svm, Trial

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
            Reading("cost test", "at the end", 0.884, "figure", "test_penalty"),
            Reading("gap training test", "at the end"),
        ),
    ),
    "full_l2": Trial(
        what="all images with L2",
        learner=replace(LARGE, l2=5.0),
        readings=(
            best(96.49, "book", why="rough_curve"),
            Reading("accuracy test", "mean of the last ten", 95.97, "figure"),
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
    for n, published in zip(SIZES, PUBLISHED["network"], strict=True)
} | {
    f"svm_{gamma}_{n}": Trial(
        what=f"the SVM on {n} images, gamma {gamma}",
        learner=Svm(gamma),
        n_training=n,
        readings=(Reading("accuracy validation", "at the end", value, "figure" if value else ""),),
    )
    for gamma, curve in (("auto", PUBLISHED["svm"]), ("scale", (None,) * len(SIZES)))
    for n, value in zip(SIZES, curve, strict=True)
}

OVERFITTING = REGULARISATION | SIZE_CURVES
