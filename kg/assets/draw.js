// How it looks: colours, the styles of nodes, links, bands, the axis. vis-network moves the view and draws the boxes;
// the links are drawn here, along the routes that were laid around the boxes.

const place = document.getElementById("mynetwork");
const DASHES = { implied: [6, 4], curated: [1.5, 4] };
const AXIS = 26;
let theme = {};
let lit = null;
let drawnAs = new Map();
const paths = data.views.map(() => new Map());

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["paper", "ink", "muted", "faint", "rule", "band", "accent", "tint", "box"]) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
  theme.font = style.getPropertyValue("--font").trim();
  theme.relations = new Map(data.relations.map((relation) => [relation.name, relation.colour]));
  theme.arrows = new Set(data.relations.filter((relation) => relation.arrow).map((relation) => relation.name));
  drawnAs = new Map();
}

function nodeStatus(i) {
  if (!nodeShown(i)) return "hidden";
  if (hovered.node === i || (i === state.focus && hovered.node < 0)) return "focus";
  if (!lit) return "plain";
  return lit.nodes.has(i) ? "lit" : i === state.focus ? "kept" : "faint";
}

function nodeLook(i, status) {
  const node = data.nodes[i];
  const ground = node.kind === "architecture" ? theme.box : theme.tint;
  const looks = {
    focus: [theme.accent, theme.accent, "#FFFFFF", weights[i]],
    kept: [ground, theme.accent, theme.ink, weights[i]],
    lit: [ground, theme.muted, theme.ink, weights[i]],
    plain: [ground, theme.muted, theme.ink, weights[i]],
    faint: [ground, theme.rule, theme.faint, 1],
    hidden: [ground, theme.rule, theme.faint, 1],
  };
  const [background, border, ink, borderWidth] = looks[status];
  const { x, y, width, height } = view().places[i] || { x: 0, y: 0, width: 10, height: 10 };
  return {
    id: i, x, y, borderWidth, hidden: status === "hidden",
    color: { background, border }, font: { color: ink },
    widthConstraint: { minimum: width - 16 }, heightConstraint: { minimum: height - 8 }, // without the margins
    shapeProperties: { borderRadius: node.kind === "person" ? 11 : ["paper", "venue", "repository"].includes(node.kind) ? 1 : 5 },
  };
}

/** Brings nodes up to date with the state; only those that changed. */
function restyle() {
  const node = hovered.node >= 0 ? hovered.node : state.focus;
  lit = node >= 0 && nodeShown(node) ? lineOf(node) : null;
  if (lit && hovered.node < 0 && !state.open && lit.nodes.size < 2) lit = null;
  const changes = [];
  data.nodes.forEach((_, i) => {
    const status = nodeStatus(i);
    const key = `${state.view} ${status}`;
    if (drawnAs.get(i) === key) return;
    drawnAs.set(i, key);
    changes.push(nodeLook(i, status));
  });
  if (changes.length) nodes.update(changes);
  place.classList.toggle("unmarked", state.focus < 0); // else the focus itself shows where the keys act
  network.redraw();
}

function pathOf(number) {
  const known = paths[state.view];
  if (!known.has(number)) known.set(number, new Path2D(view().routes[number].path));
  return known.get(number);
}

function edgeStatus(edge) {
  if (edge.number === hovered.edge || (edge.number === state.edge && hovered.node < 0)) return 3;
  if (!lit) return 1;
  return lit.edges.has(edge.number) ? 2 : 0;
}

function drawEdges(ctx, scale) {
  const shown = data.edges.filter(edgeShown).map((edge) => [edgeStatus(edge), edge]);
  shown.sort((a, b) => a[0] - b[0]);
  ctx.lineCap = "round";
  for (const [status, edge] of shown) {
    const width = [1.1, 1.5, 1.6, 2.8][status] * (edge.line ? 1 : 0.8);
    ctx.globalAlpha = status ? 1 : 0.22;
    ctx.strokeStyle = ctx.fillStyle = theme.relations.get(edge.relation);
    ctx.lineWidth = Math.max(width, 0.8 / scale);
    ctx.setLineDash(DASHES[edge.evidence] || []);
    ctx.stroke(pathOf(edge.number));
    if (theme.arrows.has(edge.relation)) drawHead(ctx, view().routes[edge.number], status === 3 ? 1.35 : 1);
    else drawEnd(ctx, view().routes[edge.number]);
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
}

function drawHead(ctx, { x, y, way }, size) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - 8 * way * size, y - 3.5 * size);
  ctx.lineTo(x - 8 * way * size, y + 3.5 * size);
  ctx.fill();
}

function drawEnd(ctx, { x, y, way }) {
  ctx.beginPath();
  ctx.moveTo(x - 8 * way, y);
  ctx.lineTo(x, y);
  ctx.stroke();
}

function drawBands(ctx) {
  const from = network.DOMtoCanvas({ x: 0, y: 0 });
  const to = network.DOMtoCanvas({ x: place.clientWidth, y: place.clientHeight });
  ctx.fillStyle = theme.band;
  view().lanes.forEach((lane, i) => {
    if (i % 2) ctx.fillRect(from.x, lane.top, to.x - from.x, lane.bottom - lane.top);
  });
}

/** Draws in pixels of the screen: what stays in its corner while the picture moves. */
function onScreen(ctx, draw) {
  const ratio = ctx.canvas.width / ctx.canvas.clientWidth;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  draw(ctx);
  ctx.restore();
}

function drawLaneNames(ctx) {
  ctx.font = `11px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  view().lanes.forEach((lane, i) => {
    const top = network.canvasToDOM({ x: 0, y: lane.top }).y;
    const bottom = network.canvasToDOM({ x: 0, y: lane.bottom }).y;
    const y = Math.max(top, AXIS) + 11;
    if (!lane.name || view().lanes.length < 2 || y > bottom - 4 || bottom - top < 14) return;
    ctx.strokeStyle = i % 2 ? theme.band : theme.paper;
    ctx.strokeText(lane.name, 8, y);
    ctx.fillStyle = theme.muted;
    ctx.fillText(lane.name, 8, y);
  });
}

function drawAxis(ctx) {
  const width = place.clientWidth;
  ctx.fillStyle = theme.paper;
  ctx.fillRect(0, 0, width, AXIS);
  ctx.fillStyle = theme.rule;
  ctx.fillRect(0, AXIS - 1, width, 1);
  ctx.font = `12px ${theme.font}`;
  ctx.textAlign = "left";
  ctx.textBaseline = "alphabetic";
  let free = -Infinity;
  let before = -Infinity;
  for (const tick of view().ticks) {
    const x = network.canvasToDOM({ x: tick.x, y: 0 }).x;
    ctx.fillStyle = theme.rule;
    if (tick.label) ctx.fillRect(Math.round(x), AXIS - 6, 1, 5);
    if (x >= free && tick.label) {
      ctx.fillStyle = theme.muted;
      ctx.fillText(tick.label, x, AXIS - 9);
      free = x + 40;
    }
    if (tick.gap && x - before > 70) ctx.fillText("⋯", x - 24, AXIS - 9);
    before = x;
  }
}

function startDrawing() {
  place.querySelector(".vis-network").removeAttribute("tabindex"); // the keys are ours
  readTheme();
  edges.update(data.edges.filter((edge) => edges.get(edge.number)).map((edge) => ({ id: edge.number, hidden: true })));
  network.on("beforeDrawing", (ctx) => {
    drawBands(ctx);
    drawEdges(ctx, network.getScale());
    onScreen(ctx, drawLaneNames);
  });
  network.on("afterDrawing", (ctx) => onScreen(ctx, drawAxis));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    readTheme();
    restyle();
  });
}
