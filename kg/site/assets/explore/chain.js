// Two methods: the chains of descent between them, or what they both descend from.

import { layers, reach } from "./data.js";

/**
 * If one descends from the other: as `nodes` all methods between, and as the one of `chains` the shortest that takes no
 * link which a longer chain explains, newest first. Else the nearest common ancestors as `common`, newest first, all
 * methods down from them, and the chains from both ends to each that is not an end itself.
 */
export function between(graph, a, b) {
  const above = [a, b].map((end) => reach(graph, [end], "up"));
  if (above[0].has(b)) return { common: [], ...joined([line(graph, a, b, above[0])]) };
  if (above[1].has(a)) return { common: [], ...joined([line(graph, b, a, above[1])]) };
  const common = nearest(graph, above);
  const lines = common.flatMap((older) => [a, b].map((end, i) => line(graph, end, older, above[i])));
  const { nodes, chains } = joined(lines);
  return { common, chains, nodes: nodes.add(a).add(b) };
}

/**
 * The links of other relations that join the lines of two methods, each with its ancestors but without those that both
 * share: the nearest to the two first.
 */
export function ties(graph, ...ends) {
  const steps = ends.map((end) => new Map(layers(graph, [end], "up").flatMap((all, n) => all.map((i) => [i, n]))));
  const [one, other] = steps.map((mine, k) => new Map([...mine].filter(([i]) => !steps[1 - k].has(i))));
  const found = [...one].flatMap(([i, n]) => graph.nodes[i].beside.map((edge) => (
    { edge, far: n + other.get(edge.child === i ? edge.parent : edge.child) })));
  return found.filter(({ far }) => far >= 0).sort((a, b) => a.far - b.far || a.edge.number - b.edge.number)
    .map(({ edge }) => edge);
}

/** All methods between two, and the chain to be told. */
function line(graph, newer, older, above) {
  const below = reach(graph, [older], "down");
  const nodes = new Set([...above].filter((i) => below.has(i)));
  return { newer, older, nodes, path: shortest(graph, reduced(graph, nodes), newer, older) };
}

function joined(lines) {
  return { nodes: new Set(lines.flatMap(({ nodes }) => [...nodes])), chains: lines };
}

/** Common ancestors that are no ancestor of another; a method counts as its own. */
function nearest(graph, [one, other]) {
  const both = new Set([...one].filter((i) => other.has(i)));
  const last = [...both].filter((i) => !graph.nodes[i].down.some((edge) => both.has(edge.child)));
  return last.sort((a, b) => graph.nodes[b].year - graph.nodes[a].year || byName(graph)(a, b));
}

/**
 * The transitive reduction of a part (Aho, Garey and Ullman 1972): for each node its links to parents without those
 * that a longer chain explains. What can be reached is kept as one integer of bits a node.
 */
function reduced(graph, nodes) {
  const links = (i) => graph.nodes[i].up.filter((edge) => nodes.has(edge.parent));
  const depth = new Map();
  const order = ancestorsFirst(nodes, links);
  for (const i of order) depth.set(i, Math.max(-1, ...links(i).map((edge) => depth.get(edge.parent))) + 1);
  const bit = new Map(order.map((i, at) => [i, 1n << BigInt(at)]));
  const seen = new Map();
  const kept = new Map();
  for (const i of order) {
    let reached = bit.get(i);
    kept.set(i, []);
    for (const edge of links(i).sort((a, b) => depth.get(b.parent) - depth.get(a.parent))) {
      if (!(reached & bit.get(edge.parent))) kept.get(i).push(edge);
      reached |= seen.get(edge.parent);
    }
    seen.set(i, reached);
  }
  return kept;
}

function ancestorsFirst(nodes, links) {
  const waiting = new Map([...nodes].map((i) => [i, links(i).length]));
  const below = new Map([...nodes].map((i) => [i, []]));
  for (const i of nodes) for (const edge of links(i)) below.get(edge.parent).push(i);
  const order = [...nodes].filter((i) => !waiting.get(i));
  for (const i of order) {
    for (const child of below.get(i)) {
      waiting.set(child, waiting.get(child) - 1);
      if (!waiting.get(child)) order.push(child);
    }
  }
  return order;
}

function shortest(graph, links, newer, older) {
  const came = new Map([[newer, null]]);
  const queue = [newer];
  for (const i of queue) {
    for (const edge of [...links.get(i)].sort((a, b) => byName(graph)(a.parent, b.parent))) {
      if (came.has(edge.parent)) continue;
      came.set(edge.parent, edge);
      queue.push(edge.parent);
    }
  }
  const path = [];
  for (let edge = came.get(older); edge; edge = came.get(edge.child)) path.unshift(edge);
  return path;
}

function byName({ nodes }) {
  return (a, b) => (nodes[a].name < nodes[b].name ? -1 : 1);
}
