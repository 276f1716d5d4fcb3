"""How a number is written in the middle of words."""

import numpy as np
import pytest

from pages.common.prose import written


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        ("He", None, "He"),
        (0.9527, ".1%", "95.3\u00a0%"),
        (-0.0123, ".1p", "−1.2"),
        (0.0101, "+.2p", "+1.01"),
        (np.nan, ".2f", "–"),
        (np.inf, ".2f", "∞"),
        (1913.0, ".3g", "1.91·10³"),
        (0.0164, ".4t", "0.0164"),
        (-0.1055, ".4t", "−0.1055"),
        (-0.0, ".4t", "0.0000"),
        (-25, ".4t", "−25.0000"),
        (3.06e-7, ".4t", "3·10⁻⁷"),
        (-2e-44, ".4t", "−2·10⁻⁴⁴"),
        (0.004, ".2t", "4·10⁻³"),
        (np.nan, ".4t", "–"),
        (-np.inf, ".4t", "−∞"),
    ],
)
def test_a_number_is_written_as_its_form_says(value, form, text):
    assert written(value, form) == text
