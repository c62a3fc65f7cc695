// Touching points: the one that is nearest or has the focus tells what it is; a click or Enter chooses it.

import { make } from "./make.js";
import { lines } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const NEAR = 18; // pixels within which the pointer means a point
const WAYS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/**
 * Makes the spots of a picture answer. One of them is in the order of the Tab key, the arrows go to the nearest one in
 * their direction. `tip` is the element that tells, `chosen` the row that stays marked; `choose(row)` is called for
 * what is clicked. Gives what moves the focus to a row.
 */
export function touch(svg, spots, tip, { chosen, choose }) {
  const start = spots.find(({ row }) => row === chosen);
  const ring = around(svg, null, "ring");
  if (start) around(svg, start, "chosen");
  let current = start || spots[0];

  function show(spot) {
    ring.classList.toggle("on", Boolean(spot));
    tip.hidden = !spot;
    if (!spot) return;
    put(ring, spot);
    tip.replaceChildren(...lines(spot.row).map((line) => make("span", { textContent: line })));
    const left = spot.x + 14 + tip.offsetWidth > svg.clientWidth ? spot.x - tip.offsetWidth - 14 : spot.x + 14;
    const top = spot.y + 14 + tip.offsetHeight > svg.clientHeight ? spot.y - tip.offsetHeight - 14 : spot.y + 14;
    tip.style.left = `${Math.max(0, left)}px`;
    tip.style.top = `${Math.max(0, top)}px`;
  }

  function under(event) {
    const frame = svg.getBoundingClientRect();
    return nearest(spots, event.clientX - frame.left, event.clientY - frame.top);
  }

  function stand(spot) {
    current.element.setAttribute("tabindex", "-1");
    current = spot;
    current.element.setAttribute("tabindex", "0");
  }

  function press(event) {
    const way = WAYS[event.key];
    const end = { Home: 0, End: spots.length - 1 }[event.key];
    if (event.key === "Enter" || event.key === " ") choose(current.row);
    else if (way || end !== undefined) {
      const sorted = () => [...spots].sort((a, b) => a.x - b.x || a.y - b.y);
      stand((way ? towards(spots, current, way) : sorted()[end]) || current);
      current.element.focus();
    } else return;
    event.preventDefault();
  }

  for (const { element, row } of spots) {
    element.setAttribute("tabindex", "-1");
    element.setAttribute("role", "img");
    element.setAttribute("aria-label", lines(row).join("; "));
  }
  if (current) stand(current);
  svg.addEventListener("pointermove", (event) => {
    const spot = under(event);
    svg.classList.toggle("over", Boolean(spot));
    show(spot);
  });
  svg.addEventListener("pointerleave", () => show(null));
  svg.addEventListener("click", (event) => {
    const spot = under(event);
    if (spot) choose(spot.row);
  });
  svg.addEventListener("focusin", (event) => {
    const spot = spots.find(({ element }) => element === event.target);
    if (spot) stand(spot);
    show(spot);
  });
  svg.addEventListener("focusout", () => show(null));
  svg.addEventListener("keydown", press);
  return (row) => spots.find((spot) => spot.row === row)?.element.focus({ preventScroll: true });
}

function around(svg, spot, name) {
  const ring = document.createElementNS(SVG, "circle");
  ring.setAttribute("class", name);
  ring.setAttribute("r", 8);
  if (spot) put(ring, spot);
  svg.append(ring);
  return ring;
}

function put(ring, { x, y }) {
  ring.setAttribute("cx", x);
  ring.setAttribute("cy", y);
}

function nearest(spots, x, y) {
  let found = null;
  let least = NEAR;
  for (const spot of spots) {
    const off = Math.hypot(spot.x - x, spot.y - y);
    if (off < least) [found, least] = [spot, off];
  }
  return found;
}

/** The nearest spot in a direction; what lies aside counts as farther. */
function towards(spots, from, [dx, dy]) {
  let found = null;
  let least = Infinity;
  for (const spot of spots) {
    const along = (spot.x - from.x) * dx + (spot.y - from.y) * dy;
    const aside = Math.abs((spot.x - from.x) * dy) + Math.abs((spot.y - from.y) * dx);
    const off = along + 2 * aside;
    if (along > 0 && off < least) [found, least] = [spot, off];
  }
  return found;
}
