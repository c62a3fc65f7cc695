// Names on the map of everything.

/** The colours and the letters of the page as they are now. */
export function paintOf() {
  const style = getComputedStyle(document.documentElement);
  const names = ["ink", "muted", "rule", "paper", "link", "font"];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

/** Writes names beside their dots, leaving out those that have no room beside weightier ones; gives those written. */
export function write(labels, paint) {
  const taken = [];
  const written = [];
  for (const { context, x, y, size, label } of labels.sort((a, b) => b.size - a.size)) {
    if (!label) continue;
    context.font = `12px ${paint.font}`;
    const box = { left: x - size, right: x + size + 6 + context.measureText(label).width, top: y - 8, bottom: y + 8 };
    if (taken.some((one) => meet(one, box))) continue;
    taken.push(box);
    context.lineWidth = 3;
    context.strokeStyle = paint.paper;
    context.strokeText(label, x + size + 3, y + 4);
    context.fillStyle = paint.ink;
    context.fillText(label, x + size + 3, y + 4);
    written.push({ x: x + size + 3, y: y + 4, label });
  }
  return written;
}

function meet(one, other) {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

/** Draws a dot that is touched, in the colour of its line; the names of the line are written by `write`. */
export function hover(paint) {
  return (context, { x, y, size }) => {
    context.beginPath();
    context.arc(x, y, size + 2, 0, 2 * Math.PI);
    context.fillStyle = paint.link;
    context.fill();
  };
}
