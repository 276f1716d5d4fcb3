import csv
import json

import numpy as np

from core.labs.learning_slowdown import lab
from core.runs import export

CHOICES = {"learning_rates": {"quadratic": 0.15}, "w": 2.0, "b": 2.0, "y": 0.0, "steps": 20}


def test_five_lines_of_python_make_the_run_again(capsys):
    program = export.python(lab, CHOICES)
    assert len(program.splitlines()) == 5
    made = {}
    exec(program, made)
    run = lab.experiment(**CHOICES)
    run.advance(float("inf"))
    assert made["run"].records == run.records
    assert made["run"].done
    assert "[21 rows" in capsys.readouterr().out


def test_csv_has_a_row_a_record_with_every_digit_of_its_numbers():
    records = [{"name": "a", "x": np.float64(0.1) + 0.2}, {"name": "b", "x": 1e-300}]
    rows = list(csv.DictReader(export.csv(records).splitlines()))
    assert [row["name"] for row in rows] == ["a", "b"]
    assert [float(row["x"]) for row in rows] == [0.1 + 0.2, 1e-300]


def test_json_holds_what_makes_the_run_again_and_its_records():
    run = lab.experiment(**CHOICES)
    whole = json.loads(export.as_json(lab, CHOICES, run.records))
    assert whole["run"] == "core.labs.learning_slowdown.lab.experiment"
    assert lab.experiment(**whole["settings"]).records == whole["records"]
    assert whole["versions"]["numpy"] == np.__version__


def test_layers_and_numbers_of_numpy_are_written_as_plain_ones():
    records = [{"gradient": np.array([0.5, 2.0]), "dead": np.float32(0.25), "step": np.int64(3)}]
    assert export.csv(records).splitlines()[1] == '"[0.5, 2.0]",0.25,3'
    whole = json.loads(export.as_json(lab, {}, records))
    assert whole["records"] == [{"gradient": [0.5, 2.0], "dead": 0.25, "step": 3}]


def test_what_is_infinite_is_null_and_numbers_of_numpy_are_those_of_python():
    made = {"rates": dict(zip("ab", np.logspace(-1, 0, 2), strict=True)), "sizes": (np.int64(3),)}
    assert "np." not in export.python(lab, made)
    records = [{"step": np.int64(1), "cost": np.inf, "w": np.array([np.nan, 1.0])}]
    text = export.as_json(lab, made | {"by": {np.int64(3): 1}}, records)

    def refuse(name):
        raise AssertionError(name)

    read = json.loads(text, parse_constant=refuse)
    assert read["records"] == [{"step": 1, "cost": None, "w": [None, 1.0]}]
    assert read["settings"]["rates"] == {"a": 0.1, "b": 1.0}
