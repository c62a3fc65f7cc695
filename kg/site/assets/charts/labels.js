// Names beside the points that matter most, as many as find room without covering one another.

const SVG = "http://www.w3.org/2000/svg";
const LINE = 14;
const GAP = 7;
// where a name may stand, the best place first: beside, above, below, and the corners
const PLACES = [[1, 0], [-1, 0], [0, -1], [0, 1], [1, -1], [-1, -1], [1, 1], [-1, 1]];

/**
 * Puts names into the picture. `wanted` are spots, the most important first; `spots` are all, which no name should
 * cover, but for that of `chosen`, which is never left out. `name(row)` is what to write; the same is written once.
 */
export function label(svg, wanted, spots, { name, chosen, width, height, most }) {
  const layer = document.createElementNS(SVG, "g");
  layer.setAttribute("class", "labels");
  layer.setAttribute("aria-hidden", "true");
  const taken = [];
  const named = new Set();
  const frame = { left: 30, right: width - 2, top: 18, bottom: height - 42 };
  for (const spot of wanted) {
    if (named.size === most) break;
    const text = name(spot.row);
    if (named.has(text)) continue;
    const box = free(spot, extent(text), taken, spots, frame, spot.row === chosen ? [0, 1, Infinity] : [0, 1]);
    if (!box) continue;
    named.add(text);
    taken.push(box);
    layer.append(write(text, box));
  }
  svg.append(layer);
}

const pen = document.createElement("canvas").getContext("2d");

/** How wide a text is as it is set in the chart. */
export function extent(text) {
  pen.font = `12px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** The first place that covers no name and no more points than are allowed, tried one after the other; or none. */
function free(spot, wide, taken, spots, frame, covers) {
  for (const allowed of covers) {
    for (const [dx, dy] of PLACES) {
      const left = spot.x + dx * GAP - (dx < 0 ? wide : dx ? 0 : wide / 2);
      const top = spot.y + dy * (dx ? 8 : LINE) - LINE / 2;
      const box = { left, right: left + wide, top, bottom: top + LINE };
      const room = within(box, frame) && !taken.some((other) => meet(box, other));
      if (room && covered(box, spot, spots) <= allowed) return box;
    }
  }
  return null;
}

function within(box, frame) {
  return box.left > frame.left && box.right < frame.right && box.top > frame.top && box.bottom < frame.bottom;
}

function meet(a, b) {
  return a.left < b.right + 3 && a.right + 3 > b.left && a.top < b.bottom && a.bottom > b.top;
}

function covered({ left, right, top, bottom }, own, spots) {
  const hit = ({ x, y }) => x > left - 2 && x < right + 2 && y > top - 1 && y < bottom + 1;
  return spots.filter((spot) => spot !== own && hit(spot)).length;
}

function write(text, box) {
  const element = document.createElementNS(SVG, "text");
  element.setAttribute("x", box.left);
  element.setAttribute("y", box.top + LINE / 2);
  element.setAttribute("dy", "0.34em");
  element.textContent = text;
  return element;
}
