// Makes tables that filter and sort of the data that stands in the page. Whatever a site chose
// (names, URLs, reasons) passes through here only as textContent; nothing builds HTML from text.
"use strict";

const LONGEST_CELL = 160;
const dataOf = (element) => JSON.parse(element.textContent);
const words = dataOf(document.getElementById("words"));
const language = document.documentElement.lang;
const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });

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

// A row as Tabulator wants it: t0, t1... the texts, v0... what they sort by, k0... the looks.
function rowOf(numbers, cells, anchor) {
  const row = { anchor };
  numbers.forEach((number, i) => {
    const cell = cells[number];
    const plain = typeof cell === "string";
    row["t" + i] = plain ? cell : cell[0];
    row["v" + i] = plain ? null : cell[1];
    row["k" + i] = plain ? "" : cell[2];
  });
  return row;
}

// All that a row's search looks through, in small letters: its cells, and what its anchor tells.
function searched(row) {
  if (row.all === undefined) {
    const texts = Object.keys(row).filter((key) => key[0] === "t").map((key) => row[key]);
    if (row.anchor) texts.push(document.getElementById(row.anchor).textContent);
    row.all = texts.join("\n").toLowerCase();
  }
  return row.all;
}

function sorterOf(i) {
  return (a, b, rowA, rowB) => {
    const v = rowA.getData()["v" + i];
    const w = rowB.getData()["v" + i];
    if (v !== null && w !== null) return v - w;
    if (v !== null || w !== null) return v === null ? -1 : 1;
    return collator.compare(a, b);
  };
}

function formatterOf(i, columns) {
  return (cell) => {
    const data = cell.getRow().getData();
    const text = data["t" + i];
    const shown = text.length > LONGEST_CELL ? text.slice(0, LONGEST_CELL) + "…" : text;
    if (i === 0) {
      const button = breakable("button", "name", shown);
      button.type = "button";
      button.addEventListener("click", () => showDetails(columns, data));
      return button;
    }
    const span = breakable("span", data["k" + i] ? "badge" : "", shown);
    if (data["k" + i]) span.dataset.look = data["k" + i];
    span.title = text;
    return span;
  };
}

function factsOf(columns, data) {
  const facts = made("dl");
  columns.slice(1).forEach((column, i) => {
    const text = data["t" + (i + 1)];
    if (!text || text === "–") return;
    const fact = made("div");
    fact.append(made("dt", "", column.title), breakable("dd", "", text));
    facts.append(fact);
  });
  return facts;
}

// A finding's own place in the page, once more.
function dossierOf(anchor) {
  const copy = document.getElementById(anchor).querySelector(".dossier").cloneNode(true);
  copy.querySelectorAll(".copy").forEach(copies);
  return copy;
}

function showDetails(columns, data) {
  const dialog = made("dialog", "details");
  const title = made("h3", "", data.t0);
  title.id = "details-title";
  dialog.setAttribute("aria-labelledby", title.id);
  const close = made("button", "show", words.Close);
  close.type = "button";
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  // The first thing that takes the focus is what the dialog opens at.
  dialog.append(close, title, data.anchor ? dossierOf(data.anchor) : factsOf(columns, data));
  document.body.append(dialog);
  dialog.showModal();
}

function choiceBox(title, i, rows, changed) {
  const label = made("label", "", title + " ");
  const select = made("select");
  const values = Array.from(new Set(rows.map((row) => row["t" + i])));
  select.append(new Option(words.all, ""));
  values.sort(collator.compare).forEach((value) => select.append(new Option(value, value)));
  select.addEventListener("change", changed);
  label.append(select);
  return { label, select, i };
}

function counted(kept, rows) {
  return words["{n} of {m}"].replace("{n}", kept).replace("{m}", rows);
}

function makeFilters(columns, rows, apply) {
  const bar = made("div", "filters");
  bar.setAttribute("role", "search");
  const search = made("input");
  search.type = "search";
  search.placeholder = words["name, domain, script…"];
  const searchLabel = made("label", "", words.Find + " ");
  searchLabel.append(search);
  const boxes = columns
    .flatMap((column, i) =>
      column.choices ? [choiceBox(column.title, i, rows, () => changed())] : [],
    )
    .filter((box) => box.select.options.length > 2);
  const count = made("output");
  const clear = made("button", "show", words.Clear);
  clear.type = "button";
  clear.addEventListener("click", () => choose({}));
  bar.append(searchLabel, ...boxes.map((box) => box.label), clear, count);

  function changed() {
    const parts = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    const active = boxes.filter((box) => box.select.value);
    clear.hidden = !parts.length && !active.length;
    apply(
      (row) =>
        active.every((box) => row["t" + box.i] === box.select.value) &&
        parts.every((part) => searched(row).includes(part)),
    );
  }
  function choose(wanted) {
    search.value = "";
    boxes.forEach((box) => (box.select.value = wanted[columns[box.i].key] || ""));
    changed();
  }
  search.addEventListener("input", changed);
  clear.hidden = true;
  count.textContent = counted(rows.length, rows.length);
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

function columnOf(column, i, columns) {
  return {
    title: column.title,
    field: "t" + i,
    visible: column.width > 0,
    widthGrow: column.width,
    minWidth: 55 + column.width * 18,
    variableHeight: true,
    sorter: sorterOf(i),
    formatter: formatterOf(i, columns),
  };
}

function enhance(grid) {
  const { columns, cells, rows: numbers, anchors } = dataOf(grid.querySelector("script"));
  const rows = numbers.map((row, i) => rowOf(row, cells, anchors[i]));
  const holder = made("div", "live");
  const filters = makeFilters(columns, rows, (keep) => tabulator.setFilter(keep));
  holder.setAttribute("aria-label", grid.dataset.caption);
  filters.bar.setAttribute("aria-label", grid.dataset.caption);
  grid.append(filters.bar, holder);
  const tabulator = new Tabulator(holder, {
    data: rows,
    columns: columns.map(columnOf),
    layout: "fitColumns",
    maxHeight: "40rem",
    placeholder: words["Nothing here matches."],
    // Its own observer also draws anew right after the first time, and takes the focus away.
    autoResize: false,
  });
  window.addEventListener("resize", () => tabulator.redraw());
  tabulator.on("tableBuilt", () => {
    openToKeyboard(tabulator);
    // What scrolls holds buttons, and may have no place of its own in a grid (WAI-ARIA 1.2).
    holder.querySelector(".tabulator-tableholder").removeAttribute("tabindex");
    grid.dataset.ready = "";
  });
  tabulator.on("dataFiltered", (_, kept) => {
    filters.count.textContent = counted(kept.length, rows.length);
  });
  return filters;
}

// The same rows on paper, where nothing filters or sorts.
function paperOf(grid) {
  const { columns, cells, rows } = dataOf(grid.querySelector("script"));
  const shown = columns.flatMap((column, i) => (column.width ? [i] : []));
  const table = made("table", "paper");
  table.append(made("caption", "", `${grid.dataset.caption} (${rows.length})`));
  const head = table.createTHead().insertRow();
  shown.forEach((i) => {
    const heading = made("th", "", columns[i].title);
    heading.scope = "col";
    head.append(heading);
  });
  const body = table.createTBody();
  rows.forEach((row) => {
    const line = body.insertRow();
    shown.forEach((i) => {
      const cell = cells[row[i]];
      line.insertCell().textContent = typeof cell === "string" ? cell : cell[0];
    });
  });
  return table;
}
