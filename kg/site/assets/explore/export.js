// The picture, or the map of everything, to take away: one SVG that needs nothing else, on white, or the same as PNG in
// twice the size.

import { save } from "../tables.js";
import { AXIS, draw, framed, svg } from "./picture.js";
import { startsOf } from "./state.js";

const FONT = '-apple-system, "Segoe UI", Roboto, Helvetica, Arial, sans-serif';
const [PAPER, INK, MUTED, RULE, BLUE] = ["#FFFFFF", "#1B1F24", "#5C6670", "#D5DADE", "#0072B2"];
/** Attributes that stand in for the page's styles, by what they dress; later ones win. */
const LOOKS = {
  ".lane": { fill: "#F6F7F8" },
  ".box": { fill: PAPER, stroke: MUTED },
  ":is(.block, .technique, .search-space) .box": { fill: "#EEF1F4" },
  ".name": { fill: INK, "font-size": 13, "text-anchor": "middle" },
  ".focus .box": { fill: BLUE, stroke: BLUE },
  ".focus .name": { fill: PAPER },
  ".link": { "stroke-width": 1.5 },
  ".loose": { "stroke-width": 1 },
  ".main": { "stroke-width": 3 },
  ".implied": { "stroke-dasharray": "6 4" },
  ".curated": { "stroke-dasharray": "1.5 4" },
  ".axis": { fill: "none", stroke: RULE },
  ".tick": { fill: MUTED, "font-size": 12 },
  ".lane-name": { fill: MUTED, "font-size": 11 },
};
/** Space below for the title and the address, and the width that these need. */
const FOOT = 46;
const WIDTH = 480;

/** The view as one SVG document, with its title and address written below it. */
export function pictureOf(graph, state, view, title, address) {
  const drawing = draw(graph, view, { focus: startsOf(state) });
  const picture = framed(drawing);
  for (const reach of picture.querySelectorAll(".reach")) reach.remove();
  for (const [kind, look] of Object.entries(LOOKS)) {
    for (const one of picture.querySelectorAll(kind)) dress(one, look);
  }
  for (const one of [picture, ...picture.querySelectorAll("*")]) {
    for (const name of ["class", "data-node", "data-edge"]) one.removeAttribute(name);
  }
  return signed(picture, drawing.layout, title, address);
}

/** What is seen of the map of everything as one SVG document, with its title and address written below it. */
export function mapOf({ width, height, dots, lines, written, years }, title, address) {
  const picture = svg("svg", {});
  const text = (x, y, fill, size, said) => svg("text", { x, y, fill, "font-size": size }, said);
  picture.append(
    ...lines.map(({ from, to, relation, size }) => svg("path", {
      d: `M${from.x.toFixed(1)} ${from.y.toFixed(1)}L${to.x.toFixed(1)} ${to.y.toFixed(1)}`,
      stroke: relation.descent ? relation.colour : RULE, "stroke-width": size.toFixed(2), fill: "none",
    })),
    ...dots.map(({ x, y, size }) => svg("circle", { cx: x.toFixed(1), cy: y.toFixed(1), r: size.toFixed(1), fill: MUTED })),
    ...written.map(({ x, y, label }) => {
      const name = text(x.toFixed(1), y.toFixed(1), INK, 12, label);
      dress(name, { stroke: PAPER, "stroke-width": 3, "paint-order": "stroke" });
      return name;
    }),
    // What lies beyond the frame is covered: not every program cuts a picture where its frame ends.
    svg("rect", { x: -width, y: -2 * height, width: 3 * width, height: 2 * height, fill: PAPER }),
    svg("rect", { x: -width, y: height, width: 3 * width, height: 2 * height, fill: PAPER }),
    ...years.map(({ x, label }) => text(x, -9, MUTED, 12, label)));
  return signed(picture, { width, height }, title, address);
}

/** A picture on white, with its title and address written below it, as text. */
function signed(picture, { width, height }, title, address) {
  const page = { width: Math.max(width, WIDTH), height: AXIS + height + FOOT };
  dress(picture, { ...page, viewBox: `0 ${-AXIS} ${page.width} ${page.height}`, "font-family": FONT, role: "img" });
  picture.prepend(svg("title", {}, title), svg("rect", { x: 0, y: -AXIS, ...page, fill: PAPER }));
  picture.append(
    svg("text", { x: 16, y: height + 22, fill: INK, "font-size": 12 }, title),
    svg("text", { x: 16, y: height + 38, fill: MUTED, "font-size": 11 }, address));
  return new XMLSerializer().serializeToString(picture);
}

function dress(element, look) {
  for (const [name, value] of Object.entries(look)) element.setAttribute(name, value);
}

/** Gives the picture to the reader as `svg` or `png`. */
export async function give(kind, name, text) {
  if (kind === "svg") return save(`${name}.svg`, text, "image/svg+xml");
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([text], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  Object.assign(canvas, { width: 2 * image.width, height: 2 * image.height });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
  save(`${name}.png`, blob, "image/png");
}
