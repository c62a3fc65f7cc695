// Groups of results: colour and symbol together, so that either is enough.

import { TRAINED } from "./results.js";

const OTHERS = "others";
const LUMPS = ["smaller families", "on their own"]; // no families, but what is left of them
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "var(--ink)"]; // Okabe and Ito
const SHAPES = ["Circle", "Square", "Triangle", "Diamond", "Cross", "Star", "Wye"];
/** The shapes of the groups, by their names in d3. */
export const SYMBOLS = SHAPES.map((name) => `symbol${name}`);

const VALUES = {
  family: (row) => row.method.family,
  protocol: (row) => row.protocol,
  trained: (row) => row.trained,
  tier: (row) => row.tier,
  kind: (row) => row.method.kind,
};

/**
 * The groups by one property of the rows: those in which most methods were trained get a look of their own, the rest is
 * "others". Made of all rows of a data set, so that a group keeps its look whatever is filtered.
 */
export function grouping(rows, by) {
  const members = new Map(rows.map((row) => [VALUES[by](row), new Set()]));
  for (const row of rows) if (row.how === TRAINED) members.get(VALUES[by](row)).add(row.method.id);
  const ranked = [...members.keys()].sort((a, b) => members.get(b).size - members.get(a).size || (a < b ? -1 : 1));
  const named = ranked.filter((value) => !LUMPS.includes(value)).slice(0, COLOURS.length);
  const rest = ranked.filter((value) => !named.includes(value));
  const look = (name, i) => ({ name, colour: COLOURS[i], symbol: SYMBOLS[i], size: 4.2 });
  const looks = new Map(named.map((name, i) => [name, look(name, i)]));
  const others = { name: OTHERS, colour: "var(--faint)", symbol: SYMBOLS[0], size: 2.6, of: rest };
  if (rest.length) looks.set(OTHERS, others);
  return {
    all: [...looks.values()],
    name: (row) => (looks.has(VALUES[by](row)) ? VALUES[by](row) : OTHERS),
    look: (row) => looks.get(VALUES[by](row)) || others,
  };
}

/** How a point of a look is painted: claims are filled, reproductions an outline. */
export function paint({ colour }, tier) {
  return tier === "claimed" ? { fill: colour, stroke: "var(--paper)" } : { fill: "var(--paper)", stroke: colour };
}

/** A small picture of a look, for a legend. */
export function sample(look, tier = "claimed") {
  const name = (tag) => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const picture = name("svg");
  picture.setAttribute("viewBox", "-7 -7 14 14");
  picture.setAttribute("class", "sample");
  picture.setAttribute("aria-hidden", "true");
  const path = name("path");
  const size = Math.PI * (look.size + 0.3) ** 2;
  path.setAttribute("d", d3.symbol(d3[look.symbol], size)());
  for (const [key, value] of Object.entries(paint(look, tier))) path.setAttribute(key, value);
  path.setAttribute("stroke-width", tier === "claimed" ? 0.5 : 1.4);
  picture.append(path);
  return picture;
}
