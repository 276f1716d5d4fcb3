"""How fast this checkout is beside another: `python -m tests.benchmarks.against ../other`.

Both work in a process of their own, one BLAS thread each, and take turns case by case; what is
compared is processor time, so that other work on the machine counts little. A round is the ratio
of the quickest of some turns; the median and the range of all rounds are shown.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from statistics import median

from tests.benchmarks import contender

HERE = Path(__file__).parents[2]


class Side:
    """A process that does the work of `contender` with the `core` of a checkout."""

    def __init__(self, checkout: Path) -> None:
        threads = {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(checkout)}
        self._process = subprocess.Popen(
            [sys.executable, "-P", contender.__file__],
            cwd=checkout,
            env=os.environ | threads,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def seconds(self, case: str) -> float:
        """Return the processor seconds of one turn of a case."""
        self._process.stdin.write(f"{case}\n")
        self._process.stdin.flush()
        return float(self._process.stdout.readline())

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def ratios(ours: Side, theirs: Side, case: str, rounds: int, turns: int) -> list[float]:
    """Return our time ÷ theirs, the quickest of `turns` turns each, for each round, ascending."""
    found = []
    for _ in range(rounds):
        times = [(ours.seconds(case), theirs.seconds(case)) for _ in range(turns)]
        our, their = (min(own) for own in zip(*times, strict=True))
        found.append(our / their)
    return sorted(found)


def main() -> None:
    """Print a line for each case."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("other", type=Path, help="the checkout to compare with")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--turns", type=int, default=9, help="of each side in a round")
    parser.add_argument("--only", default="", help="cases whose name has this in it")
    options = parser.parse_args()
    ours, theirs = Side(HERE), Side(options.other.resolve())
    print(f"{'processor time, this checkout ÷ the other':<44}{'median':>7}   range")
    for case in contender.CASES:
        if options.only in case:
            found = ratios(ours, theirs, case, options.rounds, options.turns)
            print(f"{case:<44}{median(found):7.2f}   {found[0]:.2f} to {found[-1]:.2f}", flush=True)
    for side in (ours, theirs):
        side.close()


if __name__ == "__main__":
    main()
