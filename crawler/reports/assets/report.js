// What happens in the page: tables come to life one by one, findings open by their address.
"use strict";

const filters = {}; // by the names of their grids

function filtersOf(grid) {
  const name = grid.dataset.name;
  filters[name] ||= enhance(grid);
  return filters[name];
}

// A click goes to the address, as with any link; it is put on the clipboard as well.
function copies(link) {
  link.addEventListener("click", () => {
    const address = new URL(link.getAttribute("href"), location.href).href;
    const told = (key) => {
      const status = link.nextElementSibling || link.parentElement.appendChild(made("output"));
      status.textContent = " " + words[key];
    };
    const failed = () => told("Copy the address from the address bar");
    if (!navigator.clipboard) return failed();
    navigator.clipboard.writeText(address).then(() => told("Link copied"), failed);
  });
}

// A finding that is named in the address opens, with all that it is folded into.
function openNamed() {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name.startsWith("finding-") && document.getElementById(name);
  if (!target || document.querySelector("dialog[open]")) return;
  for (let one = target; one; one = one.parentElement.closest("details")) one.open = true;
  document.querySelectorAll(".named").forEach((one) => one.classList.remove("named"));
  target.classList.add("named");
  target.querySelector("summary").focus({ preventScroll: true });
  target.scrollIntoView({ block: "start" });
}

function showRule(button) {
  const grid = document.querySelector(".grid[data-name=findings]");
  filtersOf(grid).choose({ rule: button.dataset.rule });
  grid.scrollIntoView();
}

// On paper every row stands there; what had been folded is unfolded by the style sheet.
function printed() {
  document.querySelectorAll(".grid:not(:has(> table.paper))").forEach((grid) => {
    grid.append(paperOf(grid));
  });
}

document.documentElement.classList.add("scripted");
document.querySelectorAll(".copy").forEach(copies);
document.querySelectorAll("button[data-rule]").forEach((button) => {
  button.addEventListener("click", () => showRule(button));
});
window.addEventListener("beforeprint", printed);
matchMedia("print").addEventListener("change", (query) => query.matches && printed());
window.addEventListener("hashchange", openNamed);

// One table after another, so that the page answers in between.
const waiting = Array.from(document.querySelectorAll(".grid"));
(function next() {
  const grid = waiting.shift();
  if (!grid) return;
  filtersOf(grid);
  setTimeout(next);
})();
// The browser goes to the address by itself once all is loaded, and takes the focus there.
window.addEventListener("load", () => setTimeout(openNamed));
