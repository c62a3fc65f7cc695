// A live picture in place of a static one, in other pages of the site: it lights lines and leads to the explorer.

import { load, page, sentence } from "./data.js";
import { draw, framed, light, svg } from "./picture.js";
import { usual } from "./state.js";
import { lineOf, viewOf } from "./view.js";

/**
 * Replaces the picture inside `element` by the lineage of the method `at` (its id), `up` and `down` steps from it. A
 * method leads to the explorer; touching one lights its line. Leaves all as it is if there is no such method.
 */
export async function mount(element, { at, up, down }) {
  const graph = await load();
  const start = graph.byId.get(at);
  if (start === undefined) return;
  const view = viewOf(graph, { ...usual(graph, start), up, down });
  const drawing = draw(graph, view, { focus: [start], href: (i) => `${page("explore/")}#at=${graph.nodes[i].id}` });
  const picture = framed(drawing);
  for (const [number, group] of drawing.edges) group.append(svg("title", {}, sentence(graph, graph.edges[number])));
  const before = element.querySelector("svg");
  const { width, height } = picture.viewBox.baseVal;
  const name = before?.getAttribute("aria-label") || `Lineage of ${graph.nodes[start].name}`;
  const attributes = { width, height, role: "group", "aria-label": name };
  for (const [key, value] of Object.entries(attributes)) picture.setAttribute(key, value);
  if (before) before.replaceWith(picture);
  else element.append(picture);
  const lightUp = (event) => {
    const node = event.target.closest("[data-node]");
    light(drawing, node && lineOf(graph, view, Number(node.dataset.node)));
  };
  for (const kind of ["pointerover", "focusin"]) picture.addEventListener(kind, lightUp);
  for (const kind of ["pointerleave", "focusout"]) picture.addEventListener(kind, () => light(drawing, null));
}
