"""The command: carry out the experiments that are not done yet, and write the table."""

import argparse
import resource
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from threadpoolctl import threadpool_limits

from core import reproduce
from core.data.handwriting import mnist
from core.data.mnist import DataUnavailableError
from core.reproduce.runs import Run, run_or_load
from core.reproduce.table import SEEDS, TABLE, TRIALS, Row, rows, update
from core.reproduce.trial import Svm

RUNS = Path(__file__).parents[2] / ".runs"  # not under version control


def show(label: str) -> Callable[[float], None]:
    """Return a function that draws a bar on stderr for the share done, over the last one."""

    def progress(share: float) -> None:
        print(f"\r{label} [{'#' * round(30 * share):<30}]", end="", file=sys.stderr, flush=True)

    return progress


def report(row: Row) -> str:
    """Return one row of the table in words."""
    words = f"{row.experiment}: {row.series}, {row.statistic}: {row.median:g}"
    if row.seeds > 1:
        words += f" ({row.low:g} to {row.high:g}, {row.seeds} seeds)"
    return words + (f"; {row.by}: {row.published:g}" if row.published is not None else "")


def peak_megabytes() -> float:
    """Return the most memory this process has had so far (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def carry_out(names: Sequence[str], seeds: int, folder: Path, table: Path) -> None:
    """Run every named experiment with every seed, or take what is kept, and write the table."""
    for number, name in enumerate(names, 1):
        trial, runs = TRIALS[name], list[Run]()
        for seed in range(1 if isinstance(trial.learner, Svm) else seeds):  # an SVM has no chance
            label = f"{number}/{len(names)} {name}, seed {seed}"
            runs.append(run_or_load(name, trial, seed, folder, show(label)))
        print(file=sys.stderr)
        new = rows(name, trial, runs)
        update(table, name, new)
        print(*map(report, new), sep="\n")
        print(f"  {median(run.seconds for run in runs):.1f} s of training a run", flush=True)


def main(arguments: list[str] | None = None) -> int:
    """Run it from the command line; return 0, 2 without MNIST, or 130 where it is stopped."""
    parser = argparse.ArgumentParser(
        prog="python -m core.reproduce",
        description=reproduce.__doc__,
        epilog="Stop it with Ctrl-C: finished runs are kept, and the same command goes on.",
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", default=list(TRIALS))
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many runs of each")
    parser.add_argument("--runs", type=Path, default=RUNS, help="the folder of finished runs")
    parser.add_argument("--table", type=Path, default=TABLE, help="the table to write")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.only if name not in TRIALS]:
        parser.error(f"--only {' '.join(unknown)}: choose from {', '.join(TRIALS)}")
    if options.seeds < 1:
        parser.error(f"--seeds {options.seeds}: at least 1")
    try:
        mnist()
        with threadpool_limits(1):  # more BLAS threads only hurt at this size
            carry_out(options.only, options.seeds, options.runs, options.table)
    except DataUnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print(
            f"\nStopped. Finished runs are in {options.runs}: the same command goes on from them."
        )
        return 130
    print(f"peak memory {peak_megabytes():.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
