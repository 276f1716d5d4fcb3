import pytest

from core.labs.learning_slowdown import neuron
from tests.pages.reader import LOCALES, bench, finished, met, moved, news, open_page, verdicts

NAME = "learning_slowdown"


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_the_updates_at_which_each_neuron_is_right(language):
    reader = finished(open_page(NAME, language), NAME)
    (claim,) = verdicts(reader)
    for cost, update in (("quadratic", 232), ("cross_entropy", 17)):
        records = bench(reader, NAME).experiment.records
        shown = {r["step"]: r["a"] for r in records if r["name"] == cost}
        assert min(step for step, a in shown.items() if a < 0.5) - update in (0, 1)
        assert f"**{update}**" in claim


@pytest.mark.parametrize(
    ("w", "b", "won"), [(0.3, 0.4, True), (2.0, 2.0, False), (0.0, 0.0, False)]
)
def test_the_challenge_is_met_where_the_first_step_is_largest(w, b, won):
    reader = moved(open_page(NAME), w=w, b=b)
    assert met(reader) == won
    assert "4/27" in news(reader)
    assert f"**{neuron.first_step(w, b, 0.0):.4f}**" in news(reader)


def test_where_both_are_right_from_the_start_the_verdict_says_update_0_twice():
    reader = finished(open_page(NAME, w="-4.0", b="0.0"), NAME)
    (claim,) = verdicts(reader)
    assert claim.count("**0**") == 2
