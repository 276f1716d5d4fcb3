"""A reader without a browser, but with a browser's protocol: what a tab sends, and when."""

import asyncio
import time
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import connect


class Visitor:
    """One tab on `path` of the app at `address`; use it in an `async with`.

    `buttons` are the ids of the buttons by key, `alerts` the texts of the warnings and verdicts
    of the newest run of the page, `ticks` the seconds that each tick of the timer took.
    """

    def __init__(self, address, path, query="", cookies=""):
        self.address, self.path, self.query = address, path, query
        self.buttons, self.alerts, self.ticks = {}, [], []
        self._timer = None  # (seconds between, id of the fragment that ticks)
        self._page, self._cookies = "", cookies

    async def __aenter__(self):
        """Open the page, and wait until it is drawn."""
        host = urlsplit(self.address).netloc
        self._socket = await connect(
            f"ws://{host}/_stcore/stream",
            subprotocols=["streamlit"],
            origin=self.address,
            additional_headers={"Cookie": self._cookies} if self._cookies else None,
            max_size=None,
            ping_interval=None,
        )
        await self._run(ClientState(query_string=self.query, page_name=self.path))
        return self

    async def __aexit__(self, *_error):
        """Close the tab."""
        await self._socket.close()

    async def click(self, key):
        """Press a button, and wait until the page is drawn again; return the seconds."""
        state = ClientState(query_string=self.query, page_script_hash=self._page)
        state.widget_states.widgets.add(id=self.buttons[key], trigger_value=True)
        return await self._run(state)

    async def train(self, seconds):
        """Let the timer of the page tick for `seconds`, or until the page stops it."""
        end = time.monotonic() + seconds
        due = time.monotonic()
        while self._timer and time.monotonic() < end:
            between, fragment = self._timer
            state = ClientState(
                query_string=self.query,
                page_script_hash=self._page,
                fragment_id=fragment,
                is_auto_rerun=True,
            )
            self.ticks.append(await self._run(state))
            due = max(due + between, time.monotonic())  # a browser's timer does not catch up
            await asyncio.sleep(due - time.monotonic())

    async def _run(self, state):
        """Ask for a run of the page or of a fragment; return the seconds until it has ended."""
        whole = not state.fragment_id
        if whole:
            self._timer, self.alerts = None, []
        begin = time.monotonic()
        await self._socket.send(BackMsg(rerun_script=state).SerializeToString())
        while True:
            message = ForwardMsg.FromString(await asyncio.wait_for(self._socket.recv(), 60))
            kind = message.WhichOneof("type")
            if kind == "new_session":
                if not message.metadata.run.fragment_ids:
                    self._timer, self.alerts = None, []  # the page itself asked for a whole run
            elif kind == "navigation":
                self._page = message.navigation.page_script_hash
            elif kind == "auto_rerun":
                self._timer = (message.auto_rerun.interval, message.auto_rerun.fragment_id)
            elif kind == "delta":
                self._read(message.delta)
            elif kind == "script_finished":
                ended = ForwardMsg.ScriptFinishedStatus.Name(message.script_finished)
                if ended != "FINISHED_EARLY_FOR_RERUN":
                    return time.monotonic() - begin

    def _read(self, delta):
        element = delta.new_element
        kind = element.WhichOneof("type")
        if kind == "button":
            key = element.button.id.rsplit("-", 1)[-1]
            self.buttons[key] = element.button.id
        elif kind == "alert":
            self.alerts.append(element.alert.body)
        elif kind == "exception":
            raise RuntimeError(element.exception.message)
