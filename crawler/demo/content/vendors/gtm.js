// A stand-in for a Google Tag Manager container with one tag, Universal Analytics; deployed so, the
// throttling cookie is named after the property. Written for this demo.
(function () {
  "use strict";
  const property = "UA-0000000-2";
  const script = document.createElement("script");
  script.src = "https://www.google-analytics.com/analytics.js";
  script.async = true;
  script.onload = () => {
    window.ga("create", property, "auto", {throttle: `_dc_gtm_${property}`});
    window.ga("send", "pageview");
  };
  document.head.append(script);
})();
