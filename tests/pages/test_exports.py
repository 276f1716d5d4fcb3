"""What each page lets a reader take along, at each of its presets, can be read by others."""

import ast
import csv
import json
from io import StringIO

import pytest

from core.runs import export
from tests.pages.reader import LABS, bench, click, open_page


def refuse(name):
    raise AssertionError(f"{name} is not JSON")


def parsed(program):
    """Return the arguments of `experiment` in the five lines of Python: literals, no names."""
    (call,) = [
        node
        for node in ast.walk(ast.parse(program))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "experiment"
    ]
    return {one.arg: ast.literal_eval(one.value) for one in call.keywords}


@pytest.mark.parametrize("name", LABS)
def test_every_export_of_every_preset_is_read_strictly_and_makes_the_same_start_again(name):
    reader = open_page(name)
    buttons = [one for one in reader.button if (one.key or "").startswith("preset_")]
    presets = [one.key for one in buttons if not one.disabled]  # some ask for MNIST
    assert presets
    for preset in presets:
        reader = click(click(reader, preset), "step")
        (lab, choices), records = bench(reader, name).setup, bench(reader, name).experiment.records
        (program,) = [code.value for code in reader.code if "run.advance" in code.value]
        assert program == export.python(lab, choices)
        again = lab.experiment(**parsed(program))
        assert export.csv(again.records) == export.csv(records[: len(again.records)])
        whole = json.loads(export.as_json(lab, choices, records), parse_constant=refuse)
        assert len(whole["records"]) == len(records) > len(again.records)
        assert whole["settings"].keys() == parsed(program).keys()
        head, *rows = csv.reader(StringIO(export.csv(records)), strict=True)
        assert len(set(head)) == len(head)
        assert len(rows) == len(records)
        assert {len(row) for row in rows} == {len(head)}
