// What a state shows: which methods, which links among them, and how many more stand behind each.

import { between } from "./chain.js";
import { layers } from "./data.js";
import { startsOf } from "./state.js";

/** Methods that are drawn unasked. */
export const CROWD = 300;
/** Methods of a good first view, and those beyond which it leaves out even the nearest. */
const FEW = 24;
const MANY = 60;

/**
 * Steps up and down that make a good first view: all ancestors, then descendants up to some two dozen in all, but at
 * least the nearest. Chains stand alone at first; two methods without one stand under what they come from.
 */
function usualSteps(up, down, chain) {
  if (chain) return { up: chain.chains.length ? 0 : fitting(up, FEW, FEW), down: 0 };
  const steps = fitting(up, MANY, FEW);
  const above = up.slice(1, steps + 1).flat().length;
  return { up: steps, down: fitting(down, MANY - above, FEW - above) };
}

/** How many layers hold at most so many methods: `most` with the first, `wanted` with more. */
function fitting(layered, most, wanted) {
  let total = layered[0].length;
  let steps = 0;
  while (steps + 1 < layered.length) {
    total += layered[steps + 1].length;
    if (total > (steps ? wanted : most)) break;
    steps += 1;
  }
  return steps;
}

/**
 * What a state shows: what `drawnOf` gives; for each node how many `more` parents and children there are; the `steps`
 * taken, the `most` there are and the methods `within` them; the `chain`, if one was asked for.
 */
export function viewOf(graph, state) {
  const chain = state.ends ? between(graph, ...state.ends) : null;
  const base = chain ? [...chain.nodes] : [state.at];
  const layered = { up: layers(graph, base, "up"), down: layers(graph, base, "down") };
  const usual = usualSteps(layered.up, layered.down, chain);
  const steps = { up: state.up ?? usual.up, down: state.down ?? usual.down };
  const most = { up: layered.up.length - 1, down: layered.down.length - 1 };
  for (const way of ["up", "down"]) steps[way] = Math.min(steps[way], most[way]);
  const taken = ["up", "down"].flatMap((way) => layered[way].slice(0, steps[way] + 1).flat());
  const within = new Set(state.all ? graph.nodes.map((node) => node.i) : taken);
  const picture = drawnOf(graph, state, within);
  const hidden = (i) => !picture.shown.has(i) && fits(graph, state, i);
  const behind = (way, i) => near(graph, way, i).filter(hidden).length;
  const more = (way) => new Map(picture.nodes.map((i) => [i, behind(way, i)]));
  return { ...picture, chain, steps, most, within, more: { up: more("up"), down: more("down") } };
}

/**
 * What is drawn of a state that takes steps to the methods `within`: `nodes`, also as the set `shown`; `lines`, the
 * links of descent among them, by which they are laid out, and `others`, the rest of their links; `edges`, what of all
 * these the filters let through.
 */
export function drawnOf(graph, state, within) {
  const nodes = members(graph, state, within).filter((i) => fits(graph, state, i))
    .sort((a, b) => graph.nodes[a].year - graph.nodes[b].year || a - b);
  const shown = new Set(nodes);
  const among = ({ child, parent }) => shown.has(child) && shown.has(parent);
  const lines = nodes.flatMap((i) => graph.nodes[i].up.filter(among));
  const others = nodes.flatMap((i) => graph.nodes[i].beside.filter((edge) => edge.child === i && among(edge)));
  return { nodes, shown, lines, others, edges: [...others, ...lines].filter((edge) => passes(state, edge)) };
}

/** All that is asked for: within the steps, joined to a start by another relation, or grown one by one. */
function members(graph, state, within) {
  const found = new Set(within);
  for (const edge of startsOf(state).flatMap((i) => graph.nodes[i].beside)) {
    if (passes(state, edge)) found.add(edge.child).add(edge.parent);
  }
  for (const [way, i] of state.grown) {
    if (found.has(i)) near(graph, way, i).forEach((other) => found.add(other));
  }
  return [...found];
}

/** Whether the parents or children of a method were asked for by themselves. */
export function isGrown(state, way, i) {
  return state.grown.some(([one, k]) => one === way && k === i);
}

/** Whether a method is a start or of the years chosen. */
function fits(graph, state, i) {
  const { year } = graph.nodes[i];
  return startsOf(state).includes(i) || (year >= state.years.from && year <= state.years.to);
}

/** Whether the filters let a link through. */
function passes(state, edge) {
  return !state.without.has(edge.relation.name) && !state.unsure.has(edge.evidence);
}

function near(graph, way, i) {
  return graph.nodes[i][way].map((edge) => (way === "up" ? edge.parent : edge.child));
}

/** A node's line: all that it comes from and all that came of it, and the links by which, as far as they are shown. */
export function lineOf(graph, view, start) {
  const drawn = new Set(view.edges);
  const nodes = new Set([start]);
  const edges = new Set();
  for (const [way, end] of [["up", "parent"], ["down", "child"]]) {
    const seen = new Set([start]);
    for (const i of seen) {
      for (const edge of graph.nodes[i][way]) {
        if (!drawn.has(edge)) continue;
        edges.add(edge.number);
        nodes.add(edge[end]);
        seen.add(edge[end]);
      }
    }
  }
  for (const edge of graph.nodes[start].beside) {
    if (!drawn.has(edge)) continue;
    edges.add(edge.number);
    nodes.add(edge.child).add(edge.parent);
  }
  return { nodes, edges };
}
