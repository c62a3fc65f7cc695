// Boxes and lines of a settled plan. A line leaves its parent on the right, passes columns level, climbs only between
// them, and enters its child on the left.

import { BOX, CHANNEL, LINE, MARGIN } from "./shapes.js";

/** Length of an arrowhead, of the level piece before it, and space between lines that share a side of a box. */
export const HEAD = 7;
const LEVEL = 12;
const APART = 5;

/** The picture of a plan, its upper left corner at 0, 0. */
export function drawn(plan, { y, bands }) {
  const columns = columnsAt(plan);
  const places = plan.labels.map((lines, item) => {
    const [width, height] = [plan.widths[item], BOX + LINE * (lines.length - 1)];
    const left = columns[plan.column[item]].left;
    return { left, right: left + width, x: left + width / 2, y: y[item], width, height, lines };
  });
  const ports = portsOf(plan, y, places);
  return {
    places,
    routes: plan.chains.map((chain, number) => along(plan, chain, number, y, places, columns, ports)),
    ticks: plan.ticks.map((tick, column) => ({ ...tick, x: columns[column].left })),
    lanes: plan.lanes.map((name, i) => ({ name, top: bands[i].top, bottom: bands[i].bottom })),
    width: columns.length ? columns[columns.length - 1].right + MARGIN : 0,
    height: bands.length ? bands[bands.length - 1].bottom : 0,
  };
}

/** Left and right edge of each column: as wide as its widest box, or as its year. */
function columnsAt(plan) {
  const wide = plan.ticks.map((tick) => (tick.label ? 34 : 0));
  plan.widths.forEach((width, item) => { wide[plan.column[item]] = Math.max(wide[plan.column[item]], width); });
  let left = MARGIN;
  return wide.map((width) => {
    const column = { left, right: left + width };
    left += width + CHANNEL;
    return column;
  });
}

/**
 * How far from the middle of its side each line leaves and enters a box, so that no two meet there. Lines that look
 * alike leave a parent together.
 */
function portsOf(plan, y, places) {
  const [out, into] = [new Map(), new Map()];
  const note = (sides, item, key, height) => {
    if (!sides.has(item)) sides.set(item, new Map());
    const lines = sides.get(item);
    lines.set(key, [...(lines.get(key) || []), height]);
  };
  plan.chains.forEach((chain, number) => {
    note(out, chain[0], plan.links[number].look, y[chain[1]]);
    note(into, chain[chain.length - 1], number, y[chain[chain.length - 2]]);
  });
  return { out: shared(out, places), into: shared(into, places) };
}

function shared(sides, places) {
  const found = new Map();
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  for (const [item, lines] of sides) {
    const keys = [...lines.keys()].sort((a, b) => mean(lines.get(a)) - mean(lines.get(b)));
    const apart = Math.min(APART, (places[item].height - 8) / Math.max(1, keys.length - 1));
    keys.forEach((key, i) => found.set(`${item} ${key}`, Math.round((i - (keys.length - 1) / 2) * apart)));
  }
  return found;
}

/** A link's line from column to column, as an SVG path, and the tip of its arrow. */
function along(plan, chain, number, y, places, columns, ports) {
  const [one, other] = [places[chain[0]], places[chain[chain.length - 1]]];
  const port = ports.out.get(`${chain[0]} ${plan.links[number].look}`);
  let path = `M${one.right} ${one.y + port}`;
  let [x, height] = [columns[plan.column[chain[0]]].right, one.y + port];
  for (const track of chain.slice(1, -1)) {
    const { left, right } = columns[plan.column[track]];
    path += climb(x, height, left - LEVEL, y[track], port);
    [x, height] = [right, y[track]];
  }
  const end = other.y + ports.into.get(`${chain[chain.length - 1]} ${number}`);
  path += climb(x, height, other.left - LEVEL, end, port);
  return { path: `${path}H${other.left - HEAD}`, x: other.left, y: end };
}

/**
 * A level line, then an S between columns; `toX` is where it is level again. Lines from the lower ports of a box fall
 * first and those from the upper rise first: so they do not cross.
 */
function climb(x, y, toX, toY, port) {
  if (y === toY) return `H${toX}`;
  const middle = (x + toX) / 2 + (toY < y ? port : -port);
  return `H${x}C${middle} ${y} ${middle} ${toY} ${toX} ${toY}`;
}
