// The chart as a file: an SVG that needs no style sheet, with its legend and its caption, for no number stands alone.

import { save } from "../tables.js";
import { extent } from "./labels.js";

const SVG = "http://www.w3.org/2000/svg";
const LOOKS = ["visibility", "opacity", "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
  "stroke-dasharray", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight", "text-anchor"];
const EDGE = 8;
const LINE = 18;

/** Gives the picture away, what the legend shows and the caption set below it. */
export function give(svg, legend, caption) {
  const copy = svg.cloneNode(true);
  const originals = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((element, i) => look(element, originals[i]));
  const [width, top] = ["width", "height"].map((name) => Number(svg.getAttribute(name)));
  const below = [...signs(legend, width, top + LINE)];
  const text = wrapped(caption, width);
  const from = Math.max(top, ...below.map(({ y }) => y)) + LINE * 1.4;
  const height = from + text.length * LINE;
  const { color, backgroundColor } = getComputedStyle(legend.closest("body"));
  copy.prepend(make("title", {}, caption), make("rect", { width, height, fill: backgroundColor }));
  for (const { parts } of below) copy.append(...parts);
  const start = { x: EDGE, fill: color, "text-anchor": "start" };
  copy.append(...text.map((line, i) => make("text", { ...start, y: from + i * LINE }, line)));
  copy.setAttribute("height", height);
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  copy.setAttribute("xmlns", SVG);
  save("chart.svg", new XMLSerializer().serializeToString(copy), "image/svg+xml");
}

function make(tag, attributes, text = "") {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

/** Writes into an element itself how its original looks. */
function look(element, original) {
  const style = getComputedStyle(original);
  for (const name of LOOKS) element.setAttribute(name, style.getPropertyValue(name));
  for (const name of ["tabindex", "role", "class"]) element.removeAttribute(name);
}

/** The signs of a legend that are switched on, each a picture and its words, in lines of a width. */
function* signs(legend, width, y) {
  const fill = getComputedStyle(legend).color;
  let x = EDGE;
  for (const sign of legend.querySelectorAll("[aria-pressed=true], .sign")) {
    const [picture, words] = sign.children;
    const wide = 26 + extent(words.textContent) + 18;
    if (x + wide > width && x > EDGE) [x, y] = [EDGE, y + LINE];
    const drawn = picture.matches(".sample") ? symbol(picture, x + 10, y) : stroke(picture, x, y);
    yield { y, parts: [drawn, make("text", { x: x + 26, y: y + 4, fill, "text-anchor": "start" }, words.textContent)] };
    x += wide;
  }
}

function symbol(picture, x, y) {
  const path = picture.querySelector("path").cloneNode();
  look(path, picture.querySelector("path"));
  path.setAttribute("transform", `translate(${x} ${y})`);
  return path;
}

function stroke(picture, x, y) {
  const { borderTopColor, borderTopStyle } = getComputedStyle(picture);
  const dashes = borderTopStyle === "dashed" ? "5 4" : "none";
  return make("path", { d: `M${x} ${y}h20`, stroke: borderTopColor, "stroke-width": 1.5, "stroke-dasharray": dashes });
}

function wrapped(text, width) {
  const lines = [""];
  for (const word of text.split(" ")) {
    if (extent(`${lines.at(-1)} ${word}`) > width - 2 * EDGE) lines.push(word);
    else lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}
