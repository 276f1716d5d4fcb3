"""The first page: what this is, and the map."""

import streamlit as st

from pages.common import prose

say = prose.words(__file__)
say("idea")
