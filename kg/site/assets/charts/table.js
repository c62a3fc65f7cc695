// The points as a table.

import { tables } from "../tables.js";
import { make } from "./make.js";

const NUMBERS = {
  size: "size, px", top1: "top-1, %", top5: "top-5, %", params: "parameters, M", madds: "multiply-adds, G",
};
const ROOT = new URL("../../", import.meta.url);

/** Puts a table of the rows, the columns of the data, into a place. */
export function tabulate(place, rows, columns) {
  const head = columns.map((name) => {
    const textContent = NUMBERS[name] || name.replace("_", " ");
    return make("th", { scope: "col", className: name in NUMBERS ? "number" : "", textContent });
  });
  const body = rows.map((row) => make("tr", {}, ...columns.map((name) => cell(row, name))));
  const ariaLabel = "The points of the chart";
  const table = make("table", {},
    make("caption", { className: "unseen", textContent: ariaLabel }),
    make("thead", {}, make("tr", {}, ...head)),
    make("tbody", {}, ...body));
  table.dataset.name = "chart";
  place.replaceChildren(make("div", { className: "table", tabIndex: 0, role: "region", ariaLabel }, table));
  tables(place);
}

function cell(row, name) {
  const value = row[name];
  if (name === "method") {
    return make("td", {}, make("a", { href: new URL(`method/${value.id}/`, ROOT).href, textContent: value.name }));
  }
  return make("td", { className: name in NUMBERS ? "number" : "", textContent: value ?? "" });
}
