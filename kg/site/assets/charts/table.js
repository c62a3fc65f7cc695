// The points as a table: the numbers first, and no column that is empty or repeats what was chosen.

import { tables } from "../tables.js";
import { make } from "./make.js";

const FIRST = ["method", "variant", "top1", "top5", "params", "madds"];
const NUMBERS = {
  size: "size, px", top1: "top-1, %", top5: "top-5, %", params: "parameters, M", madds: "multiply-adds, G",
};
const NAMES = { dataset: "data set", trained_on: "training data", ...NUMBERS };
// columns that a choice narrows, with what they mean
const CHOSEN = {
  method: (row) => row.method.name,
  dataset: (row) => row.dataset,
  split: (row) => row.split,
  protocol: (row) => row.protocol,
  evaluation: (row) => row.how,
  trained_on: (row) => row.trained,
  tier: (row) => row.tier,
};
const ROOT = new URL("../../", import.meta.url);

/**
 * Puts a table of the rows, the columns of the data, into a place. Columns that are left out are only hidden, so that
 * the CSV has them.
 */
export function tabulate(place, rows, columns) {
  const order = [...FIRST, ...columns.filter((name) => !FIRST.includes(name))];
  const same = Object.keys(CHOSEN).filter((name) => new Set(rows.map(CHOSEN[name])).size === 1);
  const empty = (name) => !CHOSEN[name] && rows.every((row) => (row[name] ?? "") === "");
  const left = new Set(order.filter((name) => same.includes(name) || empty(name)));
  const head = order.map((name) => {
    const className = name in NUMBERS ? "number" : "";
    return make("th", { scope: "col", className, hidden: left.has(name), textContent: NAMES[name] || name });
  });
  const body = rows.map((row) => make("tr", {}, ...order.map((name) => cell(row, name, left.has(name)))));
  const ariaLabel = "The points of the chart";
  const table = make("table", {},
    make("caption", { className: "unseen", textContent: ariaLabel }),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body));
  table.dataset.name = "chart";
  const said = same.map((name) => `${NAMES[name] || name} ${CHOSEN[name](rows[0])}`).join(", ");
  place.replaceChildren(
    make("p", { className: "small", textContent: said && `In every row: ${said}. The CSV has all columns.` }),
    make("div", { className: "table", tabIndex: 0, role: "region", ariaLabel }, table));
  tables(place);
}

function cell(row, name, hidden) {
  if (name === "method") {
    const { id, name: textContent } = row.method;
    return make("td", { hidden }, make("a", { href: new URL(`method/${id}/`, ROOT).href, textContent }));
  }
  const textContent = row[name] ?? "";
  const found = make("td", { className: name in NUMBERS ? "number" : "", hidden, textContent });
  if (textContent === "" && CHOSEN[name]) found.dataset.meant = CHOSEN[name](row); // charts.css shows it
  return found;
}
