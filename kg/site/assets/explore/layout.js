// Where everything in a picture stands: time from left to right, a lane for each family.
//
// After Sugiyama, Tagawa and Toda 1981: a column for each year that occurs, and more where one year's methods descend
// from each other, so that every link of descent runs to the right; a track through every column that a link passes;
// sweeps against crossings; at last the nearest heights that keep order and distance. Nothing is drawn by lot.

import { lanesOf } from "./lanes.js";
import { settled } from "./order.js";
import { drawn } from "./routes.js";
import { ROW, ROW2, TRACK, markWidth, widthOf, wrapped } from "./shapes.js";

/** Nodes above each other in one lane and year beyond which the year gets another column. */
const TALL = 14;

/**
 * The picture of nodes `{name, year, family, before, after}` and links of descent `{parent, child, look}`, whose ends
 * are positions in `nodes`. `before` and `after` are the marks at the left and right of the box, if there are any.
 * Gives places and routes in the same order, the ticks of the axis, the lanes, and the size.
 */
export function arrange(nodes, links) {
  const plan = planned(nodes, links);
  return drawn(plan, settled(plan));
}

/** Items are the nodes, by position, then the tracks. `chains` lead along the items of each link, left to right. */
function planned(nodes, links) {
  const order = generations(nodes, links);
  const { names, lane } = lanesOf(nodes, links, order);
  const { column, ticks } = columnsOf(nodes, links, order, lane);
  const labels = nodes.map((node) => wrapped(node.name));
  const plan = {
    nodes: nodes.length, links, labels, ticks, column, lane,
    lanes: names.length > 1 ? names : names.map(() => ""),
    widths: nodes.map((node, i) => widthOf(labels[i]) + markWidth(node.before) + markWidth(node.after)),
    size: labels.map((lines) => (lines.length > 1 ? ROW2 : ROW)),
    rank: ranked(nodes, links, order),
    chains: [], left: [], right: [],
  };
  pass(plan);
  return plan;
}

/** The nodes, ancestors first. */
function generations(nodes, links) {
  const waiting = nodes.map(() => 0);
  const below = nodes.map(() => []);
  for (const { parent, child } of links) {
    waiting[child] += 1;
    below[parent].push(child);
  }
  const order = nodes.map((_, i) => i).filter((i) => !waiting[i]);
  for (const i of order) {
    for (const child of below[i]) if (--waiting[child] === 0) order.push(child);
  }
  return order;
}

/** Each node's column and the axis: a column for each year that occurs and each step of descent within it. */
function columnsOf(nodes, links, order, lane) {
  const above = nodes.map(() => []);
  for (const { parent, child } of links) above[child].push(parent);
  const year = nodes.map((node) => node.year);
  const level = nodes.map(() => 0);
  for (const i of order) {
    year[i] = Math.max(year[i], ...above[i].map((parent) => year[parent]));
    level[i] = Math.max(0, ...above[i].filter((parent) => year[parent] === year[i]).map((parent) => level[parent] + 1));
  }
  spread(links, year, level, lane);
  const key = nodes.map((_, i) => year[i] * 1000 + level[i]);
  const keys = [...new Set(key)].sort((a, b) => a - b);
  const years = keys.map((one) => Math.floor(one / 1000));
  const ticks = years.map((one, i) => ({
    label: one === years[i - 1] ? "" : String(one),
    gap: i > 0 && years[i - 1] < one - 1,
  }));
  return { column: key.map((one) => keys.indexOf(one)), ticks };
}

/** Moves nodes of crowded years on by a column, if none of that year descends from them, first those with children. */
function spread(links, year, level, lane) {
  const stays = new Set(links.filter(({ parent, child }) => year[parent] === year[child]).map(({ parent }) => parent));
  const followed = new Set(links.map(({ parent }) => parent));
  const cells = new Map();
  const join = (i) => {
    const key = `${year[i]} ${level[i]} ${lane[i]}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(i);
  };
  year.forEach((_, i) => join(i));
  for (const cell of cells.values()) { // a Map also visits what is added on the way
    const free = cell.filter((i) => !stays.has(i)).sort((a, b) => followed.has(b) - followed.has(a));
    for (const i of free.slice(0, Math.max(0, cell.length - TALL))) {
      cell.splice(cell.indexOf(i), 1);
      level[i] += 1;
      join(i);
    }
  }
}

/** A first order: every node after the parent that stands nearest before it, as a tree is read. */
function ranked(nodes, links, order) {
  const stem = nodes.map(() => -1);
  for (const { parent, child } of links) {
    if (stem[child] < 0 || nodes[parent].year > nodes[stem[child]].year) stem[child] = parent;
  }
  const below = nodes.map(() => []);
  const waiting = [];
  for (const i of order) (stem[i] < 0 ? waiting : below[stem[i]]).push(i);
  waiting.reverse();
  const rank = nodes.map(() => 0);
  for (let count = 0; waiting.length; count += 1) {
    const next = waiting.pop();
    rank[next] = count;
    waiting.push(...below[next].reverse());
  }
  return rank;
}

/** Gives every link its chain of items, one for each column on the way; a parent's that look alike share them. */
function pass(plan) {
  const tracks = new Map();
  const load = new Map();
  const add = (lane, column, size) => load.set(`${lane} ${column}`, room(load, lane, column) + size);
  plan.size.forEach((size, item) => add(plan.lane[item], plan.column[item], size));
  plan.chains = plan.links.map(({ parent, child, look }) => {
    const between = way(plan, load, parent, child).map(([column, lane]) => {
      const key = `${parent} ${look} ${column} ${lane}`;
      if (!tracks.has(key)) {
        tracks.set(key, plan.column.length);
        plan.column.push(column);
        plan.lane.push(lane);
        plan.size.push(TRACK);
        plan.rank.push(plan.rank[child]);
        add(lane, column, TRACK);
      }
      return tracks.get(key);
    });
    return [parent, ...between, child];
  });
  plan.left = plan.column.map(() => []);
  plan.right = plan.column.map(() => []);
  for (const chain of plan.chains) {
    for (let i = 1; i < chain.length; i += 1) {
      if (plan.right[chain[i - 1]].includes(chain[i])) continue;
      plan.right[chain[i - 1]].push(chain[i]);
      plan.left[chain[i]].push(chain[i - 1]);
    }
  }
}

function room(load, lane, column) {
  return load.get(`${lane} ${column}`) || 0;
}

/** Column and lane of each track: along the parent's lane, then the child's, changing where most room is. */
function way(plan, load, parent, child) {
  const columns = [];
  for (let column = plan.column[parent] + 1; column < plan.column[child]; column += 1) columns.push(column);
  const [old, next] = [plan.lane[parent], plan.lane[child]];
  let cost = columns.reduce((sum, column) => sum + room(load, next, column), 0);
  let [best, change] = [cost, columns[0]];
  for (const column of columns) {
    cost += room(load, old, column) - room(load, next, column);
    if (cost < best) [best, change] = [cost, column + 1];
  }
  return columns.map((column) => [column, column < change ? old : next]);
}
