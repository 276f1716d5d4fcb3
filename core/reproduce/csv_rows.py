"""Tables of records in CSV files: written whole or not at all, and read back strictly."""

import csv
from collections.abc import Callable, Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, get_type_hints

from core.reproduce.runs import write_whole

R = TypeVar("R", bound=NamedTuple)
PARSERS: dict[Any, Callable[[str], Any]] = {  # by the type of a field
    str: str,
    int: int,
    float: float,
    float | None: lambda text: float(text) if text else None,
    tuple[int, ...]: lambda text: tuple(map(int, text.split())),
}


def read_rows(path: Path, kind: type[R]) -> list[R]:
    """Return the rows of a file as records of one kind.

    A byte-order mark, as some programs save one, does no harm. Raises ValueError for other columns
    and, with the number of the row, for a cell that is missing, too many, or not of its type.
    """
    parsers = {name: PARSERS[hint] for name, hint in get_type_hints(kind).items()}
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = csv.reader(file)
        if tuple(next(lines, ())) != tuple(parsers):
            raise ValueError(f"the columns are not {', '.join(parsers)}, separated by commas.")
        rows = []
        for number, line in enumerate(lines, 1):
            try:
                cells = zip(parsers.values(), line, strict=True)
                rows.append(kind(*(parse(cell) for parse, cell in cells)))
            except ValueError as error:
                raise ValueError(f"row {number}: {error}") from error
        return rows


def write_rows(path: Path, kind: type[R], rows: Iterable[R]) -> None:
    """Write records of one kind; numbers of one field stand in its cell with spaces between."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(kind._fields)
    for row in rows:
        writer.writerow([" ".join(map(str, x)) if isinstance(x, tuple) else x for x in row])
    write_whole(path, text.getvalue())


def update(path: Path, kind: type[R], name: str, new: Sequence[R], order: Iterable[str]) -> None:
    """Put rows in the place of the old ones of that name, which is what a row begins with.

    The rows of other names stay, if `order` has them, and all are written in that order.
    """
    old, names = read_rows(path, kind) if path.exists() else [], list(order)
    kept = [row for row in old if row[0] in names and row[0] != name]
    write_rows(path, kind, sorted([*kept, *new], key=lambda row: names.index(row[0])))
