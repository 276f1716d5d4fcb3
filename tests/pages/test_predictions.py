"""What the end of a run says of the reader's prediction, where it is about that run and elsewhere.

In a page with two predictions it is the last that asks about the run.
"""

import pytest

from tests.pages.reader import answered, finished, open_page, verdicts

FORGOT = {"dropout_scaling": "none", "n_training": "100", "epochs": "20"}
FALLS, STAYS = "z grows, accuracy falls clearly", "z grows, accuracy hardly moves"
RUNS = [  # the page, the scene, the right answer and a wrong one
    (
        "activations",
        {"n_training": "100", "epochs": "10", "learning_rate": "2"},
        "nearly all",
        "none",
    ),
    ("hyper_parameters", {}, "−9", "0"),
    ("kl_divergence", {}, "0.325", "0"),
    ("learning_slowdown", {}, "14×", "300×"),
    ("softmax", {}, "100×", "10×"),
    ("svm", {"gamma": "scale"}, "SVM", "network"),
    ("weight_init", {"epochs": "5"}, "neither", "standard N(0, 1)"),
]
ELSEWHERE = [  # the page, a scene that it does not ask about, and an answer
    ("activations", {"n_training": "100", "epochs": "10"}, "none"),
    ("dropout", FORGOT | {"dropout": "0.8"}, FALLS),
    ("hyper_parameters", {"lambda": "20"}, "−9"),
    ("kl_divergence", {"p1": "1.0", "q1": "0.7"}, "0"),
    ("svm", {}, "SVM"),
    ("weight_init", {"epochs": "5", "weight_init": "he"}, "neither"),
]


@pytest.mark.parametrize(("name", "link", "right", "wrong"), RUNS)
def test_a_run_judges_the_prediction_that_is_about_it(name, link, right, wrong):
    reader = finished(answered(open_page(name, **link), right, -1), name)
    (claim,) = verdicts(reader)
    assert claim.startswith(f"You said {right}: right. ")
    assert reader.success
    reader = answered(reader, wrong, -1)
    (claim,) = verdicts(reader)
    assert claim.startswith(f"You said {wrong}. ")
    assert not reader.success


@pytest.mark.parametrize(("name", "link", "said"), ELSEWHERE)
def test_another_run_judges_none(name, link, said):
    reader = finished(answered(open_page(name, **link), said, -1), name)
    (claim,) = verdicts(reader)
    assert "You said" not in claim
    assert not reader.success
