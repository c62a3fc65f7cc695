// The picture of a view as SVG. What can be touched is a group of its own: `.face` of a method, `.mark` for what hides
// behind it, `.edge` for a link; the classes are those of the pictures in the pages.

import { hasMore } from "./data.js";
import { arrange } from "./layout.js";
import { HEAD } from "./routes.js";
import { BOX, FONT, LINE, markWidth } from "./shapes.js";

const SPACE = "http://www.w3.org/2000/svg";
/** Height of the axis of years above the picture. */
export const AXIS = 26;

/** An element of SVG. */
export function svg(tag, attributes = {}, ...children) {
  const element = document.createElementNS(SPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/**
 * Lays a view out and draws it. `marks(i)` gives the texts at the left and right of a method's box, if there are any;
 * `focus` are filled; with `href(i)` methods are links. Gives the drawing, its layout, the groups of methods and links,
 * and the place of a method.
 */
export function draw(graph, view, { focus = [], marks = () => ({}), href = null } = {}) {
  const at = new Map(view.nodes.map((i, position) => [i, position]));
  const links = view.lines.map(({ parent, child, relation, evidence }) => ({
    parent: at.get(parent), child: at.get(child), look: `${relation.name} ${evidence}`,
  }));
  const layout = arrange(view.nodes.map((i) => ({ ...graph.nodes[i], ...marks(i) })), links);
  const place = (i) => layout.places[at.get(i)];
  const routes = new Map(view.lines.map((edge, i) => [edge, layout.routes[i]]));
  for (const edge of view.others) routes.set(edge, loose(place(edge.parent), place(edge.child)));
  const main = new Set(view.chain?.chains.flatMap(({ path }) => path));
  const edges = new Map(view.edges.map((edge) => [edge.number, edgeGroup(edge, routes.get(edge), main.has(edge))]));
  const looks = (i) => ({ focus: focus.includes(i), marks: marks(i), href: href?.(i) });
  const nodes = new Map(view.nodes.map((i) => [i, nodeGroup(graph, i, place(i), looks(i))]));
  const picture = svg("svg", { class: "lineage", viewBox: `0 0 ${layout.width} ${layout.height}` },
    bands(layout), svg("g", {}, ...edges.values()), svg("g", {}, ...nodes.values()));
  return { picture, layout, nodes, edges, place };
}

function bands({ lanes, width }) {
  const odd = lanes.filter((_, i) => i % 2);
  return svg("g", {}, ...odd.map(({ top, bottom }) =>
    svg("rect", { class: "lane", x: 0, y: top, width, height: bottom - top })));
}

function edgeGroup({ number, relation, evidence }, { path, x, y, way = 1 }, main) {
  const kind = `${relation.name} ${evidence}${relation.descent ? "" : " loose"}${main ? " main" : ""}`;
  const leads = relation.name !== "contrasts_with"; // which leads neither way
  const size = main ? 1.3 : 1;
  const head = `M${x} ${y}l${-way * (HEAD + 1) * size} ${-3.5 * size}v${7 * size}z`;
  const line = leads ? path : `${path}L${x} ${y}`;
  return svg("g", { class: "edge", "data-edge": number },
    svg("path", { class: "reach", d: path, fill: "none", stroke: "none" }),
    svg("path", { class: `link ${kind}`, d: line, fill: "none", stroke: relation.colour }),
    ...(leads ? [svg("path", { class: "head", d: head, fill: relation.colour })] : []));
}

/** A link that has no way of its own: over the picture from box to box, along the right of a column within one. */
function loose(one, other) {
  const { right, y } = one;
  if (right < other.left) {
    const middle = (right + other.left) / 2;
    const curve = `${middle} ${y} ${middle} ${other.y} ${other.left - HEAD} ${other.y}`;
    return { path: `M${right} ${y}C${curve}`, x: other.left, y: other.y };
  }
  const bend = Math.max(right, other.right) + 28;
  const curve = `${bend} ${y} ${bend} ${other.y} ${other.right + HEAD} ${other.y}`;
  return { path: `M${right} ${y}C${curve}`, x: other.right, y: other.y, way: -1 };
}

function nodeGroup(graph, i, place, { focus, marks, href }) {
  const { left, right, y, width, height } = place;
  const outline = { x: left, y: y - height / 2, width, height, rx: 5 };
  const inner = { from: left + markWidth(marks.before), to: right - markWidth(marks.after) };
  const face = svg(href ? "a" : "g", { class: "face", ...(href && { href }) },
    svg("rect", { class: "box", ...outline, "stroke-width": weight(graph, i) }), label(place, inner));
  const group = svg("g", { class: `node ${graph.nodes[i].kind}${focus ? " focus" : ""}`, "data-node": i }, face);
  if (marks.before) group.append(mark("up", marks.before, left, inner.from, outline));
  if (marks.after) group.append(mark("down", marks.after, inner.to, right, outline));
  return group;
}

function label({ lines, y }, { from, to }) {
  const x = (from + to) / 2;
  const first = y + FONT / 2 - 2 - (lines.length - 1) * LINE / 2;
  return svg("text", { class: "name" }, ...lines.map((line, i) => svg("tspan", { x, y: first + i * LINE }, line)));
}

function mark(way, text, from, to, outline) {
  const middle = outline.y + outline.height / 2;
  return svg("g", { class: "mark", "data-way": way },
    svg("rect", { class: "touch", ...outline, x: from, width: to - from, fill: "none", stroke: "none" }),
    svg("path", { class: "hair", d: `M${way === "up" ? to : from} ${middle - BOX / 2 + 5}v${BOX - 10}` }),
    svg("text", { x: (from + to) / 2, y: middle + 4 }, text));
}

/** How many descend from a method weighs its border. */
function weight(graph, i) {
  return hasMore(graph, i, 10) ? 2 : hasMore(graph, i, 3) ? 1.5 : 1;
}

/** Dims all but a line, which comes to lie above the rest; without one, nothing is dim. */
export function light({ nodes, edges }, line) {
  for (const [i, group] of nodes) {
    if (!line || line.nodes.has(i)) group.removeAttribute("opacity");
    else group.setAttribute("opacity", 0.3);
  }
  for (const [number, group] of edges) {
    const lit = !line || line.edges.has(number);
    const [, link, head] = group.children;
    link.style.stroke = lit ? "" : "var(--rule)";
    if (head) head.style.fill = lit ? "" : "var(--rule)";
    if (line && lit && group !== document.activeElement) group.parentNode.append(group); // it would lose the focus
  }
}

/** Draws the axis above a picture and the lanes' names into it, where no page around it does. */
export function framed({ picture, layout }) {
  const { ticks, lanes, width, height } = layout;
  const years = ticks.filter((tick) => tick.label);
  const text = (kind, x, y, said) => svg("text", { class: kind, x, y }, said);
  picture.setAttribute("viewBox", `0 ${-AXIS} ${width} ${height + AXIS}`);
  picture.append(
    svg("path", { class: "axis", d: `M0 -0.5H${width}${years.map(({ x }) => `M${x + 0.5} -6V-1`).join("")}` }),
    ...years.map(({ x, label: year }) => text("tick", x, -9, year)),
    ...ticks.filter((tick) => tick.gap).map(({ x }) => text("tick", x - 26, -9, "⋯")),
    ...lanes.filter((lane) => lane.name).map(({ name, top }) => text("lane-name", 6, top + 12, name)));
  return picture;
}
