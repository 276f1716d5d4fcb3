"""A run written down: its records as CSV, all of it as JSON, and the Python that runs it again."""

import json
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from math import isfinite
from typing import Any

import numpy as np
import pandas as pd

from core.runs.experiment import Lab, Record

LIBRARIES = ("numpy", "scipy", "scikit-learn")


def python(lab: Lab, choices: Mapping[str, Any]) -> str:
    """Return five lines of Python that make the run of `choices` in a lab again, to its end."""
    package, _, module = lab.__name__.rpartition(".")
    arguments = ", ".join(f"{name}={_plain(value)!r}" for name, value in choices.items())
    return "\n".join(
        (
            "import pandas as pd",
            f"from {package} import {module}",
            f"run = {module}.experiment({arguments})",
            'run.advance(float("inf"))  # seconds: as many as it takes',
            "print(pd.DataFrame(run.records))",
        )
    )


def csv(records: Sequence[Record]) -> str:
    """Return the records as a table, a row for each network at each mark; layers in brackets."""
    return pd.DataFrame([{k: _plain(v) for k, v in row.items()} for row in records]).to_csv(
        index=False
    )


def as_json(lab: Lab, choices: Mapping[str, Any], records: Sequence[Record]) -> str:
    """Return what made the run, "run" and "settings", the "versions" it had, and its "records"."""
    whole = {
        "run": f"{lab.__name__}.experiment",
        "settings": choices,
        "versions": {name: version(name) for name in LIBRARIES},
        "records": records,
    }
    return json.dumps(_finite(_plain(whole)), allow_nan=False, ensure_ascii=False, indent=1)


def _plain(value: Any) -> Any:
    """Return arrays and numbers of NumPy, also inside others, as lists and numbers of Python."""
    if isinstance(value, (np.ndarray, np.generic)):
        return value.tolist()
    if isinstance(value, Mapping):
        return {_plain(key): _plain(one) for key, one in value.items()}
    if type(value) in (list, tuple):
        return type(value)(map(_plain, value))
    return value


def _finite(value: Any) -> Any:
    """Return null in place of ∞ and of what is no number: JSON has neither."""
    if isinstance(value, dict):
        return {key: _finite(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
