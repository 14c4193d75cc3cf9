// Makes the page's own tables tables that filter and sort. Whatever a site chose (names, URLs,
// reasons) passes through here only as textContent; nothing in this file builds HTML from text.
"use strict";

const LONGEST_CELL = 160;

function made(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined) element.textContent = text;
  return element;
}

// Text that may be broken behind the parts of an address.
function breakable(tag, className, text) {
  const element = made(tag, className);
  text.split(/(?<=[^/:][/?&=;])(?=[^/])/).forEach((part, i) => {
    if (i) element.append(made("wbr"));
    element.append(part);
  });
  return element;
}

// One row of a static table as data: t0, t1... the texts, v0... what they sort by, k0... the looks.
function readRow(row) {
  const data = { all: "" };
  Array.from(row.cells).forEach((cell, i) => {
    const text = cell.textContent;
    data["t" + i] = text;
    data["v" + i] = cell.dataset.v === undefined ? null : Number(cell.dataset.v);
    data["k" + i] = cell.dataset.look || "";
    data.all += text.toLowerCase() + "\n";
  });
  return data;
}

const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

function sorterOf(i) {
  return (a, b, rowA, rowB) => {
    const v = rowA.getData()["v" + i];
    const w = rowB.getData()["v" + i];
    if (v !== null && w !== null) return v - w;
    if (v !== null || w !== null) return v === null ? -1 : 1;
    return collator.compare(a, b);
  };
}

function formatterOf(i, headings) {
  return (cell) => {
    const data = cell.getRow().getData();
    const text = data["t" + i];
    const shown = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) + "…" : text;
    if (i === 0) {
      const button = breakable("button", "name", shown);
      button.type = "button";
      button.addEventListener("click", () => showDetails(headings, data));
      return button;
    }
    const span = breakable("span", data["k" + i] ? "badge" : "", shown);
    if (data["k" + i]) span.dataset.look = data["k" + i];
    span.title = text;
    return span;
  };
}

function showDetails(headings, data) {
  const dialog = made("dialog", "details");
  const title = made("h3", "", data.t0);
  title.id = "details-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const facts = made("dl");
  headings.slice(1).forEach((heading, i) => {
    const text = data["t" + (i + 1)];
    if (!text || text === "–") return;
    const fact = made("div");
    fact.append(made("dt", "", heading), breakable("dd", "", text));
    facts.append(fact);
  });
  const close = made("button", "show", "Close");
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // The first thing that takes the focus is what the dialog opens at.
  dialog.append(close, title, facts);
  document.body.append(dialog);
  dialog.showModal();
}

function choiceBox(heading, i, rows, changed) {
  const label = made("label", "", heading + " ");
  const select = made("select");
  select.setAttribute("aria-label", heading);
  const values = Array.from(new Set(rows.map((row) => row["t" + i])));
  select.append(new Option("all", ""));
  values.sort(collator.compare).forEach((value) => select.append(new Option(value, value)));
  select.addEventListener("change", changed);
  label.append(select);
  return { label, select, i };
}

function makeFilters(headings, choosable, rows, apply) {
  const bar = made("div", "filters");
  bar.setAttribute("role", "search");
  const search = made("input");
  search.type = "search";
  search.placeholder = "name, domain, script…";
  const searchLabel = made("label", "", "Find ");
  searchLabel.append(search);
  const boxes = choosable
    .map((i) => choiceBox(headings[i], i, rows, () => changed()))
    .filter((box) => box.select.options.length > 2);
  const count = made("output");
  const clear = made("button", "show", "Clear");
  clear.type = "button";
  clear.addEventListener("click", () => choose({}));
  bar.append(searchLabel, ...boxes.map((box) => box.label), clear, count);

  function changed() {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = boxes.filter((box) => box.select.value);
    clear.hidden = !words.length && !active.length;
    apply(
      (row) =>
        words.every((word) => row.all.includes(word)) &&
        active.every((box) => row["t" + box.i] === box.select.value),
    );
  }
  function choose(wanted) {
    search.value = "";
    boxes.forEach((box) => (box.select.value = wanted[headings[box.i]] || ""));
    changed();
  }
  search.addEventListener("input", changed);
  clear.hidden = true;
  count.textContent = rows.length + " of " + rows.length;
  return { bar, count, choose };
}

// Tabulator sorts on click only: let the headings be reached and pressed by keyboard as well.
function openToKeyboard(table) {
  table.getColumns().forEach((column) => {
    const heading = column.getElement();
    heading.tabIndex = 0;
    heading.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      const down = heading.getAttribute("aria-sort") === "ascending";
      table.setSort(column.getField(), down ? "desc" : "asc");
    });
  });
}

function columnOf(heading, i, headings) {
  const width = Number(heading.dataset.width);
  return {
    title: headings[i],
    field: "t" + i,
    visible: width > 0,
    widthGrow: width,
    minWidth: 55 + width * 18,
    variableHeight: true,
    sorter: sorterOf(i),
    formatter: formatterOf(i, headings),
  };
}

function enhance(grid) {
  const table = grid.querySelector("table");
  const heads = Array.from(table.tHead.rows[0].cells);
  const headings = heads.map((head) => head.textContent);
  const rows = Array.from(table.tBodies[0].rows, readRow);
  const choosable = heads.flatMap((head, i) => ("choices" in head.dataset ? [i] : []));
  const holder = made("div", "live");
  const filters = makeFilters(headings, choosable, rows, (keep) =>
    tabulator.setFilter(keep),
  );
  holder.setAttribute("aria-label", table.caption.textContent);
  grid.append(filters.bar, holder);
  const tabulator = new Tabulator(holder, {
    data: rows,
    columns: heads.map((head, i) => columnOf(head, i, headings)),
    layout: "fitColumns",
    maxHeight: "40rem",
    placeholder: "Nothing here matches.",
    // Its own observer also draws anew right after the first time, and takes the focus away.
    autoResize: false,
  });
  window.addEventListener("resize", () => tabulator.redraw());
  tabulator.on("tableBuilt", () => {
    openToKeyboard(tabulator);
    grid.dataset.ready = "";
  });
  tabulator.on("dataFiltered", (_, kept) => {
    filters.count.textContent = kept.length + " of " + rows.length;
  });
  return filters;
}

const filters = {};
document.querySelectorAll(".grid").forEach((grid) => {
  filters[grid.dataset.name] = enhance(grid);
});
document.querySelectorAll("button[data-rule]").forEach((button) => {
  button.addEventListener("click", () => {
    filters.findings.choose({ Rule: button.dataset.rule, Severity: button.dataset.severity });
    document.querySelector(".grid[data-name=findings]").scrollIntoView();
  });
});
