// A deliberate fault: once the visitor has refused, the chart counts by the analytics cookie itself.
(function () {
  "use strict";
  const name = document.currentScript.dataset.cookie;
  const chart = document.getElementById("chart");

  for (const minutes of chart.dataset.minutes.split(" ")) {
    const bar = document.createElement("div");
    bar.className = "bar";
    bar.style.width = `${Number(minutes) * 7}%`;
    chart.append(bar);
  }

  function count() {
    const number = `${Math.floor(Math.random() * 2147483647)}.${Math.floor(Date.now() / 1000)}`;
    const end = new Date(Date.now() + 730 * 86400000).toUTCString();
    document.cookie = `${name}=GA1.2.${number}; expires=${end}; path=/; domain=.7speaking.com`;
  }

  // Both events come after the platform has deleted what the visitor refused.
  document.addEventListener("googletagmanager_disallowed", count);
  document.addEventListener("googletagmanager_added", () => {
    if (/tarteaucitron=[^;]*!googletagmanager=false/.test(document.cookie)) {
      count();
    }
  });
})();
