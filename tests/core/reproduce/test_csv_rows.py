"""Records in CSV files come back as they were, and nothing else is read."""

from typing import NamedTuple

import pytest

from core.reproduce.csv_rows import read_rows, update, write_rows


class Fruit(NamedTuple):
    name: str
    n: int
    weight: float
    price: float | None
    counts: tuple[int, ...]


ROWS = [Fruit("apple, red", 2, 0.1, None, (1, 2, 30)), Fruit("梨", 0, 1e-9, 2.0, ())]
HEAD = "name,n,weight,price,counts\n"


def test_what_is_written_is_read(tmp_path):
    write_rows(tmp_path / "a.csv", Fruit, ROWS)
    assert read_rows(tmp_path / "a.csv", Fruit) == ROWS
    text = (tmp_path / "a.csv").read_text("utf-8")
    (tmp_path / "a.csv").write_text(text, "utf-8-sig")
    assert read_rows(tmp_path / "a.csv", Fruit) == ROWS


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("", "the columns are not name, n, weight, price, counts"),
        ("name;n\n", "the columns are not"),
        ("n,name,weight,price,counts\n", "the columns are not"),
        (HEAD + "a,1,1,,\nb,1,1,", "row 2: .*shorter"),
        (HEAD + "a,1,1,,,\n", "row 1: .*longer"),
        (HEAD + "a,1.5,1,,\n", "row 1: .*'1.5'"),
        (HEAD + "a,1,much,,\n", "row 1: .*'much'"),
        (HEAD + "a,1,1,,1 x\n", "row 1: .*'x'"),
    ],
)
def test_other_files_are_refused_with_the_row_that_is_wrong(tmp_path, text, complaint):
    (tmp_path / "a.csv").write_text(text)
    with pytest.raises(ValueError, match=complaint):
        read_rows(tmp_path / "a.csv", Fruit)


def test_an_update_replaces_its_own_rows_drops_unknown_ones_and_keeps_the_order(tmp_path):
    path, (apple, pear) = tmp_path / "a.csv", ROWS
    order = ("梨", "fig", "apple, red")
    update(path, Fruit, apple.name, [apple, apple], order)
    update(path, Fruit, pear.name, [pear], order)
    assert read_rows(path, Fruit) == [pear, apple, apple]
    newer = apple._replace(n=3)
    update(path, Fruit, apple.name, [newer], order)
    assert read_rows(path, Fruit) == [pear, newer]
    update(path, Fruit, apple.name, [], ("apple, red",))
    assert read_rows(path, Fruit) == []
