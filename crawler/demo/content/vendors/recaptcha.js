// A stand-in for reCAPTCHA's api.js, written for this demo: it sets nothing itself, its frame does.
(function () {
  "use strict";
  function render() {
    for (const place of document.querySelectorAll(".g-recaptcha")) {
      const frame = document.createElement("iframe");
      frame.className = "captcha";
      frame.title = "reCAPTCHA";
      frame.src = `https://www.google.com/recaptcha/api2/anchor?k=${place.dataset.sitekey}`;
      place.append(frame);
    }
  }
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", render);
  } else {
    render();
  }
})();
