// The surface on which a picture lies: it scrolls, is dragged, grows and shrinks; years stay on top, the names of lanes
// at the left. Nothing moves unless the reader moves it.

import { make } from "./make.js";
import { AXIS } from "./picture.js";

const LEAST = 0.25;
const MOST = 3;
/** Smallest scale at which names can be read: a picture does not begin smaller. */
const READABLE = 0.88;

/** Makes a surface out of a scrolling element. */
export function sheet(view) {
  let drawing = null;
  let scale = 1;

  /**
   * Shows a drawing. If it holds the method `anchor` as the last one did, that stays where it is; else the picture
   * begins with all that can be read at once, `middle` in its midst.
   */
  function show(next, anchor, middle) {
    const before = anchor === null ? null : spot(anchor);
    drawing = next;
    view.replaceChildren(surface(next));
    if (!before || !next.nodes.has(anchor)) return fit(middle);
    resize();
    const now = spot(anchor);
    scrollBy(now.x - before.x, now.y - before.y);
  }

  /** Where a method's box is on the surface, if it is drawn. */
  function spot(i) {
    const place = drawing?.nodes.has(i) ? drawing.place(i) : null;
    return place && { x: place.x * scale - view.scrollLeft, y: place.y * scale - view.scrollTop };
  }

  function scrollBy(dx, dy) {
    view.scrollTo({ left: view.scrollLeft + dx, top: view.scrollTop + dy, behavior: "instant" });
  }

  /** All of the picture if it can be read so; else as large as it can be read, with a method in the middle. */
  function fit(middle) {
    if (!drawing) return;
    const { width } = drawing.layout;
    scale = Math.min(1, Math.max(READABLE, view.clientWidth / width));
    resize();
    const place = drawing.nodes.has(middle) ? drawing.place(middle) : null;
    view.scrollTo({
      left: place ? place.x * scale - view.clientWidth / 2 : 0,
      top: place ? place.y * scale + AXIS - view.clientHeight / 2 : 0,
      behavior: "instant",
    });
  }

  /** Grows or shrinks by a factor; what is at `x`, `y` of the surface, else in its middle, stays there. */
  function zoom(by, x = view.clientWidth / 2, y = view.clientHeight / 2) {
    const next = Math.min(MOST, Math.max(LEAST, scale * by));
    const at = { x: (view.scrollLeft + x) / scale, y: (view.scrollTop + y - AXIS) / scale };
    scale = next;
    resize();
    view.scrollTo({ left: at.x * scale - x, top: at.y * scale + AXIS - y, behavior: "instant" });
  }

  function resize() {
    const { width, height } = drawing.layout;
    drawing.picture.setAttribute("width", width * scale);
    drawing.picture.setAttribute("height", height * scale);
    for (const mark of view.querySelectorAll("[data-x]")) mark.style.left = `${mark.dataset.x * scale}px`;
    for (const band of view.querySelectorAll("[data-top]")) {
      band.style.top = `${band.dataset.top * scale}px`;
      band.style.height = `${band.dataset.height * scale}px`;
    }
    thin(view);
  }

  /** Moves no further than needed for a method to be seen. */
  function reveal(i) {
    const at = spot(i);
    if (!at) return;
    const half = { x: (drawing.place(i).width * scale) / 2 + 24, y: (drawing.place(i).height * scale) / 2 + 12 };
    const past = (middle, size, room) => (middle < size ? middle - size : Math.max(0, middle + size - room));
    scrollBy(past(at.x, half.x, view.clientWidth), past(at.y, half.y, view.clientHeight - AXIS));
  }

  drag(view);
  view.addEventListener("wheel", (event) => {
    if (!event.ctrlKey) return; // so does a pinch on a trackpad say that it is one
    event.preventDefault();
    const frame = view.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY / 300), event.clientX - frame.left, event.clientY - frame.top);
  }, { passive: false });
  return { show, zoom, fit, reveal };
}

/** The drawing with its axis above and its bands behind. */
function surface({ picture, layout }) {
  const years = layout.ticks.flatMap(({ x, label, gap }) => [
    gap ? make("span", { className: "gap", textContent: "⋯" }) : null,
    label ? make("span", { className: "year", textContent: label }) : null,
  ].map((mark) => mark && Object.assign(mark.dataset, { x: mark.className === "gap" ? x - 26 : x }) && mark));
  const lanes = layout.lanes.map(({ name, top, bottom }, i) => {
    const band = make("div", { className: i % 2 ? "odd" : "" }, name ? make("span", { textContent: name }) : null);
    Object.assign(band.dataset, { top, height: bottom - top });
    return band;
  });
  return make("div", { className: "sheet" },
    make("div", { className: "axis", ariaHidden: "true" }, ...years.filter(Boolean)),
    make("div", { className: "bands", ariaHidden: "true" }, ...lanes), picture);
}

/** Hides years that have no room beside the one before. */
function thin(view) {
  let free = -Infinity;
  for (const mark of view.querySelectorAll(".axis .year")) {
    const x = parseFloat(mark.style.left);
    mark.hidden = x < free;
    if (x >= free) free = x + 36;
  }
  for (const mark of view.querySelectorAll(".axis .gap")) mark.hidden = mark.nextSibling.hidden;
}

/** Lets a mouse pull the surface along; a finger scrolls it as it does anything else. */
function drag(view) {
  let from = null;
  view.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button || event.target.closest(".face, .mark, .edge")) return;
    from = { x: event.clientX + view.scrollLeft, y: event.clientY + view.scrollTop };
  });
  view.addEventListener("pointermove", (event) => {
    if (!from) return;
    if (!view.classList.contains("held")) view.setPointerCapture(event.pointerId);
    view.classList.add("held");
    view.scrollTo({ left: from.x - event.clientX, top: from.y - event.clientY, behavior: "instant" });
  });
  const drop = () => {
    from = null;
    view.classList.remove("held");
  };
  view.addEventListener("pointerup", drop);
  view.addEventListener("pointercancel", drop);
}
