"""The house: what one page needs lies in its room, what two need one floor below."""

import ast
import re
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
A_PAGE_EACH = {Path("pages"), Path("core/labs")}  # as long as the menu
FILES = [p.relative_to(ROOT) for top in ("core", "pages") for p in (ROOT / top).rglob("*.py")]
SCRIPTS = [path.stem for path in FILES if path.parent == Path("pages")]
README = "\n".join(re.findall(r"^from core\S+ import .+$", (ROOT / "README.md").read_text(), re.M))


def name(path):
    """Return a file as a module; the script of a page is no module, and keeps its ending."""
    dotted = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
    return f"{dotted}.py" if path.parent == Path("pages") else dotted


MODULES = {name(path): path for path in FILES}


def imported(source):
    """Return the modules of the house that a source text imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {n if n in MODULES else node.module for n in names}
    return found & MODULES.keys()


IMPORTS = {module: imported((ROOT / path).read_text("utf-8")) for module, path in MODULES.items()}


@cache
def reached(module):
    """Return the module, and all that it needs."""
    return frozenset({module}).union(*(reached(other) for other in IMPORTS[module]))


def room(module):
    """Return the page in whose room a module lies, or None for what is shared."""
    parts = module.removesuffix(".py").split(".")
    if parts[:2] == ["core", "labs"] and len(parts) > 2:
        return parts[2]
    return parts[1] if parts[0] == "pages" and parts[1:2] not in ([], ["common"]) else None


def test_no_module_needs_itself():
    list(TopologicalSorter(IMPORTS).static_order())  # raises CycleError


@pytest.mark.parametrize("module", MODULES)
def test_nothing_needs_the_room_of_another_but_a_page_may_call_another_lab(module):
    others = {other for other in IMPORTS[module] if room(other) not in (None, room(module))}
    if module.startswith("pages."):
        others = {other for other in others if not re.fullmatch(r"core\.labs\.\w+\.lab", other)}
    assert not others


def test_what_only_one_page_needs_lies_in_its_room():
    everyone = imported((ROOT / "app.py").read_text("utf-8")) | imported(README)
    everyone |= {module for module in MODULES if module.startswith("core.reproduce")}
    public = frozenset().union(*map(reached, everyone))
    for module in MODULES.keys() - public:
        users = {page for page in SCRIPTS if module in reached(f"pages.{page}.py")}
        if room(module) is None and MODULES[module].name != "__init__.py":
            assert len(users) > 1, f"{module} is needed by {users or 'nobody'}"


@pytest.mark.parametrize("folder", sorted({path.parent for path in FILES} - A_PAGE_EACH), ids=str)
def test_no_folder_has_more_than_fifteen_entries(folder):
    entries = [entry for entry in (ROOT / folder).iterdir() if entry.name != "__pycache__"]
    assert len(entries) <= 15


def test_a_file_of_more_than_two_hundred_lines_says_why():
    tests = [path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py")]
    for path in [Path("app.py"), *FILES, *tests]:
        text = (ROOT / path).read_text("utf-8")
        if len(text.splitlines()) > 200:
            assert "Long because" in (ast.get_docstring(ast.parse(text)) or ""), path
