"""What a prediction sets, and what the end of its run says of it."""

import pytest

from tests.pages.reader import LABS, answered, click, finished, open_page, verdicts

RUNS = [  # the page, the scene, the right answer and a wrong one
    ("activations", {"n_training": "100", "epochs": "10"}, "nearly all", "none"),
    ("hyper_parameters", {}, "grow without end", "shrink to 0"),
    ("kl_divergence", {}, "0.325", "0"),
    ("learning_slowdown", {}, "14×", "300×"),
    ("softmax", {}, "½", "1"),
    ("svm", {}, "SVM", "network"),
    ("weight_init", {"n_training": "100"}, "10", "1"),
]


@pytest.mark.parametrize(("name", "link", "right", "wrong"), RUNS)
def test_a_run_judges_the_prediction_that_is_about_it(name, link, right, wrong):
    reader = finished(answered(open_page(name, **link), right, -1), name)
    (claim,) = verdicts(reader)
    assert claim.startswith(f"You said **{right}**, and so it is. ")
    assert reader.success
    reader = answered(reader, wrong, -1)
    (claim,) = verdicts(reader)
    assert claim.startswith(f"You said **{wrong}**; it is **{right}**. ")
    assert not reader.success


def left(reader):
    """Return True if the page says that its question is about other settings."""
    return "predict.back" in [button.key for button in reader.button]


@pytest.mark.parametrize("name", LABS)
def test_an_answer_sets_what_the_question_speaks_of_and_a_preset_that_leaves_it_says_so(name):
    reader = open_page(name)
    reader = answered(reader, reader.radio[0].options[0])
    assert not left(reader)
    open_ones = [b for b in reader.button if not b.disabled]
    presets = [b.key for b in open_ones if (b.key or "").startswith("preset_")]
    away = [key for key in presets if left(click(reader, key))]
    assert away, "no preset leaves the question"
    reader = click(reader, away[0])
    assert not left(click(reader, "predict.back"))
    assert not left(answered(reader, reader.radio[0].options[1]))
