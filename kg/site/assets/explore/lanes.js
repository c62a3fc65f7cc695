// Lanes: which family's band each node lies in, and the order of the bands.

/** Fewest nodes for which a family has a lane of its own. */
const ENOUGH = 3;
const OTHERS = "smaller families";

/**
 * The lane of each node and the lanes' names. `order` are the nodes, ancestors first. Members of families with few in
 * the picture lie where their parents do, else where their children do, else in one lane together.
 */
export function lanesOf(nodes, links, order) {
  const family = nodes.map((node) => node.family);
  const sizes = counted(family);
  const lane = family.map((name) => (sizes.get(name) >= ENOUGH ? name : null));
  const above = nodes.map(() => []);
  const below = nodes.map(() => []);
  for (const { parent, child } of links) {
    above[child].push(parent);
    below[parent].push(child);
  }
  for (const i of order) lane[i] ??= most(above[i].map((other) => lane[other]));
  for (const i of [...order].reverse()) lane[i] ??= most(below[i].map((other) => lane[other]));
  for (const i of order) lane[i] ??= most(above[i].map((other) => lane[other])) ?? OTHERS;
  const names = ordered(nodes, links, lane);
  return { names, lane: lane.map((name) => names.indexOf(name)) };
}

function counted(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return counts;
}

function most(names) {
  const counts = [...counted(names.filter((name) => name !== null))];
  return counts.length ? counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0] : null;
}

/** Lanes in the order that keeps links between them short: each in turn moved where it is best, the oldest above. */
function ordered(nodes, links, lane) {
  const oldest = nodes.map((_, i) => i).sort((a, b) => nodes[a].year - nodes[b].year);
  const first = [...new Set(oldest.map((i) => lane[i]))].filter((name) => name !== OTHERS);
  const pull = counted(links.map(({ parent, child }) => JSON.stringify([lane[parent], lane[child]])));
  const pairs = [...pull].map(([key, count]) => [...JSON.parse(key), count]).filter(([a, b]) => a !== b);
  const cost = (order) => {
    const at = new Map(order.map((name, i) => [name, i]));
    const far = ([a, b, n]) => (at.has(a) && at.has(b) ? n * Math.abs(at.get(a) - at.get(b)) : 0);
    return pairs.reduce((sum, pair) => sum + far(pair), 0);
  };
  let order = first;
  for (let round = 0; round < 4; round += 1) {
    for (const name of first) {
      const rest = order.filter((other) => other !== name);
      const tries = order.map((_, i) => [...rest.slice(0, i), name, ...rest.slice(i)]);
      order = tries.reduce((best, one) => (cost(one) < cost(best) ? one : best));
    }
  }
  if (order.indexOf(first[0]) >= order.length / 2) order = [...order].reverse();
  return lane.includes(OTHERS) ? [...order, OTHERS] : order;
}
