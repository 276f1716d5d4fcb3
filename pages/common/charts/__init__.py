"""Every chart of the pages: each function takes a table and returns a Picture of it."""

from pages.common.charts.bars import bars
from pages.common.charts.gauge import gauge
from pages.common.charts.heat import heat
from pages.common.charts.images import images
from pages.common.charts.lines import curve, histogram, lines, long
from pages.common.charts.neuron import neuron
from pages.common.charts.picture import Picture, grid, show
from pages.common.charts.race import race
from pages.common.charts.stacks import stacks

__all__ = [
    "Picture",
    "bars",
    "curve",
    "gauge",
    "grid",
    "heat",
    "histogram",
    "images",
    "lines",
    "long",
    "neuron",
    "race",
    "show",
    "stacks",
]
