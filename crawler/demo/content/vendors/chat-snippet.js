// A stand-in for Zendesk's snippet, written for this demo: it takes the page's calls and brings in
// the chat widget.
(function () {
  "use strict";
  const zopim = (window.$zopim = (call) => zopim.waiting.push(call));
  zopim.waiting = [];
  const script = document.createElement("script");
  script.src = "https://static.zdassets.com/web_widget/chat.js";
  script.async = true;
  document.head.append(script);
})();
