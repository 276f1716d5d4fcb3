"""Every chart of the pages: each function takes a table and returns a Picture of it."""

from pages.common.charts import (
    activations,
    dropout,
    duel,
    momentum,
    more_data,
    overfitting,
    softmax,
)
from pages.common.charts.areas import areas
from pages.common.charts.bars import bars
from pages.common.charts.cursor import scrubbed
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
    "curve",
    "dropout",
    "duel",
    "gallery",
    "gauge",
    "grid",
    "heat",
    "histogram",
    "images",
    "lines",
    "long",
    "momentum",
    "more_data",
    "neuron",
    "overfitting",
    "race",
    "scrubbed",
    "show",
    "softmax",
    "spread",
    "stacks",
]
