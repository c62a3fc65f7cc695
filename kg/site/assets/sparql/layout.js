// Places for the nodes of a small network. Each of its parts stands in layers, from left to right or on a narrow
// screen from top to bottom; where links go round or there is no room, forces spread all. The same answer is always
// drawn alike.

const COLUMN = 170; // pixels from layer to layer, and from name to name where layers lie
const ROW = 36;
const TALLEST = 1700;
const SWEEPS = 6;

/**
 * `{ places, height, roomy }`: x and y in pixels for `count` nodes and links `[from, to]` on a picture of this width,
 * and whether every name has room below its node.
 */
export function arrange(count, links, width) {
  const upright = width < 600;
  const margin = Math.min(90, width / 5);
  const parts = connected(count, links).map((nodes) => layers(nodes, links));
  if (!parts.includes(null)) {
    const found = packed(parts, width - 2 * margin, upright);
    if (found.height <= TALLEST) return framed(count, found, margin);
  }
  const height = Math.max(420, Math.min(width, 720));
  const inside = ({ x, y }) => ({ x: margin + x * (width - 2 * margin), y: ROW + y * (height - 2 * ROW) });
  return { places: byForce(count, links).map(inside), height, roomy: false };
}

function framed(count, { boxes, height }, margin) {
  const places = new Array(count);
  for (const { nodes, left, top } of boxes) {
    for (const [node, { x, y }] of nodes) places[node] = { x: margin + left + x, y: ROW + top + y };
  }
  return { places, height: height + 2 * ROW, roomy: true };
}

/** The parts of a network, the largest first. */
function connected(count, links) {
  const group = Array.from({ length: count }, (_, i) => i);
  const root = (node) => {
    while (group[node] !== node) node = group[node] = group[group[node]];
    return node;
  };
  for (const [from, to] of links) group[root(from)] = root(to);
  const parts = Map.groupBy(group.keys(), root);
  return [...parts.values()].sort((a, b) => b.length - a.length || a[0] - b[0]);
}

/** The nodes of a part layer by layer, each as near to what it leads to as it may; nothing if its links go round. */
function layers(nodes, links) {
  const next = new Map(nodes.map((node) => [node, []]));
  const before = new Map(nodes.map((node) => [node, []]));
  for (const [from, to] of links) {
    next.get(from)?.push(to);
    before.get(to)?.push(from);
  }
  const depth = new Map(nodes.map((node) => [node, 0]));
  const open = new Map(nodes.map((node) => [node, before.get(node).length]));
  const order = nodes.filter((node) => !open.get(node));
  for (const node of order) {
    for (const to of next.get(node)) {
      depth.set(to, Math.max(depth.get(to), depth.get(node) + 1));
      open.set(to, open.get(to) - 1);
      if (!open.get(to)) order.push(to);
    }
  }
  if (order.length < nodes.length) return null;
  for (const node of order.reverse()) {
    if (!before.get(node).length && next.get(node).length) {
      depth.set(node, Math.min(...next.get(node).map((to) => depth.get(to))) - 1);
    }
  }
  const found = Array.from({ length: Math.max(...depth.values()) + 1 }, () => []);
  for (const node of nodes) found[depth.get(node)].push(node);
  return untangled(found, next, before);
}

/** Orders each layer by where its neighbours stand, there and back again. */
function untangled(found, next, before) {
  const at = new Map();
  const number = (layer) => layer.forEach((node, i) => at.set(node, (i + 0.5) / layer.length));
  found.forEach(number);
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const down = sweep % 2 === 0;
    for (const layer of down ? found : [...found].reverse()) {
      const pull = new Map(layer.map((node) => {
        const near = (down ? before : next).get(node).map((one) => at.get(one));
        return [node, near.length ? near.reduce((sum, value) => sum + value, 0) / near.length : at.get(node)];
      }));
      layer.sort((a, b) => pull.get(a) - pull.get(b) || a - b);
      number(layer);
    }
  }
  return found;
}

/** Puts the parts beside and below each other; one that is too wide is pressed together. */
function packed(parts, width, upright) {
  const boxes = parts.map((found) => box(found, width, upright));
  let [left, top, tall] = [0, 0, 0];
  for (const one of boxes) {
    if (left && left + one.width > width) [left, top, tall] = [0, top + tall + ROW, 0];
    Object.assign(one, { left, top });
    left += one.width + COLUMN;
    tall = Math.max(tall, one.height);
  }
  return { boxes, height: top + tall };
}

function box(found, width, upright) {
  const most = Math.max(...found.map((layer) => layer.length));
  const [columns, rows] = upright ? [most, found.length] : [found.length, most];
  const wide = columns === 1 ? 0 : Math.min(width, (columns - 1) * Math.max(COLUMN, Math.min(240, width / columns)));
  const high = (rows - 1) * ROW * (upright ? 1.6 : 1);
  const share = (i, length) => (length === 1 ? 0.5 : i / (length - 1));
  const nodes = found.flatMap((layer, i) => layer.map((node, j) => {
    const along = share(i, found.length);
    const across = layer.length === most ? share(j, most) : (j + 0.5) / layer.length;
    return [node, upright ? { x: across * wide, y: along * high } : { x: along * wide, y: across * high }];
  }));
  return { nodes, width: wide, height: high };
}

/** Fruchterman and Reingold's forces, with a pull to the middle that keeps the parts together; places from 0 to 1. */
function byForce(count, links) {
  const points = Array.from({ length: count }, (_, i) => {
    const angle = i * 2.399963; // the golden angle spreads them evenly
    const radius = Math.sqrt((i + 0.5) / count) / 2;
    return { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  const apart = 0.9 / Math.sqrt(count);
  const rounds = Math.max(30, Math.min(300, Math.round(3e7 / (count * count))));
  for (let round = 0; round < rounds; round += 1) step(points, links, apart, 0.1 * (1 - round / rounds));
  const [left, right] = [Math.min(...points.map(({ x }) => x)), Math.max(...points.map(({ x }) => x))];
  const [low, high] = [Math.min(...points.map(({ y }) => y)), Math.max(...points.map(({ y }) => y))];
  return points.map(({ x, y }) => ({ x: (x - left) / (right - left || 1), y: (y - low) / (high - low || 1) }));
}

function step(points, links, apart, heat) {
  const moves = points.map(({ x, y }) => ({ x: -x * apart * 1.5, y: -y * apart * 1.5 }));
  const move = (i, j, by) => {
    const [x, y] = [points[i].x - points[j].x, points[i].y - points[j].y];
    const force = by(x, y);
    moves[i].x += x * force;
    moves[i].y += y * force;
    moves[j].x -= x * force;
    moves[j].y -= y * force;
  };
  for (let i = 0; i < points.length; i += 1) {
    for (let j = 0; j < i; j += 1) move(i, j, (x, y) => (apart * apart) / Math.max(x * x + y * y, 1e-6));
  }
  for (const [from, to] of links) move(from, to, (x, y) => (-0.6 * Math.hypot(x, y)) / apart);
  points.forEach((point, i) => {
    const far = Math.hypot(moves[i].x, moves[i].y) || 1;
    point.x += (moves[i].x / far) * Math.min(far, heat);
    point.y += (moves[i].y / far) * Math.min(far, heat);
  });
}
