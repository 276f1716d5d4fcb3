"""The numbers that the words of the page state."""

from functools import lru_cache, partial
from typing import Any

from sklearn.svm import SVC

from core.arrays import as_float
from core.data import handwriting
from core.data.published import PUBLISHED, SIZES
from core.labs.svm import comparison, lab, rbf_kernel
from core.labs.svm.learning_curves import Contestant
from core.runs.experiment import Experiment
from core.runs.measured import Measured


@lru_cache
def finished(C: float = 1, gamma: str = "auto") -> Experiment[Contestant]:
    """Return the run of the page at its defaults, but for C and γ, over five subsets each."""
    scene: dict[str, Any] = {"data": "digits", "updates": 1000, "largest": 1000, "draws": 5}
    scene |= {"learning_rate": 0.5, "hidden_layer_sizes": (30,), "random_state": 0}
    return lab.experiment(C=C, gamma=gamma, **scene).finish()


def _accuracy(name: str, n: int, C: float = 1, gamma: str = "auto") -> float:
    return comparison.medians(finished(C, gamma).trainers[name].fits)[n]


def _gamma(name: str) -> float:
    return rbf_kernel.gamma_value(name, handwriting.digits().training.X)


def _similarity(kind: str) -> float:
    return float(getattr(lab.similarity("digits", "auto"), kind).mean())


def _published(name: str, n: int) -> float:
    return round(PUBLISHED[name][SIZES.index(n)] / 100, 4)


@lru_cache
def _mnist(gamma: str, n: int) -> float:
    """Return the accuracy of scikit-learn's SVC on MNIST's validation images, from n of them."""
    split = handwriting.mnist(n_training=n)
    machine = SVC(gamma=gamma).fit(as_float(split.training.X), split.training.labels)
    return float(machine.score(as_float(split.validation.X), split.validation.labels))


MEASURED = {
    "variance": Measured(0.081, 0.0005, lambda: handwriting.digits().training.X.var(dtype=float)),
    "gamma_auto": Measured(0.0013, 0.00005, partial(_gamma, "auto")),
    "gamma_scale": Measured(0.016, 0.0005, partial(_gamma, "scale")),
    "gamma_ratio": Measured(12, 0.5, lambda: _gamma("scale") / _gamma("auto")),
    "similarity_same": Measured(0.97, 0.005, partial(_similarity, "same")),
    "similarity_different": Measured(0.95, 0.005, partial(_similarity, "different")),
    "auto_100": Measured(0.11, 0.006, partial(_accuracy, "svm", 100)),
    "auto_100_large_C": Measured(0.89, 0.006, partial(_accuracy, "svm", 100, C=100)),
    "auto_1000": Measured(0.922, 0.002, partial(_accuracy, "svm", 1000)),
    "scale_1000": Measured(0.985, 0.002, partial(_accuracy, "svm", 1000, gamma="scale")),
    "network_100": Measured(0.87, 0.02, partial(_accuracy, "network", 100)),
    "network_1000": Measured(0.96, 0.01, partial(_accuracy, "network", 1000)),
    "book_svm_100": Measured(0.2507, 0, partial(_published, "svm", 100)),
    "book_svm_200": Measured(0.4893, 0, partial(_published, "svm", 200)),
    "book_network_100": Measured(0.6909, 0, partial(_published, "network", 100)),
    "book_network_200": Measured(0.7637, 0, partial(_published, "network", 200)),
    "mnist_auto_100": Measured(0.2528, 0.001, partial(_mnist, "auto", 100), needs="mnist"),
    "mnist_auto_200": Measured(0.4908, 0.001, partial(_mnist, "auto", 200), needs="mnist"),
    "mnist_scale_100": Measured(0.6677, 0.001, partial(_mnist, "scale", 100), needs="mnist"),
    "mnist_scale_200": Measured(0.7760, 0.001, partial(_mnist, "scale", 200), needs="mnist"),
}
