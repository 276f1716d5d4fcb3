// Declares the language of the page around this frame: Streamlit sends it with every drawing.
const send = message => parent.postMessage({isStreamlitMessage: true, ...message}, "*");

addEventListener("message", ({data}) => {
  if (data.type === "streamlit:render") {
    parent.document.documentElement.lang = data.args.language;
  }
});
send({type: "streamlit:componentReady", apiVersion: 1});
send({type: "streamlit:setFrameHeight", height: 0});
