import pytest

from core.labs.learning_slowdown import neuron
from tests.pages.reader import LOCALES, bench, click, controls, finished, open_page, scene, verdicts

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


def test_the_verdict_answers_the_prediction():
    reader = open_page(NAME)
    (question,) = reader.radio
    reader = finished(question.set_value("14×").run(), NAME)
    assert [element.value[:18] for element in reader.success] == ["You said 14×: righ"]
    reader = reader.radio[0].set_value("300×").run()
    assert not reader.success
    assert reader.info[0].value.startswith("You said 300×. ")


def test_the_presets_are_the_scenes_that_their_names_state():
    reader = open_page(NAME)
    wanted = {
        "preset_0": {"w": 0.6, "b": 0.9},
        "preset_1": {"w": 2.0, "b": 2.0, "learning_rate": 0.15},
        "preset_2": {"w": 4.0, "b": 4.0, "steps": 20_000},
        "preset_3": {"y": "0.3"},
    }
    for preset, values in wanted.items():
        reader = click(reader, preset)
        assert scene(reader).items() >= values.items()


@pytest.mark.parametrize(
    ("w", "b", "met"), [(0.3, 0.4, True), (2.0, 2.0, False), (0.0, 0.0, False)]
)
def test_the_challenge_is_met_where_the_first_step_is_largest(w, b, met):
    reader = open_page(NAME)
    controls(reader)["w"].set_value(w)
    controls(reader)["b"].set_value(b)
    (news,) = [m.value for m in reader.run().markdown if "4/27" in m.value and m.value[0] == ":"]
    assert news.startswith(":material/check_circle:") == met
    assert f"**{neuron.first_step(w, b, 0.0):.4f}**" in news


def test_where_both_are_right_from_the_start_the_verdict_says_update_0_twice():
    reader = finished(open_page(NAME, w="-4.0", b="0.0"), NAME)
    (claim,) = verdicts(reader)
    assert claim.count("**0**") == 2
