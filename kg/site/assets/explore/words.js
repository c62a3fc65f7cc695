// A view in words: its title, its counts, and every link as a sentence, with its reason while the list is open.

import { linkPage, page, reason, sentence } from "./data.js";
import { counted, make } from "./make.js";
import { isGrown } from "./view.js";

let turn = 0;

/** What a view is called. */
export function titleOf({ nodes }, { at, ends, all }) {
  if (all) return "Everything";
  return ends ? `${nodes[ends[0]].name} and ${nodes[ends[1]].name}` : `Lineage of ${nodes[at].name}`;
}

/** How much a view shows. */
export function countsOf(view) {
  return `${counted(view.nodes.length, "method")}, ${counted(view.lines.length, "link")} of descent`;
}

/** What stands at a box for what hides behind it, if there is anything: how many, or that they can be hidden again. */
export function markOf(state, view, way, i) {
  if (isGrown(state, way, i)) return "−";
  return view.more[way].get(i) ? `+${view.more[way].get(i)}` : "";
}

/** What that does, in words. */
export function markWords({ nodes }, state, view, i, way) {
  const { name } = nodes[i];
  if (isGrown(state, way, i)) return `Hide again what was added ${way === "up" ? "before" : "after"} ${name}`;
  const n = view.more[way].get(i);
  const [one, many] = way === "up" ? ["parent", "parents"] : ["child", "children"];
  return `Show ${n} more ${n === 1 ? one : many} of ${name}`;
}

/** Writes the list of what a view shows, when it is opened. */
export function tellWords(fold, graph, view) {
  const mine = ++turn;
  fold.hidden = false;
  fold.ontoggle = () => fold.open && write(fold, graph, view, () => mine === turn && fold.open);
  if (fold.open) fold.ontoggle();
}

async function write(fold, graph, view, wanted) {
  const linked = new Set(view.edges.flatMap((edge) => [edge.child, edge.parent]));
  const alone = view.nodes.filter((i) => !linked.has(i));
  const edges = [...view.edges].reverse();
  const links = edges.map((edge) => make("a", { href: linkPage(graph, edge), textContent: sentence(graph, edge) }));
  const ends = alone.map((i) => graph.nodes[i]).map(({ id, name }) =>
    make("li", {}, make("a", { href: page(`method/${id}/`), textContent: name }), ": no link here"));
  fold.querySelector("ul").replaceChildren(...links.map((link) => make("li", {}, link)), ...ends);
  for (const [k, edge] of edges.entries()) {
    const told = await reason(graph, edge);
    if (!wanted()) return;
    links[k].after(sentence(graph, edge, told).slice(sentence(graph, edge).length));
  }
}
