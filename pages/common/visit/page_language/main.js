// Declares the language of the page around this frame, which Streamlit sends with every drawing,
// tells Streamlit if the reader's system asks that nothing moves, and completes a link of the menu
// before it can be opened in a new tab: Streamlit's holds no language and no data.
const EVERYWHERE = ["lang", "data"];  // as in address.py
const send = message => parent.postMessage({isStreamlitMessage: true, ...message}, "*");
const gone = new AbortController();

function complete({target}) {
  const link = target.closest?.("[data-testid=stTopNavLink], [data-testid=stSidebarNavLink]");
  if (!link) return;
  const here = new URLSearchParams(parent.location.search), there = new URL(link.href);
  there.search = new URLSearchParams([...here].filter(([key]) => EVERYWHERE.includes(key)));
  link.href = there;
}

addEventListener("message", ({data}) => {
  if (data.type === "streamlit:render") {
    parent.document.documentElement.lang = data.args.language;
  }
});
for (const reached of ["pointerover", "focusin"]) {
  parent.document.addEventListener(reached, complete, {signal: gone.signal});
}
addEventListener("pagehide", () => gone.abort());
send({type: "streamlit:componentReady", apiVersion: 1});
send({type: "streamlit:setFrameHeight", height: 0});
if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
  send({type: "streamlit:setComponentValue", dataType: "json", value: true});
}
