// What is shown: the data, the choices of the reader, and what follows from them. Nothing here touches the picture.

const data = JSON.parse(document.getElementById("lineage").textContent);
const CROWD = 300;
const last = data.views.length - 1;
const idOf = data.nodes.map((node) => node.id || node.name);
const numberOf = new Map(idOf.map((id, i) => [id, i]).reverse());
const evidenceKinds = ["stated", "implied", "curated"].filter((kind) => data.edges.some((e) => e.evidence === kind));
const years = [...new Set(data.nodes.map((node) => node.year).filter((year) => year > 0))].sort((a, b) => a - b);

const above = data.nodes.map(() => []);
const below = data.nodes.map(() => []);
data.edges.forEach((edge, i) => {
  edge.number = i;
  if (edge.from < 0 || edge.to < 0) return;
  above[edge.to].push(edge);
  below[edge.from].push(edge);
});

/** What the page shows when nobody has chosen anything. */
function initial() {
  return {
    focus: data.root, // the node whose line is lit; -1 for none
    edge: -1, // the link that the panel explains
    open: false, // whether the panel is open
    without: new Set(data.quiet), // relations that are switched off
    unsure: new Set(), // kinds of evidence that are switched off
    from: years[0] || 0,
    to: years[years.length - 1] || 0,
    view: 0,
    asking: last > 0 && data.views[0].hub !== data.root,
  };
}

let state = initial();
let hovered = { node: -1, edge: -1 };
const view = () => data.views[state.view];

function nodeShown(i) {
  const year = data.nodes[i].year;
  return i in view().places && (year <= 0 || (year >= state.from && year <= state.to));
}

function edgeShown(edge) {
  if (!(edge.number in view().routes) || state.without.has(edge.relation) || state.unsure.has(edge.evidence)) return false;
  return nodeShown(edge.from) && nodeShown(edge.to);
}

/** A node's line: all that it comes from and all that came of it, and the links by which. */
function lineOf(start) {
  const nodes = new Set([start]);
  const edges = new Set();
  for (const [links, end] of [[above, "from"], [below, "to"]]) {
    const waiting = [start];
    const seen = new Set(waiting);
    while (waiting.length) {
      for (const edge of links[waiting.pop()]) {
        if (!edge.line || !edgeShown(edge)) continue;
        edges.add(edge.number);
        nodes.add(edge[end]);
        if (!seen.has(edge[end])) waiting.push(edge[end]);
        seen.add(edge[end]);
      }
    }
  }
  for (const edge of [...above[start], ...below[start]]) {
    if (edge.line || !edgeShown(edge)) continue;
    edges.add(edge.number);
    nodes.add(edge.from).add(edge.to);
  }
  return { nodes, edges };
}

/** How many nodes descend from each: it weighs the border. */
const weights = data.nodes.map((_, start) => {
  const seen = new Set([start]);
  const waiting = [start];
  while (waiting.length && seen.size < 12) {
    for (const edge of below[waiting.pop()]) {
      if (!edge.line || seen.has(edge.to)) continue;
      seen.add(edge.to);
      waiting.push(edge.to);
    }
  }
  return seen.size > 10 ? 2 : seen.size > 3 ? 1.5 : 1;
});

// The address bar: "#focus=wrn&without=uses&years=2014-2018" and the like; nothing where nothing was chosen.

function linkName(edge) {
  return [idOf[edge.to], edge.relation, idOf[edge.from]].join(" ");
}

function address() {
  const usual = initial();
  const said = new URLSearchParams();
  if (state.focus !== usual.focus || (state.open && state.edge < 0)) said.set("focus", state.focus < 0 ? "" : idOf[state.focus]);
  if (state.edge >= 0) said.set("link", linkName(data.edges[state.edge]));
  const off = [...state.without].sort().join(",");
  if (off !== [...usual.without].sort().join(",")) said.set("without", off);
  if (state.unsure.size) said.set("unsure", [...state.unsure].join(","));
  if (state.from !== usual.from || state.to !== usual.to) said.set("years", `${state.from}-${state.to}`);
  if (last > 0 && !state.asking) said.set("view", state.view === last ? "all" : idOf[view().hub]);
  return said.toString();
}

/** The state that an address speaks of; what it says amiss is passed over. */
function stateFrom(text) {
  const said = new URLSearchParams(text);
  const found = initial();
  const focus = numberOf.get(said.get("focus"));
  if (said.get("focus") === "") found.focus = -1;
  if (focus !== undefined) Object.assign(found, { focus, open: true });
  const edge = data.edges.findIndex((e) => e.from >= 0 && e.to >= 0 && linkName(e) === said.get("link"));
  if (edge >= 0) Object.assign(found, { edge, open: true });
  const off = listed(said, "without");
  if (said.has("without")) found.without = new Set(data.relations.map(({ name }) => name).filter((name) => off.includes(name)));
  for (const kind of evidenceKinds) if (listed(said, "unsure").includes(kind)) found.unsure.add(kind);
  const range = /^(\d+)-(\d+)$/.exec(said.get("years") || "");
  if (range && years.includes(+range[1]) && years.includes(+range[2]) && +range[1] <= +range[2]) {
    Object.assign(found, { from: +range[1], to: +range[2] });
  }
  const hub = data.views.findIndex((one) => one.hub >= 0 && idOf[one.hub] === said.get("view"));
  if (hub >= 0) Object.assign(found, { view: hub, asking: false });
  if (said.get("view") === "all") Object.assign(found, { view: last, asking: false });
  if (found.open) showIn(found, edge >= 0 ? data.edges[edge].to : found.focus);
  return found;
}

function listed(said, key) {
  return (said.get(key) || "").split(",");
}

/** Turns to a view in which a node is to be seen: the one at hand, its own, or all. */
function showIn(target, node) {
  const places = data.views[target.view].places;
  if (target.asking || !(node in places)) {
    const own = data.views.findIndex((one) => one.hub === node);
    target.view = own >= 0 ? own : last;
  }
  target.asking = false;
}
