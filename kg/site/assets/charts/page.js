// The charts: reads what the address says, draws it, and keeps the address true when the reader chooses.

import { grouping } from "./groups.js";
import { label } from "./labels.js";
import { legend } from "./legend.js";
import { links as linked, sentence } from "./lineage.js";
import { make } from "./make.js";
import { tell } from "./panel.js";
import { give } from "./picture.js";
import { plot } from "./plot.js";
import { touch } from "./points.js";
import { choose, frontiers, load } from "./results.js";
import { changed, choices, read, usual, write } from "./state.js";
import { tabulate } from "./table.js";
import { caption, count, mixed } from "./words.js";

const $ = (id) => document.getElementById(id);
const [form, picture, panel, tip] = ["choices", "picture", "panel", "tip"].map($);
const SPACE = 52; // pixels of width for each name in the picture

let data, options, state, view, focus;

function start(found) {
  data = found;
  if (!data.rows.length) return say("No results are held here yet.");
  options = choices(data.rows);
  for (const select of selects()) {
    const offered = options[select.name].map(([value, textContent]) => make("option", { value, textContent }));
    select.replaceChildren(...offered);
    select.addEventListener("change", () => change({ [select.name]: select.value }));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector(".more").addEventListener("click", () => form.classList.add("all")); // on a narrow screen
  for (const link of document.querySelectorAll("#ready a")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(read(link.hash, options));
    });
  }
  $("reset").addEventListener("click", () => go(usual(options)));
  $("svg").addEventListener("click", () => give(picture.querySelector("svg"), $("legend"), $("caption").textContent));
  addEventListener("popstate", follow);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && state.at && !event.defaultPrevented) close();
  });
  $("charts").hidden = false;
  follow();
  new ResizeObserver(() => {
    if (Math.round(picture.clientWidth) !== view.width) draw();
  }).observe(picture);
}

function selects() {
  return form.querySelectorAll("select");
}

/** Takes the state from the address, and puts right what the address says amiss. */
function follow() {
  state = read(location.hash, options);
  history.replaceState(null, "", write(state, options) || location.pathname + location.search);
  render();
}

function go(next) {
  state = next;
  history.pushState(null, "", write(state, options) || location.pathname + location.search);
  render();
}

function change(part) {
  go(changed(state, part, options));
}

/** The row that the address names, by its key, or by a method alone, whose best point it is then. */
function chosen(shown) {
  if (!state.at) return null;
  const best = (a, b) => (a && a[state.y] >= b[state.y] ? a : b);
  const own = shown.filter((row) => row.method.id === state.at).reduce(best, null);
  return data.rows.find((row) => row.key === state.at) || own;
}

function render() {
  const groups = grouping(data.rows.filter((row) => row.of === state.of), state.by);
  const { shown, left } = choose(data.rows, state, groups.name);
  const row = chosen(shown);
  const links = linked(data.edges, shown, state, row?.method);
  const fronts = frontiers(shown, state, groups.look);
  const lines = state.line === "yes" ? fronts : [];
  const same = view && view.shown.length === shown.length && shown.every((one, i) => one === view.shown[i]);
  view = { groups, shown, row, links, lines, fronts };
  for (const select of selects()) select.value = state[select.name];
  const counts = new Map();
  for (const one of choose(data.rows, { ...state, off: [] }, groups.name).shown) {
    counts.set(groups.name(one), (counts.get(groups.name(one)) || 0) + 1);
  }
  const others = (name) => state.off.filter((one) => one !== name);
  const toggle = (name) => change({ off: state.off.includes(name) ? others(name) : [...state.off, name] });
  const met = groups.all.filter(({ name }) => state.method === "any" || counts.has(name));
  legend($("legend"), { groups: met, counts, off: state.off, rows: shown, links, lines, toggle });
  const lineage = () => change({ lineage: "own" });
  const numbers = () => go({ ...usual(options, { method: row.method.id }), at: row.key });
  tell(panel, row, { shown: shown.includes(row), links, close, lineage, numbers: state.method === "any" && numbers });
  $("caption").textContent = caption(shown, left, data.rows.length, state);
  warn(mixed(shown, state));
  list(links);
  draw();
  if (!same) seen.observe($("points"));
}

/** Says what the points differ in without showing it, and offers to show it. */
function warn(differences) {
  const said = differences.flatMap(({ key, words }, i) => {
    const button = make("button", { type: "button", className: "more", textContent: `group by ${words}` });
    button.addEventListener("click", () => change({ by: key, [key]: "any" }));
    return [i ? " " : "", `They differ in ${words}: `, key === "how" ? "choose one above" : button, "."];
  });
  const ask = state.lineage === "own" && !state.at ? " Choose a point to see its lineage." : "";
  $("mixed").replaceChildren(...said, ask);
}

/** The links that are drawn, as text. */
function list(links) {
  $("links").hidden = !links.length;
  $("links").querySelector("summary").textContent = `${count(links.length, "link")} as text`;
  $("links").querySelector("ul").replaceChildren(...links.map((link) => make("li", { textContent: sentence(link) })));
}

function draw() {
  const { groups, shown, row, links, lines, fronts } = view;
  const width = Math.round(picture.clientWidth);
  view.width = width;
  const inside = picture.contains(document.activeElement);
  picture.querySelector("svg, .nothing")?.remove();
  tip.hidden = true;
  focus = () => {};
  $("svg").disabled = !shown.length;
  if (!shown.length) {
    picture.prepend(make("p", { className: "nothing", textContent: "No result fits these choices." }));
    return;
  }
  const ariaLabel = `${count(shown.length, "point")}, described below and given as a table`;
  const { x, y } = state;
  const { svg, height, spots } = plot({ rows: shown, links, lines, look: groups.look, x, y, width, ariaLabel });
  picture.prepend(svg);
  const traced = new Set(links.flatMap(({ child, parent }) => [child, parent]));
  const own = state.lineage === "own" && traced.size;
  svg.classList.toggle("traced", Boolean(own));
  for (const spot of spots) spot.element.classList.toggle("in", traced.has(spot.row));
  const best = fronts.length ? fronts.flatMap((front) => [...front.rows].reverse()) : highest(shown, y);
  const important = [row, ...(own ? traced : best)];
  const wanted = important.map((one) => spots.find((spot) => spot.row === one)).filter(Boolean);
  const name = ({ method, variant }) => (state.method === "any" ? method.name : variant || method.name);
  label(svg, wanted, spots, { name, chosen: row, width, height, most: Math.max(Math.round(width / SPACE), own) });
  focus = touch(svg, spots, tip, { chosen: row, choose: open });
  if (inside) focus(row);
}

/** The rows to name where no line tells which matter. */
function highest(shown, y) {
  return [...shown].sort((a, b) => b[y] - a[y]).slice(0, 60);
}

function open(row) {
  change({ at: row.key });
  panel.querySelector("h2").focus();
}

function close() {
  const { row } = view;
  change({ at: "" });
  focus(row);
}

/** Makes the table when the reader comes near it: thousands of rows take longer than the chart. */
const seen = new IntersectionObserver(([{ isIntersecting }]) => {
  if (!isIntersecting) return;
  seen.disconnect();
  tabulate($("points"), view.shown, data.columns);
}, { rootMargin: "300px" });

function say(text) {
  $("failed").textContent = text;
  $("failed").hidden = false;
}

function failed(error) {
  console.warn(error);
  say("The charts could not be loaded. The numbers also stand on the pages of the data sets and methods.");
}

if (globalThis.Plot) load(new URL("../../charts/results.json", import.meta.url)).then(start).catch(failed);
else failed("Observable Plot is not here");
