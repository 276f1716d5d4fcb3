"""What the pages say must hold on the data that they show by default, over five seeds."""

from statistics import median

import pytest

from core.data import digits
from core.settings import Settings
from core.training import Trainer

SEEDS = range(5)


@pytest.fixture(scope="module")
def accuracy():
    """Return the median validation accuracy in % after 20 epochs on 500 digits, as on the page."""
    split = digits(n_training=500)

    def measured(cost, start, learning_rate):
        several = [
            Settings(cost=cost, weight_init=start, learning_rate=learning_rate, random_state=seed)
            for seed in SEEDS
        ]
        trainer = Trainer(several, split.training.X, split.training.Y)
        trainer.run_epochs(20)
        scores = trainer.evaluate(split.validation.X, split.validation.Y)
        return 100 * median(score.accuracy for score in scores)

    return measured


def test_from_the_standard_start_the_cross_entropy_leads_clearly(accuracy):
    lead = accuracy("cross_entropy", "standard", 0.5) - accuracy("quadratic", "standard", 0.5)
    assert lead > 15


def test_from_the_scaled_start_the_lead_is_smaller(accuracy):
    lead = accuracy("cross_entropy", "scaled", 0.5) - accuracy("quadratic", "scaled", 0.5)
    assert 0 < lead < 6


def test_six_times_the_rate_makes_it_nearly_a_tie_from_the_scaled_start(accuracy):
    lead = accuracy("cross_entropy", "scaled", 0.5) - accuracy("quadratic", "scaled", 3)
    assert abs(lead) < 2


def test_at_a_rate_that_suits_the_quadratic_cost_the_cross_entropy_fails(accuracy):
    assert accuracy("quadratic", "scaled", 3) > 90
    assert accuracy("cross_entropy", "scaled", 3) < 60


def test_a_linear_output_with_the_quadratic_cost_learns_at_a_small_rate(accuracy):
    assert accuracy("linear_quadratic", "scaled", 0.05) > 85
    assert accuracy("linear_quadratic", "scaled", 0.5) < 70
