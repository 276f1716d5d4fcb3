"""A cursor over a finished run, which the browser moves by itself: nothing runs on the server."""

from functools import lru_cache

import altair as alt

from pages.common.charts.encoding import DATA, NOW, colour
from pages.common.charts.picture import Names, Picture, Spec

BESIDE = 0.7  # of the width, from where on numbers stand to the left of the cursor


def with_cursor(
    picture: Picture, x: str, y: str, *, end: int, title: str, form: str = ".3f"
) -> Picture:
    """Return curves of `y` over `x` with a slider below them, which begins at `end`.

    Where it stands there is a line, a point on each curve, and its value, in D3's `form`.
    """
    layers, params = _cursor(x, y, end, title, form, picture.series)
    return picture._replace(large=(*picture.large, *layers), params=params)


def slider(end: int, title: str) -> alt.Parameter:
    """Return the variable "cursor" of a chart, with the slider that sets it."""
    bind = alt.binding_range(min=0, max=end, step=max(1, end // 300), name=title)
    return alt.param(name="cursor", value=end, bind=bind)


def at_cursor(chart: alt.Chart, x: str) -> alt.Chart:
    """Keep of each series of the present run the row that is nearest to the cursor."""
    # A hair to one side, so that no two rows are ever equally near.
    far = chart.transform_filter(NOW).transform_calculate(far=f"abs(datum['{x}'] - cursor - 1e-6)")
    least = far.transform_joinaggregate(least="min(far)", groupby=["series"])
    return least.transform_filter("datum.far == datum.least")


@lru_cache(maxsize=64)
def _cursor(
    x: str, y: str, end: int, title: str, form: str, series: Names
) -> tuple[tuple[Spec, ...], tuple[Spec, ...]]:
    here = alt.Chart(alt.sequence(1)).transform_calculate(**{x: "cursor"})
    rule = here.mark_rule(color="gray").encode(x=f"{x}:Q")
    own = at_cursor(alt.Chart(DATA), x).encode(x=f"{x}:Q", y=f"{y}:Q", color=colour(series))
    late = f"cursor > {BESIDE * end}"
    number = own.mark_text(
        align=alt.expr(f"{late} ? 'right' : 'left'"),
        dx=alt.expr(f"{late} ? -8 : 8"),
        dy=-10,
        fontWeight="bold",
        fontSize=13,
    ).transform_calculate(text=f"format(datum['{y}'], '{form}')")
    marks = [rule, own.mark_point(filled=True, size=70, opacity=1), number.encode(text="text:N")]
    spec = alt.layer(*marks).add_params(slider(end, title)).to_dict()
    return tuple(spec["layer"]), tuple(spec["params"])
