// The picture of a network, drawn by sigma: names on nodes, arrows, nothing that moves by itself.

import { arrange } from "./layout.js";
import { load } from "./load.js";
import { short, target } from "./terms.js";

const NAMED = 60; // up to so many nodes and links every one shows its name
const LONGEST = 26; // signs of a name
const COLOURS = {
  extends: "#0072B2", modifies: "#D55E00", scales: "#009E73",
  simplifies: "#56B4E9", combines: "#CC79A7", searches: "#E69F00",
};

/** Whether the browser can draw it. */
export function able() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/** Fetches what it is drawn with. */
export function ready() {
  return Promise.all(["graphology.umd.min.js", "sigma.min.js"].map(load));
}

/** Draws into an element; `names` maps IRIs to what people call them. Returns what the buttons of the picture do. */
export function draw(place, { nodes, links }, names, words) {
  const width = place.clientWidth;
  const one = new Set(links.map(([, , name]) => name)).size === 1;
  const { places, height, roomy } = arrange(nodes.length, links, width);
  place.style.height = `${height}px`;
  const graph = new globalThis.graphology.MultiDirectedGraph();
  nodes.forEach((term, i) => {
    const label = cut(names.get(term.value) ?? short(term, words));
    graph.addNode(i, { label, size: roomy ? 5 : 4, x: places[i].x, y: height - places[i].y });
  });
  links.forEach(([from, to, name]) => {
    const label = cut(name.replaceAll("_", " "));
    graph.addEdge(from, to, { label, relation: name, size: 2, type: "arrow" });
  });
  const quiet = one || links.length > NAMED;
  const renderer = new globalThis.Sigma(graph, place, settings(roomy || nodes.length <= NAMED, quiet));
  renderer.setCustomBBox({ x: [0, width], y: [0, height] });
  reach(renderer, graph, nodes, words, place);
  paint(renderer, graph);
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const repaint = () => paint(renderer, graph);
  dark.addEventListener("change", repaint);
  const zoom = (by) => renderer.getCamera().setState({ ratio: renderer.getCamera().ratio * by });
  return {
    nearer: () => zoom(1 / 1.4),
    farther: () => zoom(1.4),
    whole: () => renderer.getCamera().setState({ x: 0.5, y: 0.5, ratio: 1 }),
    end() {
      dark.removeEventListener("change", repaint);
      renderer.kill();
    },
  };
}

function settings(every, quiet) {
  return {
    allowInvalidContainer: true, // a window may shrink to nothing for a moment
    defaultDrawEdgeLabel: word,
    defaultDrawNodeLabel: name,
    defaultDrawNodeHover: name,
    edgeLabelSize: 11,
    labelDensity: every ? 100 : 0.6,
    labelGridCellSize: every ? 10 : 120,
    labelRenderedSizeThreshold: 0,
    labelSize: 12,
    minEdgeThickness: 1.5,
    renderEdgeLabels: !quiet,
    stagePadding: 0,
    zIndex: true,
  };
}

/** A name below its node, on a rim of the page's colour so that lines do not cross it. */
function name(context, { label, x, y, size }, { labelFont, labelSize, labelColor }) {
  if (!label) return;
  context.font = `${labelSize}px ${labelFont}`;
  rimmed(context, label, x, y + size + labelSize, labelColor.color);
}

/** The word of a link, on the line, where no name stands. */
function word(context, { label }, from, to, { edgeLabelFont, edgeLabelSize, edgeLabelColor }) {
  if (!label || Math.hypot(to.x - from.x, to.y - from.y) < 40) return;
  const angle = Math.atan((to.y - from.y) / (to.x - from.x || 1e-9));
  const steep = Math.abs(angle) > 0.5; // there it reads better beside the line
  context.save();
  context.font = `${edgeLabelSize}px ${edgeLabelFont}`;
  context.translate((from.x + to.x) / 2, (from.y + to.y) / 2);
  if (!steep) context.rotate(angle);
  rimmed(context, label, steep ? 8 + context.measureText(label).width / 2 : 0, steep ? 8 : -4, edgeLabelColor.color);
  context.restore();
}

function rimmed(context, text, x, y, ink) {
  context.textAlign = "center";
  context.lineWidth = 4;
  context.lineJoin = "round";
  context.strokeStyle = colour("--paper");
  context.strokeText(text, x, y);
  context.fillStyle = ink;
  context.fillText(text, x, y);
  context.textAlign = "left";
}

/** The colours of the page, light or dark. */
function paint(renderer, graph) {
  renderer.setSettings({
    labelColor: { color: colour("--ink") },
    edgeLabelColor: { color: colour("--muted") },
    labelFont: getComputedStyle(document.body).fontFamily,
    edgeLabelFont: getComputedStyle(document.body).fontFamily,
  });
  graph.forEachNode((node) => graph.setNodeAttribute(node, "color", colour("--accent")));
  const other = colour("--faint");
  graph.forEachEdge((edge, { relation }) => graph.setEdgeAttribute(edge, "color", COLOURS[relation] ?? other));
}

function colour(variable) {
  return getComputedStyle(document.documentElement).getPropertyValue(variable).trim();
}

/** A node under the pointer lights its links and dims the rest; a click opens its page. */
function reach(renderer, graph, nodes, words, place) {
  let over = null;
  const near = (node) => over === null || node === over || graph.areNeighbors(node, over);
  renderer.setSetting("nodeReducer", (node, data) => {
    return near(node) ? data : { ...data, color: colour("--rule"), label: "" };
  });
  renderer.setSetting("edgeReducer", (edge, data) => {
    return over === null || graph.hasExtremity(edge, over) ? data : { ...data, color: colour("--tint"), label: "" };
  });
  renderer.on("enterNode", ({ node }) => {
    over = node;
    place.style.cursor = target(nodes[node], words) ? "pointer" : "";
    renderer.refresh({ skipIndexation: true });
  });
  renderer.on("leaveNode", () => {
    over = null;
    place.style.cursor = "";
    renderer.refresh({ skipIndexation: true });
  });
  renderer.on("clickNode", ({ node }) => {
    const leads = target(nodes[node], words);
    if (!leads) return;
    const link = document.createElement("a");
    Object.assign(link, { href: leads.href, rel: "noopener noreferrer" });
    link.click();
  });
}

function cut(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
