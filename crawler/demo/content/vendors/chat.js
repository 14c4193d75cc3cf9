// A stand-in for Zendesk's chat widget, written for this demo: the visitor's number and decision
// stand in first-party cookies on the site's widest domain, set by script.
(function () {
  "use strict";
  const DAYS = 365;
  const settings = window.zESettings?.webWidget?.chat ?? {};
  const domain = location.hostname.split(".").slice(-2).join(".");

  function write(name, value, days) {
    const end = new Date(Date.now() + days * 86400000).toUTCString();
    const text = encodeURIComponent(JSON.stringify(value));
    document.cookie = `${name}=${text}; path=/; domain=.${domain}; expires=${end}; SameSite=Lax; Secure`;
  }

  if (!document.cookie.includes("__zlcid=")) {
    write("__zlcid", {mID: crypto.randomUUID()}, settings.visitorCookieDays ?? DAYS);
  }
  const button = document.createElement("div");
  button.id = "chat-button";
  button.textContent = "Chat with us";
  document.body.append(button);

  window.$zopim.livechat = {
    cookieLaw: {setDefaultImplicitConsent: () => write("__zlcprivacy", true, DAYS)},
  };
  window.$zopim.waiting.forEach((call) => call());
  window.$zopim.waiting.push = (call) => call();
})();
