"""The command: carry out the experiments that are not done yet, and write the table."""

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

from threadpoolctl import threadpool_limits

from core import reproduce
from core.data.handwriting import mnist
from core.data.mnist import DataUnavailableError
from core.reproduce.csv_rows import read_rows, update
from core.reproduce.distribution import DISTRIBUTIONS, Distribution, Numbers, distributions, numbers
from core.reproduce.paired import PAIRED, PAIRS, Paired, paired
from core.reproduce.runs import Run
from core.reproduce.table import SEEDS, TABLE, TRIALS, Row, rows
from core.reproduce.workers import each_run

RUNS = Path(__file__).parents[2] / ".runs"  # not under version control
BESIDE = {
    DISTRIBUTIONS.name: Distribution,
    PAIRED.name: Paired,
}  # tables in the folder of the first


def report(row: Row) -> str:
    """Return one row of the table in words."""
    words = f"{row.experiment}: {row.series}, {row.statistic}: {row.median:g}"
    if row.seeds > 1:
        words += f" ({row.low:g} to {row.high:g}, {row.seeds} seeds)"
    return words + (f"; {row.by}: {row.published:g}" if row.published is not None else "")


def carry_out(names: Sequence[str], seeds: int, folder: Path, table: Path, jobs: int) -> float:
    """Run every named experiment with every seed, or take what is kept, and write the tables.

    Returns the peak memory of the process, or of the largest of `jobs`, in megabytes.
    """
    chance = {name: min(seeds, TRIALS[name].most_seeds) for name in names}
    work = [(name, TRIALS[name], seed) for name in names for seed in range(chance[name])]
    results, peaks, found = each_run(work, folder, jobs), [0.0], dict[str, Numbers]()
    for name in names:
        runs = list[Run]()
        for run, peak in islice(results, chance[name]):
            runs.append(run)
            peaks.append(peak)
        print(file=sys.stderr)
        new = rows(name, TRIALS[name], runs)
        found[name] = numbers(TRIALS[name], runs)
        update(table, Row, name, new, TRIALS)
        told = distributions(name, found[name])
        update(table.with_name(DISTRIBUTIONS.name), Distribution, name, told, TRIALS)
        print(*map(report, new), sep="\n")
        print(f"  {median(run.seconds for run in runs):.1f} s of training a run", flush=True)
    for question, pair in PAIRS.items():
        if pair.first in found and pair.second in found:
            both = paired(question, pair, found[pair.first], found[pair.second])
            update(table.with_name(PAIRED.name), Paired, question, both, PAIRS)
    return max(peaks)


def main(arguments: list[str] | None = None) -> int:
    """Run it from the command line; return 0, 2 without MNIST, 1 or 130 if stopped."""
    parser = argparse.ArgumentParser(
        prog="python -m core.reproduce",
        description=reproduce.__doc__,
        epilog="Stop it with Ctrl-C: finished runs are kept, and the same command goes on.",
    )
    parser.add_argument("--only", nargs="+", metavar="NAME", default=list(TRIALS))
    parser.add_argument("--seeds", type=int, default=SEEDS, help="how many runs of each")
    parser.add_argument("--jobs", type=int, default=1, help="how many processes, one thread each")
    parser.add_argument("--runs", type=Path, default=RUNS, help="the folder of finished runs")
    parser.add_argument(
        "--table", type=Path, default=TABLE, help="the table to write; two more stand beside it"
    )
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.only if name not in TRIALS]:
        parser.error(f"--only {' '.join(unknown)}: choose from {', '.join(TRIALS)}")
    for name in ("seeds", "jobs"):
        if getattr(options, name) < 1:
            parser.error(f"--{name} {getattr(options, name)}: at least 1")
    try:
        options.runs.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        parser.error(f"--runs {options.runs}: {error}")
    tables: dict[Path, type[Any]] = {
        options.table: Row,
        options.table.with_name(DISTRIBUTIONS.name): Distribution,
        options.table.with_name(PAIRED.name): Paired,
    }
    for path, kind in tables.items():
        try:
            read_rows(path, kind)
        except FileNotFoundError:
            pass  # it is written anew
        except (OSError, ValueError) as error:
            parser.error(f"--table {path}: {error}")
    try:
        mnist()
        with threadpool_limits(1):  # more BLAS threads only hurt at this size
            peak = carry_out(
                list(dict.fromkeys(options.only)),
                options.seeds,
                options.runs,
                options.table,
                options.jobs,
            )
    except DataUnavailableError as error:
        print(error, file=sys.stderr)
        return 2
    except BrokenProcessPool:
        print("A process was killed, for want of memory? Try fewer jobs.", file=sys.stderr)
        print(f"Finished runs are in {options.runs}: the same command goes on from them.")
        return 1
    except KeyboardInterrupt:
        print(
            f"\nStopped. Finished runs are in {options.runs}: the same command goes on from them."
        )
        return 130
    print(f"peak memory {peak:.0f} MB" + (" of a process" if options.jobs > 1 else ""))
    return 0


if __name__ == "__main__":
    sys.exit(main())
