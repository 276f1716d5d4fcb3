"""The cards say what is true and link to scenes that exist; the table is the committed one."""

import re
from urllib.parse import parse_qsl, urlsplit

from core.reproduce.table import REASONS, reproduced
from pages.facts import published_zh
from tests.pages.reader import LOCALES, open_page, scene

NAME = "facts"


def links(reader):
    """Return page and query of every link button."""
    urls = [urlsplit(button.proto.url) for button in reader.get("link_button")]
    return [(url.path, dict(parse_qsl(url.query))) for url in urls]


def test_every_link_opens_the_scene_that_it_names_and_the_languages_link_alike():
    found, other = (links(open_page(NAME, language)) for language in LOCALES)
    assert len(found) >= 20
    assert {query.pop("lang") for _, query in found} == {"en"}
    assert {query.pop("lang") for _, query in other} == {"zh"}
    assert other == found
    for page, query in found:
        reader = open_page(page, **query)
        shown = scene(reader)
        for key, value in query.items():
            if key != "data":
                assert str(shown[key]) in (value, f"{value}.0"), (page, key)
        assert not [c.value for c in reader.caption if "not possible" in c.value]


def test_the_table_shows_every_published_number_beside_ours():
    (table,) = open_page(NAME).dataframe
    published = [row for row in reproduced() if row.published is not None]
    assert len(table.value) == len(published) > 50


def test_the_chinese_table_has_no_english_but_names():
    (table,) = open_page(NAME, "zh").dataframe
    text = " ".join(str(cell) for row in table.value.itertuples() for cell in row)
    names = {"SVM", "SVC", "gamma", "auto", "float", "nan"}
    assert set(re.findall(r"[A-Za-z]{2,}", text)) <= names
    assert set(published_zh.REASONS) == set(REASONS)
