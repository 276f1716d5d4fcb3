"""What a page records while networks learn."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from core.arrays import Array


def curve(records: Sequence[Mapping[str, Any]], name: str) -> Array:
    """Return the measure `name` of one trainer's records as (marks, K), a column a network.

    Raises ValueError where a network is missing at a mark, because it diverged.
    """
    networks = 1 + max(record["network"] for record in records)
    return np.array([record[name] for record in records]).reshape(-1, networks)


def medians(records: Sequence[Mapping[str, Any]], step: int) -> dict[str, dict[str, Any]]:
    """Return by trainer the median over its networks of each measure at `step`, by its name.

    A measure by layer gives one median a layer. Trainers without a record there are left out.
    """
    there = [record for record in records if record["step"] == step]
    measures = there[0].keys() - {"name", "network", "step"} if there else set[str]()
    return {
        name: {
            key: np.median([record[key] for record in there if record["name"] == name], axis=0)
            for key in measures
        }
        for name in dict.fromkeys(record["name"] for record in there)
    }


def standard_error(share: float, n: int) -> float:
    """Return √(p(1 − p)/n), the standard error of a share p that was measured on n examples."""
    return float(np.sqrt(share * (1 - share) / n))
