"""Every chart of the pages: each function takes a table and returns a Picture of it."""

from pages.common.charts import activations, softmax
from pages.common.charts.areas import areas
from pages.common.charts.bars import bars
from pages.common.charts.heat import heat
from pages.common.charts.images import images
from pages.common.charts.lines import curve, histogram, lines
from pages.common.charts.neuron import neuron
from pages.common.charts.picture import Picture, grid, show
from pages.common.charts.race import race

__all__ = [
    "Picture",
    "activations",
    "areas",
    "bars",
    "curve",
    "grid",
    "heat",
    "histogram",
    "images",
    "lines",
    "neuron",
    "race",
    "show",
    "softmax",
]
