// A deliberate fault: the result is kept in a cookie that no policy lists.
(function () {
  "use strict";
  const name = document.currentScript.dataset.cookie;
  const end = new Date(Date.now() + 30 * 86400000).toUTCString();
  document.cookie = `${name}=A2; expires=${end}; path=/; SameSite=Lax; Secure`;
  document.getElementById("level").textContent = "A2";
})();
