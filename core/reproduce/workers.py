"""The processes that carry out runs, one after another or several at once."""

import resource
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import active_children, get_context
from pathlib import Path

from threadpoolctl import threadpool_limits

from core.reproduce.runs import Run, run_or_load
from core.reproduce.trial import Trial

Work = tuple[str, Trial, int]  # the name of an experiment, the experiment, and a seed


def show(label: str) -> Callable[[float], None]:
    """Return a function that draws a bar on stderr for the share done, over the last one."""

    def progress(share: float) -> None:
        print(f"\r{label} [{'#' * round(30 * share):<30}]", end="", file=sys.stderr, flush=True)

    return progress


def peak_megabytes() -> float:
    """Return the most memory this process has had so far (Linux counts in KiB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def prepare_worker() -> None:
    """Set one BLAS thread, and leave Ctrl-C to the first process, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threadpool_limits(1)


def carry_out(folder: Path, work: Work) -> tuple[Run, float]:
    """Return one run, and the peak memory of the process that carried it out."""
    name, trial, seed = work
    return run_or_load(name, trial, seed, folder), peak_megabytes()


def each_run(work: Sequence[Work], folder: Path, jobs: int) -> Iterator[tuple[Run, float]]:
    """Yield each run and the peak memory of its process in megabytes, in order.

    One job is this process, which shows the epochs; several are processes, started anew, and what
    is shown is how many runs have ended.
    """
    if jobs == 1:
        for number, (name, trial, seed) in enumerate(work, 1):
            label = f"{number}/{len(work)} {name}, seed {seed}"
            yield run_or_load(name, trial, seed, folder, show(label)), peak_megabytes()
        return
    ended = show(f"{len(work)} runs in {jobs} processes")
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), prepare_worker)
    try:
        for number, result in enumerate(pool.map(partial(carry_out, folder), work), 1):
            ended(number / len(work))
            yield result
    except BaseException:
        for process in active_children():
            process.terminate()  # a run of theirs is not kept, not even in part
        raise
    finally:
        pool.shutdown(cancel_futures=True)
