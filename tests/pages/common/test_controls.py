"""The scene of a page: its controls, presets, links and defaults."""

import ast
import re

import pytest

from tests.pages.reader import (
    LABS,
    ROOT,
    bench,
    checked,
    click,
    controls,
    drawn,
    ends,
    finished,
    open_page,
    options,
    scene,
    sections,
    verdicts,
)

HOSTILE = ["1e9", "-1e9", "nan", "inf", "", "<script>alert(1)</script>", "9" * 5000, "真", "%00"]
NOT_POSSIBLE = {"en": "not possible", "zh": "不可用"}
NO_VALUE = r"\[\[.+?\]\]|against \S+|\d outcomes|÷ \d+|of \d+"  # in the name of a preset


def possible(control):
    """Return True if the control shows a value that it offers."""
    if control.type == "slider":
        return control.min <= control.value <= control.max
    return control.value in options(control)


def presets(reader):
    """Return the keys of the presets that can be pressed now."""
    every = [b for b in reader.button if (b.key or "").startswith("preset_")]
    return [button.key for button in every if not button.disabled]


def table_of_presets(name):
    """Return PRESETS as the script of a page makes it, from plain tables above it at most."""
    made = {}
    for node in ast.parse((ROOT / "pages" / f"{name}.py").read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and "PRESETS" not in made:
            exec(ast.unparse(node), made)
    return made["PRESETS"]


def numbers(values):
    """Return those of `values` that are numbers, or texts of numbers."""
    return {float(value) for value in values if re.fullmatch(r"-?[\d.]+", str(value))}


def all_at(reader, end):
    """Return the page with each control at its first (0) or last (1) value, if it has an effect."""
    for control in controls(reader).values():
        if not control.disabled:
            control.set_value(ends(control)[end])
    return checked(reader.run())


@pytest.mark.parametrize("name", LABS)
def test_every_preset_sets_the_whole_scene_to_values_that_its_controls_offer(name):
    fresh, moved = open_page(name), open_page(name)
    assert len(presets(fresh)) >= 2
    scenes = []
    for preset in presets(fresh):
        moved = all_at(moved, 1)
        fresh, moved = click(fresh, preset), click(moved, preset)
        assert all(possible(control) for control in controls(fresh).values())
        assert scene(moved) == scene(fresh), f"{preset} leaves a control as it was"
        assert all(size > 0 for chart in drawn(fresh) for size in chart)
        scenes.append(scene(fresh))
    assert all(scenes.count(one) == 1 for one in scenes), "two presets are the same scene"


@pytest.mark.parametrize("name", LABS)
def test_a_preset_is_the_first_scene_but_for_what_it_names_and_its_run_ends_in_a_verdict(name):
    reader = open_page(name)
    first, names, can = scene(reader), sections(name, "en"), presets(reader)
    for number, (preset, values) in enumerate(table_of_presets(name).items()):
        if f"preset_{number}" in can:
            reader = click(reader, f"preset_{number}")
            assert scene(reader) == first | values, preset
            stated = re.findall(r"(?<![\w.])[\d.]*\d", re.sub(NO_VALUE, "", names[preset]))
            assert numbers(stated) <= numbers(scene(reader).values()), names[preset]
            if values:  # the first scene is finished by other tests
                assert len(verdicts(finished(reader, name))) == 1, preset


@pytest.mark.parametrize("name", LABS)
def test_restore_defaults_brings_the_first_scene_back(name):
    reader = open_page(name)
    first = scene(reader)
    reader = all_at(reader, 0)
    assert scene(reader) != first
    assert scene(click(reader, "defaults")) == first


@pytest.mark.parametrize("end", [0, 1])
@pytest.mark.parametrize("name", LABS)
def test_every_control_goes_to_both_ends_and_the_charts_are_never_empty(name, end):
    reader = open_page(name)
    charts = len(drawn(reader))
    for key in controls(reader):
        if controls(reader)[key].disabled:  # it has no effect in this scene
            continue
        wanted = ends(controls(reader)[key])[end]
        reader = checked(controls(reader)[key].set_value(wanted).run())
        assert scene(reader)[key] == wanted
        assert len(drawn(reader)) == charts
        assert all(size > 0 for chart in drawn(reader) for size in chart)
        assert bench(reader, name).experiment.records


@pytest.mark.parametrize("name", LABS)
def test_a_link_carries_the_whole_scene(name):
    wanted = {key: ends(control)[0] for key, control in controls(open_page(name)).items()}
    reader = open_page(name, **{key: str(value) for key, value in wanted.items()})
    assert scene(reader) == wanted
    assert not [c.value for c in reader.caption if NOT_POSSIBLE["en"] in c.value]


@pytest.mark.parametrize(
    ("value", "language"),
    [*((value, "en") for value in HOSTILE), ("nan", "zh")],
    ids=lambda text: text[:8] or "empty",
)
@pytest.mark.parametrize("name", LABS)
def test_a_link_that_asks_for_the_impossible_is_told_so_and_the_page_goes_on(name, value, language):
    keys = list(controls(open_page(name)))
    reader = open_page(name, language, **dict.fromkeys(keys, value))
    assert list(controls(reader)) == keys
    for key, control in controls(reader).items():
        assert possible(control), key
    notes = [c.value for c in reader.caption if NOT_POSSIBLE[language] in c.value]
    assert {key for key in keys if any(f" {key} = " in note for note in notes)} == set(keys)
    assert all(len(note) < 200 for note in notes)
    reader = click(reader, "step")
    assert bench(reader, name).begun


@pytest.mark.parametrize("name", LABS)
def test_an_impossible_value_does_not_take_the_possible_ones_with_it(name):
    (bad, *good) = controls(open_page(name)).items()
    wanted = {key: ends(control)[1] for key, control in good}
    link = {key: str(value) for key, value in wanted.items()} | {bad[0]: "oops"}
    shown = scene(open_page(name, **link))
    assert {key: shown[key] for key in wanted} == wanted


def test_what_a_link_asks_for_is_told_as_text_and_never_as_markdown():
    reader = open_page("softmax", learning_rate="1`[x](//a.b)`\n\n# big")
    (note,) = [c.value for c in reader.caption if "not possible" in c.value]
    assert "`1[x](//a.b)# big`" in note
