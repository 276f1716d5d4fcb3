"""Every chart of the pages: each function takes a table and returns a Picture of it."""

from pages.common.charts import (
    activations,
    cross_entropy,
    dropout,
    duel,
    hyper_parameters,
    kl_divergence,
    momentum,
    more_data,
    overfitting,
    search,
    shrinkage,
    softmax,
    svm,
    thinned,
    weight_init,
)
from pages.common.charts.areas import areas
from pages.common.charts.bars import bars
from pages.common.charts.cursor import scrubbed
from pages.common.charts.field import field
from pages.common.charts.gallery import gallery
from pages.common.charts.gauge import gauge
from pages.common.charts.heat import heat
from pages.common.charts.images import images
from pages.common.charts.lines import curve, histogram, lines, long
from pages.common.charts.neuron import neuron
from pages.common.charts.picture import Picture, columns, grid, show
from pages.common.charts.race import race
from pages.common.charts.spread import spread
from pages.common.charts.stacks import stacks

__all__ = [
    "Picture",
    "activations",
    "areas",
    "bars",
    "columns",
    "cross_entropy",
    "curve",
    "dropout",
    "duel",
    "field",
    "gallery",
    "gauge",
    "grid",
    "heat",
    "histogram",
    "hyper_parameters",
    "images",
    "kl_divergence",
    "lines",
    "long",
    "momentum",
    "more_data",
    "neuron",
    "overfitting",
    "race",
    "scrubbed",
    "search",
    "show",
    "shrinkage",
    "softmax",
    "spread",
    "stacks",
    "svm",
    "thinned",
    "weight_init",
]
