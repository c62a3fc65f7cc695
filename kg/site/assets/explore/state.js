// The choices of the reader, and how an address says them: "#at=wrn&up=2&down=1&without=uses&years=2014-2018&focus=vgg"
// or "#from=wrn&to=lenet-1" or "#all". What an address leaves out is as usual; what it says amiss is passed over.

import { layers } from "./data.js";

const WAYS = { parents: "up", children: "down" };

/** The method to begin with: of those most built upon, the one with most of a line before it and most after it. */
function first(graph) {
  const worth = (i) => layers(graph, [i], "up").flat().length * graph.nodes[i].down.length;
  return graph.start.reduce((best, i) => (worth(i) > worth(best) ? i : best), graph.start[0]);
}

/** What is shown of a method when nobody has chosen anything else. */
export function usual(graph, at = first(graph)) {
  return {
    at, // the method to start from
    ends: null, // or the two between which chains are sought
    all: false, // or everything there is
    up: null, down: null, // steps to ancestors and descendants; null: as many as make a good first view
    grown: [], // [way, method]: methods whose parents or children were asked for one by one
    without: new Set(graph.relations.filter((one) => !one.descent).map((one) => one.name)), // relations switched off
    unsure: new Set(), // kinds of evidence switched off
    years: { from: graph.years[0], to: graph.years[graph.years.length - 1] },
    about: null, // what is told beside the picture: a method, a link, the chain, or nothing
  };
}

/** The chains between two methods, with the filters of `state`. */
export function chained(state, one, other) {
  return { ...state, at: one, ends: [one, other], all: false, up: null, down: null, grown: [], about: { chain: true } };
}

/** A method and its surroundings, with the filters of `state`. */
export function started(state, at) {
  return { ...state, at, ends: null, all: false, up: null, down: null, grown: [], about: null };
}

/** Everything, with the filters of `state`. */
export function everything(state) {
  return { ...state, ends: null, all: true, up: null, down: null, grown: [], about: null };
}

/** The methods from which a state starts: they are filled in its picture. */
export function startsOf(state) {
  return state.all ? [] : state.ends || [state.at];
}

/** The state of an address's fragment. */
export function stateFrom(graph, text) {
  const said = new URLSearchParams(text);
  const node = (key) => graph.byId.get(said.get(key));
  const [one, other] = [node("from"), node("to")];
  let state = usual(graph, node("at"));
  if (said.has("all")) state = everything(state);
  else if (one !== undefined && other !== undefined && one !== other) state = chained(state, one, other);
  for (const way of ["up", "down"]) if (/^\d{1,4}$/.test(said.get(way))) state[way] = Number(said.get(way));
  for (const [key, way] of Object.entries(WAYS)) {
    for (const id of new Set(listed(said, key))) if (graph.byId.has(id)) state.grown.push([way, graph.byId.get(id)]);
  }
  const known = (key, names) => new Set(names.filter((name) => listed(said, key).includes(name)));
  if (said.has("without")) state.without = known("without", graph.relations.map(({ name }) => name));
  state.unsure = known("unsure", graph.evidence);
  const [from, to] = (/^(\d+)-(\d+)$/.exec(said.get("years")) || []).slice(1).map(Number);
  if (from <= to && graph.years.includes(from) && graph.years.includes(to)) state.years = { from, to };
  const link = graph.edges.find((edge) => linkName(graph, edge) === said.get("link"));
  if (link) state.about = { link: link.number };
  else if (node("focus") !== undefined) state.about = { method: node("focus") };
  else if (said.get("focus") === "") state.about = null;
  return state;
}

/** The fragment that says a state. */
export function addressOf(graph, state) {
  const plain = usual(graph, state.at);
  const said = new Map();
  if (state.all) said.set("all", "");
  else if (state.ends) ["from", "to"].forEach((key, i) => said.set(key, graph.nodes[state.ends[i]].id));
  else said.set("at", graph.nodes[state.at].id);
  for (const way of ["up", "down"]) if (state[way] !== null) said.set(way, state[way]);
  for (const [key, way] of Object.entries(WAYS)) {
    const ids = state.grown.filter(([one]) => one === way).map(([, i]) => graph.nodes[i].id);
    if (ids.length) said.set(key, ids.join(","));
  }
  if (joined(state.without) !== joined(plain.without)) said.set("without", joined(state.without));
  if (state.unsure.size) said.set("unsure", joined(state.unsure));
  const { from, to } = state.years;
  if (from !== plain.years.from || to !== plain.years.to) said.set("years", `${from}-${to}`);
  for (const [key, value] of aboutWords(graph, state)) said.set(key, value);
  return [...said].map(([key, value]) => (key === "all" ? key : `${key}=${encoded(value)}`)).join("&");
}

/** What is told beside the picture, where that is not what one expects. */
function aboutWords(graph, { about, ends }) {
  if (about?.link !== undefined) return [["link", linkName(graph, graph.edges[about.link])]];
  if (about?.method !== undefined) return [["focus", graph.nodes[about.method].id]];
  return ends && !about ? [["focus", ""]] : [];
}

function linkName(graph, edge) {
  return `${graph.nodes[edge.child].id}--${graph.nodes[edge.parent].id}`;
}

function joined(names) {
  return [...names].sort().join(",");
}

function encoded(value) {
  return encodeURIComponent(value).replaceAll("%2C", ",");
}

function listed(said, key) {
  return (said.get(key) || "").split(",");
}
