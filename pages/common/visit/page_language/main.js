// Declares the language of the page around this frame, which Streamlit sends with every drawing,
// and tells Streamlit if the reader's system asks that nothing moves.
const send = message => parent.postMessage({isStreamlitMessage: true, ...message}, "*");

addEventListener("message", ({data}) => {
  if (data.type === "streamlit:render") {
    parent.document.documentElement.lang = data.args.language;
  }
});
send({type: "streamlit:componentReady", apiVersion: 1});
send({type: "streamlit:setFrameHeight", height: 0});
if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
  send({type: "streamlit:setComponentValue", dataType: "json", value: true});
}
