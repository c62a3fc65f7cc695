// What the reader does: pointer, keys, search, address; and where the view goes.

const status = document.getElementById("status");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const wide = matchMedia("(min-width: 720px)");
let said = "";
let untouched = true; // whether the view is where `home` put it

/** The one way to change what is shown. `far` moves the view to where it begins. */
function change(next, far = false) {
  const before = state;
  state = { ...state, ...next };
  hovered = { node: -1, edge: -1 };
  showTip("");
  show();
  if (far) home();
  else keepInSight();
  tell(["focus", "edge", "view"].some((key) => state[key] !== before[key]));
}

function show() {
  restyle();
  showPanel();
  showLegend();
  showQuestion();
}

/** Says in the address bar what is shown, in a new entry of the history if `turned` to something else. */
function tell(turned) {
  const next = address();
  if (next === location.hash.slice(1)) return;
  said = next;
  const where = next ? `#${next}` : location.pathname + location.search;
  try {
    if (turned) history.pushState(null, "", where);
    else history.replaceState(null, "", where);
  } catch {
    location.hash = next; // where a page has no address of its own
  }
}

function read() {
  const next = location.hash.slice(1);
  if (next === said) return;
  state = stateFrom(next);
  hovered = { node: -1, edge: -1 };
  show();
  home();
  keepInSight();
  tell(false);
}

function reset() {
  offer("");
  change(initial(), true);
}

/** Shows a node's line and what is known of it. */
function choose(i, open = state.open) {
  const next = { ...state, focus: i, edge: -1, open };
  const year = data.nodes[i].year;
  if (year > 0) Object.assign(next, { from: Math.min(next.from, year), to: Math.max(next.to, year) });
  showIn(next, i);
  change(next);
  const counts = [above[i].length, below[i].length].map((n, k) => `${n} ${["from", "to"][k]}`).join(", ");
  status.textContent = `${data.nodes[i].name}, ${data.nodes[i].year || "no year"}, links: ${counts}`;
}

// -- where the view is

function moveTo(x, y, scale, soft) {
  untouched = false;
  const animation = soft && !calm.matches ? { duration: 250, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ position: { x, y }, scale, animation });
}

/** All of the picture if it can be read so; else, as large as it can be read, with the focus in the middle. */
function home() {
  const { width, height, places } = view();
  const room = { x: place.clientWidth - 8, y: place.clientHeight - AXIS - 12 };
  const scale = Math.min(1.15, Math.max(0.92, Math.min(room.x / width, room.y / height)));
  const focus = places[state.focus] || places[busiest(places)] || { x: 0, y: 0 };
  const middle = (size, space, at) => (size <= space ? size / 2 : Math.min(Math.max(at, space / 2), size - space / 2));
  const x = middle(width, room.x / scale, focus.x);
  const spare = Math.max(0, room.y / scale - height); // more of it below than above
  const y = middle(height, room.y / scale, focus.y) + Math.max(0, spare / 4 - 10);
  moveTo(x, y - (AXIS - 4) / 2 / scale, scale, false);
  untouched = true;
}

function busiest(places) {
  const links = (i) => above[i].length + below[i].length;
  return Object.keys(places).reduce((best, i) => (best === "" || links(i) > links(best) ? i : best), "");
}

function inSight(at) {
  const { x, y } = network.canvasToDOM(at);
  return x > 0 && x < place.clientWidth && y > AXIS && y < place.clientHeight;
}

/** Moves no further than needed for what was chosen to be seen beside the panel. */
function keepInSight() {
  const node = state.edge >= 0 ? data.edges[state.edge].to : state.focus;
  const at = view().places[node];
  if (!at || state.asking) return;
  const { x, y } = network.canvasToDOM(at);
  const covered = panel.hidden ? { width: 0, height: 0 } : panel.getBoundingClientRect();
  const right = place.clientWidth - (wide.matches ? covered.width : 0) - 80;
  const bottom = place.clientHeight - (wide.matches ? 0 : covered.height) - 30;
  const dx = x < 80 ? x - 80 : Math.max(0, x - Math.max(right, 80));
  const dy = y < AXIS + 30 ? y - AXIS - 30 : Math.max(0, y - Math.max(bottom, AXIS + 30));
  if (!dx && !dy) return;
  const centre = network.getViewPosition();
  const scale = network.getScale();
  moveTo(centre.x + dx / scale, centre.y + dy / scale, scale, true);
}

// -- pointer

function under(point) {
  const { x, y } = network.DOMtoCanvas(point);
  const inside = (i) => {
    const box = view().places[i];
    return box && Math.abs(x - box.x) <= box.width / 2 + 1 && Math.abs(y - box.y) <= box.height / 2 + 2;
  };
  const node = data.nodes.findIndex((_, i) => inside(i) && nodeShown(i));
  return { node, edge: node < 0 && point.y > AXIS ? edgeUnder(x, y) : -1 };
}

const probe = document.createElement("canvas").getContext("2d");

function edgeUnder(x, y) {
  for (const reach of [4, 9]) {
    probe.lineWidth = reach / Math.min(1, network.getScale());
    const hit = data.edges.filter((edge) => edgeShown(edge) && probe.isPointInStroke(pathOf(edge.number), x, y));
    hit.sort((a, b) => edgeStatus(b) - edgeStatus(a));
    if (hit.length) return hit[0].number;
  }
  return -1;
}

function hover(event) {
  if (event.pointerType === "touch" || event.buttons) return;
  const frame = place.getBoundingClientRect();
  const point = { x: event.clientX - frame.left, y: event.clientY - frame.top };
  const now = state.asking ? { node: -1, edge: -1 } : under(point);
  place.style.cursor = now.node >= 0 || now.edge >= 0 ? "pointer" : "";
  if (now.node >= 0) showTip(nodes.get(now.node).title, point.x, point.y, "name");
  else showTip(now.edge >= 0 ? edges.get(now.edge).title : "", point.x, point.y, "reason");
  if (now.node === hovered.node && now.edge === hovered.edge) return;
  hovered = now;
  restyle();
}

function leave() {
  showTip("");
  hovered = { node: -1, edge: -1 };
  restyle();
}

function press({ pointer }) {
  if (state.asking) return;
  const { node, edge } = under(pointer.DOM);
  if (node >= 0) choose(node, true);
  else if (edge >= 0) change({ edge, open: true });
  else change({ open: false, edge: -1, focus: initial().focus });
}

// -- keys

function nextTo(i, key) {
  const shown = (links, end) => links[i].filter(edgeShown).map((edge) => edge[end]);
  const here = view().places[i];
  const byHeight = (a, b) => Math.abs(view().places[a].y - here.y) - Math.abs(view().places[b].y - here.y);
  if (key === "ArrowLeft") return shown(above, "from").sort(byHeight)[0];
  if (key === "ArrowRight") return shown(below, "to").sort(byHeight)[0];
  const way = key === "ArrowUp" ? -1 : 1;
  return data.nodes.map((_, k) => k)
    .filter((k) => nodeShown(k) && data.nodes[k].year === data.nodes[i].year && (view().places[k].y - here.y) * way > 0)
    .sort(byHeight)[0];
}

function walk(event) {
  const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
  if (event.ctrlKey || event.metaKey || event.altKey || state.asking) return;
  if (zoom) moveTo(network.getViewPosition().x, network.getViewPosition().y, limited(network.getScale() * zoom), true);
  else if (event.key === "0") home();
  else if (event.key === "Enter" && state.focus >= 0) {
    choose(state.focus, true);
    panel.focus();
  } else if (event.key.startsWith("Arrow")) {
    const start = state.focus >= 0 && nodeShown(state.focus);
    const next = start ? nextTo(state.focus, event.key) : data.nodes.findIndex((_, i) => nodeShown(i));
    if (next >= 0) choose(next);
  } else return;
  event.preventDefault();
}

function limited(scale) {
  return Math.min(3, Math.max(0.15, scale));
}

function anywhere(event) {
  const words = document.getElementById("words");
  if (event.key === "Escape" && words.open) words.open = false;
  else if (event.key === "Escape") {
    find.blur();
    reset();
  }
  if (event.key === "/" && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    find.focus();
    find.select();
  }
}

// -- start

startDrawing();
network.on("click", press);
network.on("zoom", ({ scale }) => {
  untouched = false;
  showTip("");
  if (scale !== limited(scale)) network.moveTo({ scale: limited(scale) });
});
network.on("dragStart", () => {
  untouched = false;
  showTip("");
});
place.addEventListener("pointermove", hover);
place.addEventListener("pointerleave", leave);
place.addEventListener("keydown", walk);
document.addEventListener("keydown", anywhere);
addEventListener("hashchange", read);
addEventListener("popstate", read);
network.on("resize", () => {
  if (untouched) setTimeout(home);
});
const fold = () => {
  legend.open = wide.matches;
};
wide.addEventListener("change", fold);
fold();
said = null;
read();
