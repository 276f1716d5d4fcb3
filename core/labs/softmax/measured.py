"""The numbers of the worked example, which the words of the page state."""

from functools import partial

import numpy as np
import scipy.special

from core.labs.softmax import temperature
from core.runs.measured import Measured

Z, Y = np.array([1.0, 2.0, 5.0, 2.0]), np.eye(4)[2]  # the third class is right
TEN = np.eye(10)[0]  # all of the share for one of ten
DIGITS = 0.00005


def _share(k: int) -> float:
    return float(scipy.special.softmax(Z)[k])


def _rounded_sum() -> float:
    return float(scipy.special.softmax(Z).round(2).sum())


def _slope(k: int) -> float:
    return float(temperature.gradient(Z, Y)[k])


MEASURED = {
    "least": Measured(0.0164, DIGITS, partial(_share, 0)),
    "middle": Measured(0.0445, DIGITS, partial(_share, 1)),
    "greatest": Measured(0.8945, DIGITS, partial(_share, 2)),
    "slope": Measured(-0.1055, DIGITS, partial(_slope, 2)),
    "cost": Measured(0.1114, DIGITS, partial(temperature.cost, Z, Y)),
    "rounded_sum": Measured(0.99, DIGITS, _rounded_sum),
    "twice_of_four": Measured(0.48, 0.005, lambda: float(scipy.special.softmax(np.eye(4)[2])[2])),
    "twice_of_ten": Measured(0.23, 0.005, lambda: float(scipy.special.softmax(TEN)[0])),
    "twice_cost": Measured(1.46, 0.005, lambda: float(temperature.cost(TEN, TEN))),
    "three_halves": Measured(1.5, DIGITS, lambda: float(3 * scipy.special.expit(0))),
}
