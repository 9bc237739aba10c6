"use strict";
// Without this script the tables stand in the order in which they were written. With it, a head sorts its column.
for (const head of document.querySelectorAll("th[data-sort]")) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => sort(head));
}

function sort(head) {
  const table = head.closest("table"), body = table.tBodies[0], column = head.cellIndex;
  const isNumber = head.dataset.sort !== "text";
  const before = head.getAttribute("aria-sort");
  const falls = before ? before === "ascending" : head.dataset.sort === "number";  // of points the largest come first
  const value = row => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
  const compare = (one, other) => isNumber
    ? (parseFloat(one) || 0) - (parseFloat(other) || 0)
    : one.localeCompare(other, undefined, {numeric: true});
  const rows = [...body.rows].sort((one, other) => (falls ? -1 : 1) * compare(value(one), value(other)));
  body.append(...rows);
  for (const each of table.querySelectorAll("[aria-sort]")) each.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", falls ? "descending" : "ascending");
}
