"""What the note ran, and what neither tells: the same experiments with one thing changed.

The book's question about L2 and the better start, the two costs from either start, L1 by two
rules, dropout on wrong labels, momentum, and images shifted by one pixel.
"""

from dataclasses import replace

from core.data.published import PUBLISHED
from core.network.settings import Settings
from core.reproduce.book import LARGE, LAST_TEN, UNLEARNED, best
from core.reproduce.trial import Reading, Trial

SCALED = Settings()
BEST = best(None, "")
END = Reading("accuracy test", "at the end")

NOTE = {
    "note_cross_entropy": Trial(
        what="the note's cross-entropy",
        learner=replace(LARGE, learning_rate=0.3),
        readings=(best(94.99, "note"), LAST_TEN),
    ),
    "note_quadratic": Trial(
        what="the note's quadratic cost at six times the rate",
        learner=replace(LARGE, cost="quadratic", learning_rate=1.8),
        readings=(best(94.87, "note", why="unlearned_digits"), LAST_TEN, UNLEARNED),
    ),
    "note_scaled": Trial(
        what="the note's cross-entropy from the scaled start",
        learner=replace(SCALED, learning_rate=0.3),
        readings=(BEST,),
    ),
    "full_scaled": Trial(
        what="all images from the scaled start", learner=SCALED, readings=(BEST, LAST_TEN)
    ),
    "full_l2_scaled": Trial(
        what="all images with L2 from the scaled start",
        learner=replace(SCALED, l2=5.0),
        readings=(BEST, LAST_TEN, END),
    ),
    "quadratic_scaled": Trial(
        what="quadratic cost at six times the rate from the scaled start",
        learner=replace(SCALED, cost="quadratic", learning_rate=3.0),
        readings=(BEST, LAST_TEN),
    ),
    "committee": Trial(
        what="thirty networks from the scaled start, asked together",
        learner=SCALED,
        committee=30,
        readings=(END, Reading("accuracy test alone", "at the end")),
    ),
    "drawn_100": Trial(
        what="the network on 100 images drawn at random, 150,000 updates",
        learner=replace(LARGE, epochs=15_000, l2=0.01),
        n_training=100,
        drawn=True,
        readings=(
            Reading(
                "accuracy validation",
                "at the end",
                PUBLISHED["network"][0],
                "figure, first 100 images",
            ),
        ),
    ),
}

BETTER_START = {
    f"overfit{name}_scaled": Trial(
        what=f"1000 images from the scaled start, λ {l2:g}",
        learner=replace(SCALED, epochs=400, l2=l2),
        n_training=1000,
        readings=(
            BEST,
            Reading("accuracy test", "epoch of highest"),
            END,
            Reading("cost test", "lowest"),
            Reading("cost test", "epoch of lowest"),
            Reading("cost test", "at the end"),
        ),
    )
    for name, l2 in (("", 0.0), ("_l2", 0.1))
}

REPAIR = {
    f"repair_{start}_{l2:g}": Trial(
        what=f"does L2 repair the start? {start}, λ {l2:g}",
        learner=Settings(weight_init=start, l2=l2, epochs=100),
        n_training=1000,
        readings=(END, Reading("cost test", "at the end")),
    )
    for start, strengths in (("standard", (0.0, 0.1, 1.0)), ("scaled", (0.0, 1.0)))
    for l2 in strengths
}

SATURATION = {
    f"saturation_{start}_{cost}_{eta:g}": Trial(
        what=f"is it the cost or the start? {cost}, {start} start",
        learner=Settings(cost=cost, learning_rate=eta, weight_init=start, epochs=20),
        n_training=1000,
        readings=(END,),
    )
    for start in ("standard", "scaled")
    for cost, eta in (("cross_entropy", 0.5), ("quadratic", 0.5), ("quadratic", 3.0))
}

L1 = {
    f"l1_{rule}": Trial(
        what=f"L1 by the {rule} step: exact zeros among pixels that are ever on",
        learner=replace(SCALED, l1=0.05, l1_step=rule, epochs=60),
        n_training=1000,
        readings=(END, Reading("zeros live pixels", "at the end")),
    )
    for rule in ("sgn", "proximal")
}

WRONG_LABELS = {
    f"noise_{name}": Trial(
        what=f"a fifth of the labels wrong, against it: {name}",
        learner=Settings(hidden_layer_sizes=(100,), epochs=60, dropout=dropout, l2=l2),
        n_training=1000,
        label_noise=0.2,
        readings=(BEST, Reading("accuracy test", "epoch of highest"), END),
    )
    for name, dropout, l2 in (("nothing", 0.0, 0.0), ("dropout", 0.5, 0.0), ("l2", 0.0, 1.0))
}

MOMENTUM = {
    f"momentum_{mu:g}_eta_{eta:g}": Trial(
        what=f"momentum {mu:g} at η {eta:g}, ten epochs",
        learner=replace(SCALED, learning_rate=eta, momentum=mu, epochs=10),
        n_training=1000,
        readings=(END,),
    )
    for mu, eta in ((0.0, 0.05), (0.5, 0.05), (0.9, 0.05), (0.99, 0.05), (0.9, 0.5))
}

SHIFTED = {
    f"{name}_{n}" + "_wide" * (hidden > 30): Trial(
        what=f"{n} images, {name}, {hidden} hidden neurons: equal numbers of updates",
        learner=replace(
            SCALED, hidden_layer_sizes=(hidden,), epochs=epochs // copies, l2=n * copies * 1e-4
        ),
        n_training=n,
        shifted=copies > 1,
        readings=(BEST, END),
    )
    for n, epochs, hidden in ((1000, 100, 30), (50_000, 30, 30), (50_000, 30, 100))
    for name, copies in (("plain", 1), ("shifted", 5))
    if (name, n, hidden) != ("plain", 50_000, 30)  # that is full_l2_scaled
}

VARIATIONS = NOTE | BETTER_START | REPAIR | SATURATION | L1 | WRONG_LABELS | MOMENTUM | SHIFTED
