import pytest

from core.labs.mini_batches import lab
from tests.pages.reader import LOCALES, answered, finished, found, met, open_page, verdicts

NAME = "mini_batches"
SHORT = {"epochs": "10"}


@pytest.mark.parametrize("language", LOCALES)
def test_the_verdict_states_when_each_mini_batch_was_there_by_both_clocks(language):
    reader = finished(open_page(NAME, language, **SHORT, learning_rate="1"), NAME)
    (claim,) = verdicts(reader)
    for arm in (found(reader).one, found(reader).ten):
        assert f"{arm.epoch:g}" in claim
        assert f"{arm.milliseconds:.1f} " in claim
    (soonest,), (quickest,) = found(reader).by_epoch, found(reader).by_clock
    assert [f"**{soonest}**" in claim, f"**{quickest}**" in claim] == [True, True]
    assert {"en": "larger η: **never**", "zh": "η 更大：**没有到**"}[language] in claim


def test_who_was_first_by_the_clock_judges_the_prediction():
    reader = finished(answered(open_page(NAME, **SHORT), "m = 10"), NAME)
    shown = {name: name for name in lab.SIZES} | {"scaled_eta": "m = 100, larger η"}
    quickest = shown[found(reader).by_clock[0]]
    (claim,) = verdicts(answered(reader, quickest))
    assert claim.startswith(f"You said **{quickest}**, and so it is. ")
    other = next(name for name in shown.values() if name != quickest)
    (claim,) = verdicts(answered(reader, other))
    assert claim.startswith(f"You said **{other}**; it is **{quickest}**. ")


@pytest.mark.parametrize(("language", "nobody"), [("en", "**nobody**"), ("zh", "**没有**")])
def test_a_goal_that_nobody_reaches_is_nobodys(language, nobody):
    slow = {"learning_rate": "0.05", "n_training": "100", "label_noise": "40", "epochs": "10"}
    reader = finished(open_page(NAME, language, **slow), NAME)
    assert verdicts(reader)[0].count(nobody) == 2


@pytest.mark.parametrize(
    ("change", "won"), [({}, True), ({"learning_rate": "1"}, False), ({"scale": "5"}, False)]
)
def test_the_challenge_is_met_where_linear_scaling_works(change, won):
    reader = finished(open_page(NAME, **{"learning_rate": "0.1", "epochs": "20"} | change), NAME)
    assert met(reader) == won
