"""The examples in the README run as they stand, and find what they look for."""

import re
from functools import partial
from pathlib import Path

import dask.distributed
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

README = Path(__file__).parents[1] / "README.md"
BLOCK = r"^```python\n(.*?)^```"
SEARCH = README.read_text("utf-8").split("## Search")[1]
EXAMPLE, ON_A_CLUSTER = re.findall(BLOCK, SEARCH, re.M | re.S)


@pytest.fixture(scope="module")
def names():
    """Return what the first example leaves behind."""
    names = {}
    with threadpool_limits(1):  # as the example does, but not for the tests that follow
        exec(EXAMPLE, names)
    return names


def test_the_search_in_the_readme_ends_with_a_good_candidate(names):
    assert names["search"].done
    assert names["best"]["learning_rate"] in (0.05, 0.5, 5)
    assert names["best"]["median"] > 0.9


def test_the_searches_over_shapes_in_the_readme_find_a_good_network(names):
    for search in (names["grid"], names["halving"]):
        assert search.best_params_["hidden_layer_sizes"] == (30,)
        assert search.best_score_ > 0.8


def test_the_curves_in_the_readme_rise_with_updates_and_with_examples(names):
    by_batch_size = names["batches"][1].mean(axis=1)
    by_examples = names["sizes"][2].mean(axis=1)
    assert (np.diff(by_batch_size) < 0).all()
    assert (np.diff(by_examples) > 0).all()


def test_the_search_on_a_cluster_in_the_readme_scores_the_same(names, monkeypatch):
    small = partial(
        dask.distributed.Client, processes=False, protocol="tcp", dashboard_address="127.0.0.1:0"
    )
    monkeypatch.setattr(dask.distributed, "Client", small)
    grid = names["grid"]
    best, scores = grid.best_params_, grid.cv_results_["mean_test_score"]
    del grid.cv_results_
    exec(ON_A_CLUSTER, names)
    assert grid.best_params_ == best
    np.testing.assert_array_equal(grid.cv_results_["mean_test_score"], scores)
