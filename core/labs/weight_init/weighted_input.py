"""The spread of z: how wide a hidden neuron's weighted input lies before anything is learned."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from scipy.special import ndtri
from scipy.stats import norm

from core.arrays import Array
from core.network.functions import ACTIVATIONS, FLAT, relative_slope
from core.network.settings import Settings, check, start_sds

MOST_NEURONS, MOST_WEIGHTS = 5000, 10**6  # of one sample: it must follow a slider


class Summary(NamedTuple):
    """The standard deviation of z, the share of saturated neurons, and the mean slope f′."""

    sd: float
    saturated: float
    slope: float


def z_sd(settings: Settings, n_inputs: int, n_on: int) -> float:
    """Return the standard deviation of z = Σwx + b where `n_on` inputs are 1 and the rest 0.

    The variances of independent numbers add up: √(n_on·sd_w² + sd_b²) (Nielsen, "Weight
    initialization"); for grey inputs put Σx² in the place of n_on. Raises ValueError for an
    impossible n_on or settings.
    """
    weight_sd, bias_sd = _start(settings, n_inputs, n_on)
    return float((n_on * weight_sd**2 + bias_sd**2) ** 0.5)


def sample(settings: Settings, n_inputs: int, n_on: int, rng: np.random.Generator) -> Array:
    """Return z of up to 5000 neurons, each with weights and a bias of its own; errors as `z_sd`.

    Weights that meet a 0 add nothing, so only `n_on` are drawn for each, a million in all.
    """
    weight_sd, bias_sd = _start(settings, n_inputs, n_on)
    neurons = min(MOST_NEURONS, MOST_WEIGHTS // max(n_on, 1))
    weights = rng.standard_normal((neurons, n_on)).sum(axis=1)
    z: Array = weight_sd * weights + bias_sd * rng.standard_normal(neurons)
    return z


def _start(settings: Settings, n_inputs: int, n_on: int) -> tuple[float, float]:
    check(settings)
    if not 0 <= n_on <= n_inputs:
        raise ValueError(f"n_on = {n_on!r} is not possible: from 0 to n_inputs = {n_inputs}.")
    return start_sds(settings, n_inputs, settings.hidden_layer_sizes[0])


def density(z: Array, sd: float) -> Array:
    """Return the normal density of mean 0 at `z`, any shape; `sd` 0 puts all of it on z = 0."""
    if sd == 0:
        return np.where(np.asarray(z) == 0, np.inf, 0.0)
    return np.asarray(norm.pdf(z, scale=sd))


@lru_cache(maxsize=1)
def _standard_quantiles() -> Array:
    n = 100_001
    return np.asarray(ndtri((np.arange(n) + 0.5) / n))


def quantiles(sd: float) -> Array:
    """Return 100,001 values of z, each as likely as the next: the theory in place of a sample."""
    return sd * _standard_quantiles()


def summary(activation: str, z: Array) -> Summary:
    """Return the Summary of neurons with these `z`, of a sample or of `quantiles`.

    Saturated is a slope under 4 % of the greatest: for σ an output beyond 0.01 and 0.99.
    """
    f = ACTIVATIONS[activation]
    saturated = np.mean(relative_slope(activation, z) < FLAT)
    slope = f.slope(f.value(z)).mean()
    return Summary(float(z.std()), float(saturated), float(slope))
