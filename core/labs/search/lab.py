"""The runs of the page about letting the machine choose, on the 8 × 8 digits, and their findings.

All take `n_training` and `label_noise` as in `handwriting.load`, and `settings` as in Settings.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from core.arrays import Array
from core.data import handwriting
from core.labs.search import grid_vs_random, minibatch_race, schedules
from core.labs.search.grid_vs_random import Duel
from core.network.settings import Settings
from core.runs import statistics
from core.runs.experiment import Experiment, Record, marks

LAMBDA = 0.1  # the middle of the grid; that of η is a choice
GOAL = 0.9  # the validation accuracy that mini-batches race to
NEAR = 0.02  # how much worse than the best still counts as good
FEW = 5  # candidates that the page compares with all of them
ARMS = {  # what each experiment compares
    "schedule": tuple(schedules.SCHEDULES),
    "mini_batch": tuple(minibatch_race.SIZES),
    "search": ("grid", "random"),
}
ANSWERS = ARMS | {"schedule": ("loses", "level", "gains"), "search": ("grid", "tie", "random")}
Set = tuple[Array, Array]


def _sets(n_training: int, label_noise: float) -> tuple[Set, dict[str, Set]]:
    """Return X and Y to learn from, and to measure on by name."""
    split = handwriting.load("digits", n_training, label_noise, size=8)
    training, validation = split.training, split.validation
    measured = {"training": handwriting.sample(training, 400), "validation": _pair(validation)}
    return _pair(training), measured


def _pair(examples: handwriting.Examples) -> Set:
    return examples.X, examples.Y


def schedule(*, n_training: int, label_noise: float, patience: int, **settings: Any) -> Experiment:
    """Return five networks for each of `schedules.SCHEDULES`, to be measured 40 times.

    "halving" has `patience`, in epochs. Records as `schedules.measure` makes them.
    """
    common, (training, sets) = Settings(**settings), _sets(n_training, label_noise)
    trainers = schedules.schedules(common, patience, training, sets["validation"])
    measure = partial(schedules.measure, sets=sets)
    return Experiment(trainers, measure, marks(common.epochs, most=40))


def mini_batch(*, n_training: int, label_noise: float, scale: float, **settings: Any) -> Experiment:
    """Return five networks for each of `mini_batches.SIZES`, the last one's η times `scale`.

    Records as `mini_batches.measure` makes them: "milliseconds" differ from run to run.
    """
    common, (training, sets) = Settings(**settings), _sets(n_training, label_noise)
    trainers = minibatch_race.mini_batches(common, scale, training)
    moments = minibatch_race.moments(n_training, common.epochs)
    return Experiment(trainers, partial(minibatch_race.measure, sets=sets), moments)


def search(*, n_training: int, label_noise: float, candidates: int, **settings: Any) -> Duel:
    """Return a grid around the given η and LAMBDA, and `candidates` drawn at random beside it."""
    common, (training, sets) = Settings(**settings), _sets(n_training, label_noise)
    middle = common.learning_rate
    return Duel(common, middle, LAMBDA, candidates, training, sets["validation"])


def _error(share: float) -> float:
    return statistics.standard_error(share, handwriting.N_VALIDATION)


def _newest(run: Experiment) -> pd.DataFrame:
    """Return the newest medians over the networks of each trainer, a row for each."""
    newest = statistics.medians(run.records, run.records[-1]["step"])
    return pd.DataFrame.from_dict(newest, orient="index")


def schedule_findings(run: Experiment) -> dict[str, Any]:
    """Return what lowering η did to a finished run of `schedule`.

    By the name of a schedule its validation accuracy; with "training_" or "moved_" before it its
    training cost, and how far a weight moved in the last epoch. "lowered" is the median of the
    three lowered ones, "gain" what it is above the constant η, "noise" one standard error, and
    "answer" which of the two is greater. "end" is the epoch where halving came to its end, or nan.
    """
    newest = _newest(run)
    read = newest["accuracy validation"]
    lowered = float(read.drop("constant").median())
    gain, noise = lowered - read["constant"], _error(read["constant"])
    rates = pd.DataFrame([r for r in run.records if r["name"] == "halving"])
    rate = rates.groupby("epoch")["rate"].median()
    found = {"lowered": lowered, "gain": gain, "noise": noise, "end": rate.index[rate == 0].min()}
    found["answer"] = "gains" if gain > noise else "loses" if gain < -noise else "level"
    for before, column in (("training_", "cost training"), ("moved_", "moved")):
        found |= {f"{before}{name}": value for name, value in newest[column].items()}
    return found | dict(read)


def mini_batch_findings(run: Experiment) -> dict[str, Any]:
    """Return when the sizes of a finished run of `mini_batch` were at GOAL, in their order k.

    "epoch<k>" and "milliseconds<k>", nan if never; "first_epoch" and "first_milliseconds", the
    names of the first there, and "answer", the first of the latter or None. At the end "update<k>",
    the microseconds of an update; "read<k>", the validation accuracy; "cost<k>", the training cost.
    """
    there = minibatch_race.first_at(run.records, GOAL)
    newest = _newest(run).reindex(list(run.trainers))
    found: dict[str, Any] = {}
    for clock in ("epoch", "milliseconds"):
        least = min((record[clock] for record in there.values()), default=np.nan)
        found[f"first_{clock}"] = [name for name in there if there[name][clock] == least]
        for k, name in enumerate(run.trainers):
            found[f"{clock}{k}"] = there[name][clock] if name in there else np.nan
    found["answer"] = next(iter(found["first_milliseconds"]), None)
    for k, (_, now) in enumerate(newest.iterrows()):
        found |= {f"update{k}": 1000 * now["milliseconds"] / now["updates"]}
        found |= {f"read{k}": now["accuracy validation"], f"cost{k}": now["cost training"]}
    return found


def search_findings(run: Duel) -> dict[str, Any]:
    """Return the best of the "grid" and of the "random" candidates: their accuracies.

    "grid_learning_rate", "grid_l2" and so on are where they are. "lead" is how much better the
    random one is, "noise" one standard error, "answer" which one is better or a "tie". "few" is
    the mean best of FEW drawn. "learning_rate_low", "..._high" and the same of l2 are the ends of
    all candidates that read at most NEAR less than the best. "away" counts networks that ran away.
    """
    arms = run.arms
    found: dict[str, Any] = {}
    for arm, rows in arms.items():
        best = max(rows, key=itemgetter("median"))
        found |= {arm: best["median"], **{f"{arm}_{k}": best[k] for k in grid_vs_random.SEARCHED}}
    lead, noise = found["random"] - found["grid"], _error(found["grid"])
    answer = "tie" if abs(lead) <= noise else "random" if lead > 0 else "grid"
    found |= {"lead": lead, "noise": noise, "answer": answer}
    found["away"] = sum(row["diverged"] for rows in arms.values() for row in rows)
    found["few"] = grid_vs_random.expected_best([row["median"] for row in arms["random"]])[FEW - 1]
    return found | _good(arms, max(found["grid"], found["random"]))


def _good(arms: Mapping[str, Sequence[Record]], best: float) -> dict[str, float]:
    good = [row for rows in arms.values() for row in rows if row["median"] >= best - NEAR]
    ends = {"low": min, "high": max}
    return {
        f"{k}_{end}": of(row[k] for row in good)
        for k in grid_vs_random.SEARCHED
        for end, of in ends.items()
    }
