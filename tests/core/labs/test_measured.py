"""Every number that the words of a page state is computed anew."""

import os
from importlib import import_module
from pathlib import Path

import pytest

from core.data.mnist import mnist_is_here

ROOT = Path(__file__).parents[3]
FILES = [*ROOT.glob("core/labs/*/measured.py"), *ROOT.glob("pages/*/measured.py")]
NUMBERS = {
    f"{path.parent.name}.{name}": number
    for path in FILES
    for name, number in import_module(
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
    ).MEASURED.items()
}


@pytest.mark.parametrize("number", NUMBERS.values(), ids=NUMBERS)
def test_a_stated_number_comes_out_again(number):
    if number.needs == "mnist" and not (os.environ.get("MNIST_DIR") and mnist_is_here()):
        pytest.skip("MNIST_DIR holds no MNIST")
    assert number.compute() == pytest.approx(number.value, rel=0, abs=number.tolerance)


def test_no_stated_number_could_be_anything():
    for name, number in NUMBERS.items():
        assert 0 <= number.tolerance <= abs(number.value) / 2 + 1e-12, name
