// A sortable table that keeps its order for two hours, under the name and in the form that the
// DataTables plug-in of those years used: prefix, table and last part of the path.
(function () {
  "use strict";
  const table = document.getElementById("lessons-table");
  const heads = Array.from(table.tHead.rows[0].cells);
  const folders = location.pathname.split("/");
  const name = `SpryMedia_DataTables_${table.id}_${folders.pop().toLowerCase()}`;

  function remember(column, order) {
    const state = encodeURIComponent(JSON.stringify({aaSorting: [[column, order]]}));
    const end = new Date(Date.now() + 2 * 3600000).toGMTString();
    document.cookie = `${name}=${state}; expires=${end}; path=${folders.join("/")}/`;
  }

  function sort(column) {
    const rows = Array.from(table.tBodies[0].rows);
    const text = (row) => row.cells[column].textContent;
    rows.sort((a, b) => text(a).localeCompare(text(b), "en", {numeric: true}));
    table.tBodies[0].append(...rows);
    heads.forEach((head, at) => head.setAttribute("aria-sort", at === column ? "ascending" : "none"));
    remember(column, "asc");
  }

  heads.forEach((head, column) => head.addEventListener("click", () => sort(column)));
  sort(0);
})();
