"""The four steps of "Add a page" in the README, followed to the letter in a copy of the project."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STEPS = (ROOT / "README.md").read_text("utf-8").split("## Add a page")[1].split("\n## ")[0]
PARTS = ("app.py", "core", "pages", "tests", "pyproject.toml", ".streamlit")


@pytest.fixture
def copy(tmp_path):
    for part in PARTS:
        copied = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        copied(ROOT / part, tmp_path / part)
    return tmp_path


def test_the_small_page_of_the_readme_passes_every_test_of_a_page_in_and_out_of_a_browser(copy):
    files = dict(re.findall(r"^`(pages/\S+)`:\n\n```\w+\n(.*?)^```", STEPS, re.M | re.S))
    assert [Path(name).suffixes for name in files] == [[".py"], [".en", ".md"], [".zh", ".md"]]
    for name, text in files.items():
        (copy / name).write_text(text, "utf-8")
    contents = copy / "pages/common/contents.py"
    listed = contents.read_text("utf-8").replace('["facts"]', '["facts", "one_step"]')
    contents.write_text(listed, "utf-8")

    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", "one_step"]
    command += ["tests/pages", "tests/browser/test_every_page.py"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:]
    passed = re.search(r"(\d+) passed", done.stdout)
    assert int(passed[1]) > 30
