// The chart itself, drawn by Observable Plot; what is said beside the points is placed by labels.js.

import { paint, SYMBOLS } from "./groups.js";
import { RELATIONS, sentence } from "./lineage.js";
import { number } from "./results.js";

const LABELS = {
  year: "first public version",
  params: "parameters, millions (log)",
  madds: "multiply-adds, billions (log)",
  top1: "top-1 accuracy, %",
  top5: "top-5 accuracy, %",
};

const [LEFT, RIGHT] = [36, 18];
const STRIP = 70; // pixels of width for the numbers that are not known

/**
 * Draws rows, their links and the lines of the best, `width` pixels wide. Gives the SVG and the `spots` in it:
 * each row with its element and its place in pixels.
 */
export function plot({ rows, links, lines, look, x, y, width, ariaLabel }) {
  const { ends, known, strip, place } = across(rows, x, width);
  const height = Math.round(Math.min(640, Math.max(400, width * 0.56)));
  const others = rows.filter((row) => look(row).of);
  const layers = [others, rows.filter((row) => !look(row).of)].filter((layer) => layer.length);
  const svg = Plot.plot({
    className: "plot",
    width,
    height,
    marginTop: 30,
    marginRight: RIGHT,
    marginBottom: 42,
    marginLeft: LEFT,
    ariaLabel,
    x: { type: x === "year" ? "linear" : "log", domain: ends },
    y: { domain: span(rows, y), nice: true },
    color: { type: "identity" },
    symbol: { domain: SYMBOLS, range: SYMBOLS.map((name) => d3[name]) },
    marks: [
      Plot.gridY({ stroke: "var(--rule)", strokeOpacity: 1, ticks: 7 }),
      Plot.axisX({ ...axis(x), ...steps(known, x, width), labelAnchor: "right" }),
      strip && unknown(known[0], strip),
      Plot.axisY({ ...axis(y), labelAnchor: "top", ticks: 7 }),
      ...lines.map((line) => frontier(line, place, y)),
      arrows(links, place, y),
      ...layers.map((layer) => dots(layer, look, place, y)),
    ],
  });
  svg.querySelector("style").remove(); // the policy of the site lets no page bring its own; charts.css has these rules
  svg.setAttribute("role", "group");
  for (const group of svg.querySelectorAll("g")) group.removeAttribute("aria-label"); // the points speak for themselves
  return { svg, height, spots: spots(svg, layers, place, y) };
}

/**
 * What lies across: the `ends` of the axis, the `known` numbers at its ends, and the `place` of a row. Rows whose
 * number is not known stand before the known ones, in a `strip` of their own.
 */
function across(rows, x, width) {
  const known = span(rows, x);
  const [from, to] = known;
  if (rows.every((row) => number(row, x) !== null)) return { ends: known, known, place: (row) => number(row, x) };
  const share = STRIP / (width - LEFT - RIGHT);
  const wide = (to / from) ** (share / (1 - share));
  const strip = from / Math.sqrt(wide);
  return { ends: [from / wide, to], known, strip, place: (row) => number(row, x) ?? strip };
}

/** What tells the strip of the numbers that are not known. */
function unknown(from, strip) {
  const said = { ...axis("params"), label: null, ticks: [strip], text: () => "unknown" };
  return [Plot.ruleX([from], { stroke: "var(--rule)" }), Plot.axisX(said)];
}

/** Ends of an axis that leave air around the points. */
function span(rows, axis) {
  const [least = 1, most = 10] = d3.extent(rows, (row) => number(row, axis));
  if (axis === "params" || axis === "madds") return [least / 1.25, most * 1.25];
  if (axis === "year" && most - least < 1) return [Math.floor(least) - 0.1, Math.floor(most) + 1.1]; // a year is told
  const air = axis === "year" ? 0.35 : 1;
  return [least - air, Math.min(most + air, axis === "year" ? Infinity : 100)];
}

function axis(of) {
  return { label: LABELS[of], labelArrow: "none", tickSize: 0, fill: "var(--muted)", fontSize: 12 };
}

/** Whole years; on a log axis 1, 2, 5, 10, ..., or powers of ten where there is little room. */
function steps([from, to], of, width) {
  if (of === "year") {
    const every = Math.ceil((to - from) / (width / 56));
    return { ticks: d3.range(Math.ceil(from), to, every), text: (year) => `${year}` };
  }
  const powers = d3.range(Math.floor(Math.log10(from)), Math.ceil(Math.log10(to)) + 1);
  const digits = width / powers.length > 110 ? [1, 2, 5] : [1];
  const within = powers.flatMap((power) => digits.map((n) => n * 10 ** power)).filter((n) => n >= from && n <= to);
  return { ticks: within, text: (value) => `${+value.toPrecision(1)}` };
}

function dots(rows, look, place, y) {
  return Plot.dot(rows, {
    className: "points",
    x: place,
    y,
    r: look(rows[0]).size * (rows.length > 500 ? 0.75 : 1),
    symbol: (row) => look(row).symbol,
    fill: (row) => paint(look(row), row.tier).fill,
    stroke: (row) => paint(look(row), row.tier).stroke,
    strokeWidth: 1.1,
    fillOpacity: 0.9,
  });
}

function frontier({ rows, dashed, colour }, place, y) {
  return Plot.line(rows, {
    className: "best",
    x: place,
    y,
    curve: "step-after",
    stroke: colour,
    strokeWidth: 1.3,
    strokeDasharray: dashed ? "5 4" : null,
  });
}

/** Links as arrows from the older method to the newer. */
function arrows(links, place, y) {
  return Plot.arrow(links, {
    className: "links",
    x1: ({ parent }) => place(parent),
    y1: ({ parent }) => parent[y],
    x2: ({ child }) => place(child),
    y2: ({ child }) => child[y],
    stroke: ({ relation }) => RELATIONS[relation],
    strokeWidth: 1.3,
    strokeOpacity: links.length > 60 ? 0.55 : 0.9,
    bend: 16,
    headLength: 7,
    insetStart: 4,
    insetEnd: 6,
    title: sentence,
  });
}

/** Where the rows are; Plot draws on half pixels, and tells of each element its number in the list drawn from. */
function spots(svg, layers, place, y) {
  const scale = svg.scale("x");
  const up = svg.scale("y");
  return [...svg.querySelectorAll(".points")].flatMap((group, i) => [...group.children].map((element) => {
    const row = layers[i][d3.select(element).datum()];
    return { row, element, x: scale.apply(place(row)) + 0.5, y: up.apply(row[y]) + 0.5 };
  }));
}
