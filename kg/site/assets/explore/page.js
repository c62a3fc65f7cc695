// The explorer: holds the state, draws what it says, and keeps it in the address bar.

import { choose } from "./choose.js";
import { load, sentence } from "./data.js";
import { legend } from "./filters.js";
import { question } from "./ask.js";
import { tell } from "./panel.js";
import { draw } from "./picture.js";
import { sheet } from "./sheet.js";
import { addressOf, chained, everything, started, startsOf, stateFrom, usual } from "./state.js";
import { touch } from "./touch.js";
import { CROWD, isGrown, viewOf } from "./view.js";
import { named } from "./walk.js";
import { countsOf, markOf, markWords, tellWords, titleOf } from "./words.js";

const element = (id) => document.getElementById(id);
const place = element("view");
const surface = sheet(place);

let graph = null;
let state = null;
let view = null;
let drawing = null;
let drawn = null; // the address, without what is told, of what is drawn
let agreed = false; // whether the reader wants more than a crowd
let map = null; // everything at once, once it has been asked for

const acts = {
  about(i) {
    change({ about: { method: i } });
    surface.reveal(i);
  },
  link(number) {
    change({ about: { link: number } });
    surface.reveal(graph.edges[number].child);
  },
  close: () => change({ about: null }),
  start: (i) => begin(started(state, i)),
  chain: (i) => begin(chained(state, state.at, i)),
  all: () => begin(everything(state)),
  reset: () => begin(usual(graph, state.at)),
  draw: () => {
    agreed = true;
    show(null);
  },
  grow,
  step,
};
const touching = touch(place, element("tip"), surface, () => drawing && { graph, state, view, drawing }, acts);
const choosing = choose(element("choose"), acts, () => ({ graph, state }), begin);

/** The one way to change what is shown. `quiet`: no new entry in the history; `anchor`: what stays where it is. */
function change(next, { quiet = false, anchor = state.at } = {}) {
  state = { ...state, ...next };
  show(anchor);
  say(quiet);
}

/** Turns to another start, other ends, or everything; `held`: the keys go on in the picture. */
function begin(next, held = false) {
  if (next.at !== state.at) agreed = false;
  state = next;
  show(null);
  say(false);
  if (!held || !drawing) return;
  touching.focus(state.at);
  touching.hush();
}

/** Says in the address bar what is shown. */
function say(quiet) {
  const next = addressOf(graph, state);
  document.title = `${titleOf(graph, state)} · Lineage explorer`;
  if (next === (location.hash.slice(1) || addressOf(graph, usual(graph)))) return;
  if (quiet) history.replaceState(null, "", `#${next}`);
  else history.pushState(null, "", `#${next}`);
}

function read() {
  const said = location.hash.slice(1);
  if (state && said && said !== "all" && !said.includes("=")) return; // a place of the page, not a view
  state = stateFrom(graph, said);
  show(null);
  say(true);
}

/** Shows or takes away the parents or children of one method. */
function grow(way, i) {
  const grown = isGrown(state, way, i);
  if (!grown && !view.more[way].get(i)) return;
  const rest = state.grown.filter(([one, k]) => one !== way || k !== i);
  change({ grown: grown ? rest : [...rest, [way, i]] }, { anchor: i });
}

/** A step more or fewer for the whole view. */
function step(way, by) {
  const steps = Math.min(view.most[way], Math.max(0, view.steps[way] + by));
  if (!state.all && steps !== view.steps[way]) change({ [way]: steps });
}

// -- what is shown

/** Draws the state; `anchor` is the method that stays where it is, or null. */
function show(anchor) {
  const held = touching.held();
  view = viewOf(graph, state);
  const crowd = view.nodes.length > CROWD && !agreed;
  element("stage").classList.toggle("told", Boolean(state.about));
  place.hidden = crowd;
  element("whole").hidden = !crowd || !state.all;
  element("ask").hidden = !crowd || state.all;
  document.querySelector(".give").hidden = crowd && !state.all;
  const next = addressOf(graph, { ...state, about: null });
  if (crowd) clear();
  else if (next !== drawn) redraw(anchor, held);
  else touching.restyle();
  drawn = crowd ? null : next;
  if (crowd && state.all) showMap();
  else if (crowd) question(element("ask"), graph, view.nodes.length, acts);
  tell(element("panel"), graph, state, view, acts);
  legend(element("legend"), graph, state, view, (filters) => change(filters, { quiet: true }));
  tellWords(element("words"), graph, view);
  choosing.show(state, view);
  const hint = crowd && state.all ? " Choose one to start there." : "";
  element("said").textContent = `${titleOf(graph, state)}: ${countsOf(view)}.${hint}`;
}

function clear() {
  touching.hush();
  drawing = null;
  place.replaceChildren();
}

function redraw(anchor, held) {
  const marks = (i) => ({ before: markOf(state, view, "up", i), after: markOf(state, view, "down", i) });
  drawing = draw(graph, view, { focus: startsOf(state), marks });
  named(drawing, graph, {
    picture: titleOf(graph, state),
    edge: (edge) => sentence(graph, edge),
    mark: (i, way) => markWords(graph, state, view, i, way),
  });
  surface.show(drawing, anchor, state.about?.method ?? state.at);
  place.removeAttribute("aria-busy");
  touching.renew(held);
}

async function showMap() {
  try {
    map ??= import("./whole.js").then(({ whole }) => whole(element("whole"), graph, acts.start));
    const loaded = await map;
    if (state.all) loaded.update(view);
  } catch (error) {
    map = null;
    element("whole").hidden = document.querySelector(".give").hidden = true;
    element("ask").hidden = false;
    question(element("ask"), graph, view.nodes.length, acts, error.message);
  }
}

// -- the page around

async function takeAway(kind) {
  const { give, mapOf, pictureOf } = await import("./export.js");
  const said = addressOf(graph, { ...state, about: null });
  const where = `${location.origin}${location.pathname}#${said}`;
  const title = `${titleOf(graph, state)}: ${countsOf(view)}`;
  const mapped = !element("whole").hidden;
  const picture = mapped ? mapOf((await map).seen(), title, where) : pictureOf(graph, state, view, title, where);
  give(kind, `lineage-${said.replace(/[^\w-]+/g, "-")}`, picture);
}

function escape(event) {
  if (event.key !== "Escape" || event.defaultPrevented || touching.hush()) return;
  if (state.about && !state.about.chain) change({ about: state.ends ? { chain: true } : null });
  else acts.reset();
}

async function zoom(way) {
  const on = element("whole").hidden ? surface : await map;
  if (way === "fit") on.fit(state.at);
  else on.zoom(way === "in" ? 1.25 : 0.8);
}

async function start() {
  element("choose").hidden = false;
  try {
    graph = await load();
  } catch (error) {
    element("intro").textContent = error.message;
    return;
  }
  if (!graph.nodes.length) {
    element("choose").hidden = true;
    element("intro").textContent = "No method is held here yet.";
    return;
  }
  element("stage").hidden = false;
  read();
  for (const control of document.querySelectorAll("[data-by]")) {
    control.addEventListener("click", () => step(control.dataset.way, Number(control.dataset.by)));
  }
  for (const control of document.querySelectorAll("[data-zoom]")) {
    control.addEventListener("click", () => zoom(control.dataset.zoom));
  }
  for (const kind of ["svg", "png"]) element(`give-${kind}`).addEventListener("click", () => takeAway(kind));
  document.addEventListener("keydown", escape);
  addEventListener("popstate", read);
}

start();
