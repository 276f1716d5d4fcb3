import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(scope="session", autouse=True)
def one_blas_thread():
    """Do as app.py does: at these sizes more threads only get in each other's way."""
    with threadpool_limits(1):
        yield
