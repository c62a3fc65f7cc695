// Everything at once: a map by sigma.js, for thousands of methods, at the places that were laid out when the site was
// made. Loaded only when it is asked for.

import { page } from "./data.js";
import { make } from "./make.js";
import { hover, paintOf, write } from "./ink.js";
import { lineOf } from "./view.js";

const LIBRARIES = ["graphology.umd.min.js", "sigma.min.js"];
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const dark = matchMedia("(prefers-color-scheme: dark)");

/**
 * Draws all methods into an element; `start(i)` is called for the one that is clicked. Fails with a sentence where that
 * cannot be. Gives `update(view)`, which draws what the filters let through, `zoom(by)`, `fit()` and `seen()`, what can
 * be seen, in pixels.
 */
export async function whole(place, graph, start) {
  if (!able()) throw new Error("Drawing everything at once needs WebGL, which this browser does not offer.");
  for (const name of LIBRARIES) await script(page(`assets/vendor/${name}`));
  let map = null; // made when it is first seen, for it fits itself to its place
  let last = null;
  const update = (view) => {
    last = view;
    map ??= mapped(place, graph, start);
    map.update(view);
  };
  dark.addEventListener("change", () => {
    map?.end();
    map = null;
    if (last && !place.hidden) update(last);
  });
  place.addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const by = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey || !(way || by || event.key === "0")) return;
    event.preventDefault();
    if (way) map.pan(...way);
    else if (by) map.zoom(by);
    else map.fit();
  });
  return { update, zoom: (by) => map.zoom(by), fit: () => map.fit(), seen: () => map.seen() };
}

function able() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") || canvas.getContext("webgl"));
}

function script(src) {
  return new Promise((done, failed) => {
    const element = make("script", { src });
    element.onload = done;
    element.onerror = () => failed(new Error("The library that draws everything at once is missing on this site."));
    document.head.append(element);
  });
}

function mapped(place, graph, start) {
  const ground = make("div", { className: "map" });
  const axis = make("div", { className: "axis", ariaHidden: "true" });
  place.replaceChildren(axis, ground);
  const paint = paintOf();
  const { stretch, box } = framedIn(graph, ground);
  const fine = Math.max(0.4, Math.min(1, Math.sqrt(400 / graph.nodes.length))); // the more there is, the finer
  const net = netOf(graph, stretch, fine, paint);
  const labels = []; // to be written at last, the weightier first, where there is room
  let shown = null;
  let drawn = new Set();
  let lit = null;
  let written = [];
  const sigma = new Sigma(net, ground, {
    allowInvalidContainer: true, // it may be hidden while it is about to draw
    labelDensity: 4, labelGridCellSize: 120, labelRenderedSizeThreshold: 0, minEdgeThickness: 1.4 * fine,
    zIndex: true, stagePadding: 30, ...(calm.matches ? { zoomDuration: 1, inertiaDuration: 1 } : {}),
    defaultDrawNodeHover: hover(paint), defaultDrawNodeLabel: (context, data) => labels.push({ context, ...data }),
    nodeReducer(key, data) {
      const i = Number(key);
      if (!shown?.shown.has(i)) return { ...data, hidden: true };
      return lit ? { ...data, label: "", ...bright(lit.nodes.has(i), { color: paint.link }) } : data;
    },
    edgeReducer(key, data) {
      const number = Number(key);
      if (!drawn.has(number)) return { ...data, hidden: true };
      return lit ? { ...data, ...bright(lit.edges.has(number), { size: 2 }) } : data;
    },
  });
  const bright = (on, look) => (on ? { ...look, zIndex: 1 } : { color: paint.rule });
  const labelOf = (i) => {
    const known = net.getNodeAttributes(i);
    return { ...known, ...sigma.graphToViewport(known), context: sigma.getCanvases().labels.getContext("2d") };
  };
  const touch = (line) => {
    lit = line;
    sigma.refresh({ skipIndexation: true });
    ground.style.cursor = line ? "pointer" : "";
  };
  const moveYears = years(graph, stretch, sigma, axis);
  sigma.setCustomBBox(box);
  sigma.on("enterNode", ({ node }) => touch(lineOf(graph, shown, Number(node))));
  sigma.on("leaveNode", () => touch(null));
  sigma.on("clickNode", ({ node }) => start(Number(node)));
  sigma.on("afterRender", () => {
    written = write([...labels.splice(0), ...[...(lit?.nodes || [])].map(labelOf)], paint);
    moveYears();
  });
  const camera = sigma.getCamera();
  const go = (to) => camera.animate(to, { duration: calm.matches ? 1 : 200 });
  return {
    update(view) {
      shown = view;
      drawn = new Set(view.edges.map((edge) => edge.number));
      sigma.refresh();
    },
    zoom: (by) => go({ ratio: camera.ratio / by }),
    pan: (x, y) => go({ x: camera.x + x * camera.ratio / 5, y: camera.y - y * camera.ratio / 5 }),
    fit: () => go({ x: 0.5, y: 0.5, ratio: 1, angle: 0 }),
    seen() {
      const { clientWidth: width, clientHeight: height } = ground;
      return { width, height, ...pointsOf(sigma, net, shown), written, years: moveYears() };
    },
    end: () => sigma.kill(),
  };
}

/** The dots and the lines of a view where they are on the screen. */
function pointsOf(sigma, net, view) {
  const at = (i) => sigma.graphToViewport(net.getNodeAttributes(i));
  const dots = view.nodes.map((i) => ({ ...at(i), size: sigma.scaleSize(net.getNodeAttribute(i, "size")) }));
  const lines = view.edges.map(({ number, child, parent, relation }) => (
    { from: at(parent), to: at(child), relation, size: sigma.scaleSize(net.getEdgeAttribute(number, "size")) }));
  return { dots, lines };
}

function netOf(graph, stretch, fine, { muted, rule }) {
  const net = new graphology.MultiDirectedGraph();
  for (const { i, x, y, name, down } of graph.nodes) {
    const size = fine * (2 + Math.min(5, Math.sqrt(down.length)));
    net.addNode(i, { x: x * stretch, y: -y, label: name, size, color: muted });
  }
  for (const { number, child, parent, relation } of graph.edges) {
    const look = relation.descent ? { color: relation.colour, size: 1.4 * fine } : { color: rule, size: fine };
    net.addEdgeWithKey(number, parent, child, look);
  }
  return net;
}

/**
 * How much wider than laid out the map has to be to fill its place, for dots need less height than names; and what is
 * seen of it at first, with room for the last names.
 */
function framedIn({ nodes }, { clientWidth, clientHeight }) {
  const [[left, right], [top, bottom]] = ["x", "y"].map((key) => nodes.reduce(
    ([low, high], { [key]: at }) => [Math.min(low, at), Math.max(high, at)], [Infinity, -Infinity]));
  const stretch = (clientWidth / Math.max(1, clientHeight)) * ((bottom - top || 1) / (right - left || 1));
  const after = 0.06 * (right - left);
  return { stretch, box: { x: [left * stretch, (right + after) * stretch], y: [-bottom, -top] } };
}

/** Keeps the years above their columns while the map moves; gives those that are seen. */
function years({ nodes, years: all }, stretch, sigma, axis) {
  const left = new Map();
  for (const { x, year } of nodes) left.set(year, Math.min(x, left.get(year) ?? Infinity));
  const columns = all.map((year) => ({ x: stretch * left.get(year), mark: make("span", { textContent: year }) }));
  axis.append(...columns.map(({ mark }) => mark));
  return () => {
    let free = -Infinity;
    for (const { x, mark } of columns) {
      const at = sigma.graphToViewport({ x, y: 0 }).x;
      mark.style.left = `${at}px`;
      mark.hidden = at < free;
      if (at >= free) free = at + 40;
    }
    const seen = columns.filter(({ mark }) => !mark.hidden);
    return seen.map(({ mark }) => ({ x: parseFloat(mark.style.left), label: mark.textContent }));
  };
}
