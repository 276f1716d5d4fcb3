"""A run to download: five lines of Python, and files of its records."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from core.runs import export
from core.runs.experiment import Lab, Record
from pages.common.prose import pick


def offer(lab: Lab, choices: Mapping[str, Any], records: list[Record]) -> None:
    """Offer the run of `choices` in a lab as files, and the Python that makes it again."""
    st.markdown(pick("Five lines of Python make this run again:", "五行 Python 就能重做这次运行："))
    st.code(export.python(lab, choices), "python", wrap_lines=True)
    files = {  # Excel reads η only where the file begins with the mark of Unicode
        "csv": lambda: export.csv(records).encode("utf-8-sig"),
        "json": lambda: export.as_json(lab, choices, records).encode(),
    }
    with st.container(horizontal=True, gap="small"):
        for kind, write in files.items():
            st.download_button(
                kind.upper(),
                write,
                f"{st.session_state['page']}.{kind}",
                f"text/{kind}",
                key=f"export_{kind}",
                icon=":material/download:",
                on_click="ignore",
            )
