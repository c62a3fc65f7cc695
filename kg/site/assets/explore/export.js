// The picture to take away: one SVG that needs nothing else, on white, or the same as PNG in twice the size.

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
  const { height } = drawing.layout;
  const page = { width: Math.max(drawing.layout.width, WIDTH), height: AXIS + height + FOOT };
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
