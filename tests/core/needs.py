"""What some tests need and not every machine has."""

import os

import pytest

from core.data.mnist import mnist_is_here

needs_mnist = pytest.mark.skipif(
    not (os.environ.get("MNIST_DIR") and mnist_is_here()), reason="MNIST_DIR holds no MNIST"
)
