// What is told beside the chart: the chosen result, whole, with the ways to its method; and the links that are drawn.

import { make } from "./make.js";
import { sentence } from "./lineage.js";
import { facts } from "./words.js";

const ROOT = new URL("../../", import.meta.url);

/**
 * Fills the panel with a row, or hides it. `shown` tells whether the row is a point of the chart, `links` are those
 * that are drawn; `lineage()` asks for the row's own, `numbers()` for all of its method, `close()` ends it.
 */
export function tell(panel, row, { shown, links, lineage, numbers, close }) {
  panel.hidden = !row;
  if (!row) return panel.replaceChildren();
  const { id, name } = row.method;
  const button = (className, textContent, onclick) =>
    make("button", { type: "button", className, textContent, onclick });
  const shut = Object.assign(button("close", "×", close), { ariaLabel: "Close" });
  const told = facts(row).flatMap(([term, value]) =>
    [make("dt", { textContent: term }), make("dd", { textContent: value })]);
  panel.replaceChildren(
    shut,
    make("h2", { textContent: name, tabIndex: -1 }),
    make("p", {}, way(`method/${id}/`, `All about ${name}`)),
    make("p", {}, way(`explore/#at=${id}`, "Its lineage in the explorer")),
    make("p", {}, shown ? button("tool", "Show its lineage here", lineage) : "Not among the points that are shown."),
    ...(numbers ? [make("p", {}, button("tool", "Every number of it", numbers))] : []),
    make("dl", { className: "pairs" }, ...told),
    ...among(row.method, links),
  );
}

function way(address, textContent) {
  return make("a", { href: new URL(address, ROOT).href, textContent });
}

function among(method, links) {
  const own = links.filter(({ child, parent }) => child.method === method || parent.method === method);
  if (!own.length) return [];
  return [
    make("h3", { textContent: "Linked with it in the chart" }),
    make("ul", { className: "plain" }, ...own.map((link) => make("li", { textContent: sentence(link) }))),
  ];
}
