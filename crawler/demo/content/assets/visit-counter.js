// A deliberate fault: it counts at once, without waiting for the visitor to choose.
(function () {
  "use strict";
  const name = document.currentScript.dataset.cookie;
  if (/tarteaucitron=[^;]*!analytics=(true|false)/.test(document.cookie)) {
    return; // From then on the consent platform's own analytics count, or nobody.
  }
  const number = `${Math.floor(Math.random() * 2147483647)}.${Math.floor(Date.now() / 1000)}`;
  const end = new Date(Date.now() + 24 * 3600000).toUTCString();
  document.cookie = `${name}=GA1.2.${number}; expires=${end}; path=/; domain=.7speaking.com`;
})();
