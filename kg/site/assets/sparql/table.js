// An answer as a table: sorted by a click on a head, cut at so many rows, IRIs and names as links.

import { learn, page } from "./pages.js";
import { isNumber, short, target } from "./terms.js";

/** Rows that are shown; all are sorted, and all are taken away. */
export const SHOWN = 1000;

/** The table of an answer; `words` has the prefixes and the collection's address. */
export function table(answer, words) {
  const numeric = new Set(answer.columns.filter((column) => isNumeric(answer, column)));
  const element = document.createElement("table");
  const body = element.createTBody();
  const heads = answer.columns.map((column) => head(column, numeric.has(column)));
  const row = element.createTHead().insertRow();
  row.append(...heads.map(({ cell }) => cell));
  let standing = [];
  const fill = (rows) => {
    standing = rows.slice(0, SHOWN);
    body.replaceChildren(...standing.map((one) => line(one, answer.columns, numeric, words)));
  };
  heads.forEach(({ cell, button }, i) => {
    button.addEventListener("click", () => {
      const first = numeric.has(answer.columns[i]) ? "descending" : "ascending";
      const other = first === "ascending" ? "descending" : "ascending";
      const way = cell.getAttribute("aria-sort") === first ? other : first;
      for (const one of heads) one.cell.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", way);
      fill(sorted(answer.rows, answer.columns[i], numeric.has(answer.columns[i]), way === "ascending" ? 1 : -1, words));
    });
  });
  fill(answer.rows);
  learn(answer, words).then((more) => more && standing.forEach((one, i) => lead(body.rows[i], one, answer, words)));
  return element;
}

/** Makes links of the names in a line that stood there before anybody knew their pages. */
function lead(line, row, { columns }, words) {
  columns.forEach((column, i) => {
    if (page(column, row[column], words)) line.cells[i].replaceChildren(shown(column, row[column], words));
  });
}

function isNumeric({ rows }, column) {
  const values = rows.map((row) => row[column]).filter(Boolean);
  return values.length > 0 && values.every(isNumber);
}

function head(name, numeric) {
  const cell = document.createElement("th");
  const button = document.createElement("button");
  cell.scope = "col";
  if (numeric) cell.className = "number";
  button.type = "button";
  button.textContent = name;
  cell.append(button);
  return { cell, button };
}

function line(row, columns, numeric, words) {
  const element = document.createElement("tr");
  for (const column of columns) {
    const cell = element.insertCell();
    if (numeric.has(column)) cell.className = "number";
    cell.append(shown(column, row[column], words));
  }
  return element;
}

function shown(column, term, words) {
  const place = target(term, words);
  const href = place?.href ?? page(column, term, words);
  if (!href) return short(term, words);
  const link = document.createElement("a");
  link.href = href;
  link.textContent = short(term, words);
  if (place) link.title = term.value;
  if (place && !place.ours) link.rel = "noopener noreferrer";
  return link;
}

/** Rows in the order of a column; those without a value come last either way. */
function sorted(rows, column, numeric, way, words) {
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
  const value = (row) => (numeric ? Number(row[column]?.value) : short(row[column], words));
  const keyed = rows.map((row) => [row[column] ? value(row) : undefined, row]);
  const compare = numeric ? (a, b) => a - b : collator.compare;
  keyed.sort(([a], [b]) => {
    if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
    return way * compare(a, b);
  });
  return keyed.map(([, row]) => row);
}
