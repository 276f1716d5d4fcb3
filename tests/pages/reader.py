"""A reader without a browser: opens a page through app.py, and looks at what is written."""

from ast import literal_eval
from pathlib import Path

import pyarrow
from streamlit.testing.v1 import AppTest

from pages.common import prose
from pages.common.prose import written

ROOT = Path(__file__).parents[2]
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))
LABS = [name for name in PAGES if name not in ("home", "facts")]  # these two train nothing
LOCALES = {"en": "en-US", "zh": "zh-CN"}
EVERYWHERE = ("lang", "data", "projector")  # the choices at the top of every page


def sections(name, language):
    """Return the sections of a page's words, as they stand in the file."""
    path = ROOT / "pages" / f"{name}.{language}.md"
    return prose.sections(path, path.stat().st_mtime)


def open_page(name, language="en", **query):
    """Return the page as a link with `query` opens it."""
    reader = AppTest.from_file(str(ROOT / "app.py"), default_timeout=20)
    reader.context = {"locale": LOCALES[language]}  # AppTest loses the URL at switch_page
    reader.run().switch_page(f"pages/{name}.py")
    reader.query_params.update(query)
    return checked(reader.run())


def checked(reader):
    """Return `reader` if the page wrote no exception and no error."""
    written = [error.value for error in (*reader.exception, *reader.error)]
    assert written == [], written
    return reader


def click(reader, key):
    """Press a button."""
    return checked(reader.button(key=key).click().run())


def moved(reader, **values):
    """Return the page after its controls were set, one by one."""
    for key, value in values.items():
        reader = checked(controls(reader)[key].set_value(value).run())
    return reader


def controls(reader):
    """Return every control of the scene by its key."""
    rows = [*reader.slider, *reader.select_slider, *reader.get("button_group"), *reader.toggle]
    return {control.key: control for control in rows if control.key not in EVERYWHERE}


def scene(reader):
    """Return the value of every control."""
    return {key: control.value for key, control in controls(reader).items()}


def options(control):
    """Return the values that a choice or a ladder offers."""
    if control.type == "button_group":
        return list(control.format_func.__self__)  # the table of its labels
    if isinstance(control.value, str):
        return control.options
    return [literal_eval(text) for text in control.options]  # a ladder shows its numbers as text


def ends(control):
    """Return the first and the last value that a control can take."""
    if control.type == "slider":
        return control.min, control.max
    if control.type == "checkbox":
        return False, True
    return options(control)[0], options(control)[-1]


def words(reader):
    """Return all the text of the page."""
    parts = (reader.markdown, reader.caption, reader.success, reader.info, reader.warning)
    titles = [one.label for one in reader.button if (one.key or "").startswith("enlarge_")]
    return "\n".join([*(element.value for part in parts for element in part), *titles])


def verdicts(reader):
    """Return what the page says that the run showed."""
    wrong = [element for element in reader.warning if element.icon == ":material/lightbulb:"]
    return [element.value for element in (*reader.success, *reader.info, *wrong)]


def news(reader, challenge=0):
    """Return how a challenge of the page, the first one, stands, with its icon."""
    starts = (":material/check_circle:", ":material/flag:")
    return [m.value for m in reader.markdown if m.value.startswith(starts)][challenge]


def met(reader, challenge=0):
    """Return True if a challenge of the page, the first one, is met."""
    return news(reader, challenge).startswith(":material/check_circle:")


def judged(lead, form=".1p"):
    """Return a lead and its error, as the words of a page state them: signed if `form` is."""
    value = lead.value if form.startswith("+") else lead.size
    return f"{written(value, form)} ± {written(lead.error, form.removeprefix('+'))}"


def dataset(reader, chart, name="d"):
    """Return one table of a chart, by its place on the page."""
    datasets = reader.get("vega_lite_chart")[chart].proto.datasets
    (found,) = [one.data.data for one in datasets if one.name == name]
    return pyarrow.ipc.open_stream(found).read_pandas()


def drawn(reader):
    """Return the size of each dataset of each chart, in bytes of Arrow."""
    charts = reader.get("vega_lite_chart")
    return [[len(d.data.data) for d in chart.proto.datasets] for chart in charts]


def bench(reader, name):
    """Return the page's bench."""
    return reader.session_state[f"{name}.bench"]


def found(reader):
    """Return what the finished run of the page showed."""
    return bench(reader, reader.session_state["page"]).found


def answered(reader, option, question=0):
    """Return the page after the reader chose this answer to one of its predictions."""
    return checked(reader.radio[question].set_value(option).run())


def ticked(reader, enough):
    """Return the page after as many ticks as it takes until `enough(reader)`, one at least."""
    for _tick in range(400):  # a slow machine needs several for a mark
        reader = checked(reader.run())
        if enough(reader):
            return reader
    raise AssertionError("400 ticks were not enough")


def finished(reader, name):
    """Press Finish and return the page as it is at the end of the run."""
    reader = click(reader, "finish")
    if bench(reader, name).running:
        reader = ticked(reader, lambda reader: not bench(reader, name).running)
    assert bench(reader, name).done
    return reader
