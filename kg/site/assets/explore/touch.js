// What the reader does in the picture: pointer and keys. What follows from it is decided by the page.

import { card, reason, sentence } from "./data.js";
import { light } from "./picture.js";
import { tipOf } from "./tip.js";
import { lineOf } from "./view.js";
import { nextTo, rove } from "./walk.js";
import { markWords } from "./words.js";

/**
 * Listens in the element that holds the picture. `shown()` gives what is drawn: `{graph, state, view, drawing}`; `acts`
 * are `about(i)`, `link(number)`, `grow(way, i)` and `step(way, by)`. Gives `held()`, what has the focus, and
 * `renew(held)`, to be called before and after the picture is drawn anew; `restyle()`; `focus(i)`; and `hush()`, which
 * hides the tip and says whether there was one.
 */
export function touch(place, tipElement, surface, shown, acts) {
  const tip = tipOf(tipElement);
  let over = null; // what the pointer is on, or else what the keys are on: {method} or {link}
  let stop = null; // the method that is the stop of the Tab key
  let pressed = ""; // where the pointer was pressed: what comes to lie under it then has not been touched

  /** Lights the line of what is touched, else of what is told of beside the picture. */
  function restyle() {
    const { graph, state, view, drawing } = shown();
    const { about } = state;
    const told = about?.method !== state.at ? about?.method : undefined;
    const method = over ? over.method : told;
    light(drawing, view.shown.has(method) ? lineOf(graph, view, method) : null);
    for (const [i, group] of drawing.nodes) group.classList.toggle("told", i === told);
    for (const [number, group] of drawing.edges) {
      group.classList.toggle("on", number === about?.link || number === over?.link);
    }
  }

  function target(element) {
    const group = element.closest?.("[data-node], [data-edge]");
    if (!group) return null;
    if (group.dataset.edge) return { link: Number(group.dataset.edge), group };
    const mark = element.closest(".mark");
    return { method: Number(group.dataset.node), way: mark?.dataset.way, group: mark || group };
  }

  function touched(at, rectangle) {
    if (!shown()) return;
    if (over?.method !== at?.method || over?.link !== at?.link) {
      over = at;
      restyle();
    }
    if (!at) return tip.leave();
    const { graph, state, view } = shown();
    if (at.way) tip.show(rectangle, markWords(graph, state, view, at.method, at.way), async () => "");
    else if (at.link !== undefined) {
      const edge = graph.edges[at.link];
      tip.show(rectangle, sentence(graph, edge), async () => {
        const told = await reason(graph, edge);
        return told.how ? sentence(graph, edge, told).slice(sentence(graph, edge).length) : "";
      });
    } else {
      const node = graph.nodes[at.method];
      tip.show(rectangle, `${node.name} · ${node.year}`, async () => (await card(node.id))?.summary || "");
    }
  }

  place.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || event.buttons || pressed === `${event.clientX} ${event.clientY}`) return;
    const at = target(event.target);
    const here = { left: event.clientX + 8, top: event.clientY - 4, bottom: event.clientY + 18 };
    touched(at, at && at.link === undefined ? at.group.getBoundingClientRect() : here);
  });
  place.addEventListener("pointerleave", () => touched(null));
  place.addEventListener("focusin", (event) => {
    const at = target(event.target);
    if (!at) return;
    if (at.method !== undefined) mind(at.method);
    if (event.target.matches(":focus-visible")) touched(at, at.group.getBoundingClientRect());
  });
  place.addEventListener("focusout", () => touched(null));
  place.addEventListener("scroll", tip.hide, { passive: true });

  function press(element) {
    const at = target(element);
    if (!at) return;
    tip.hide();
    if (at.way) acts.grow(at.way, at.method);
    else if (at.link !== undefined) acts.link(at.link);
    else acts.about(at.method);
  }

  place.addEventListener("click", (event) => {
    pressed = `${event.clientX} ${event.clientY}`;
    press(event.target);
  });
  place.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !shown()) return;
    if (walk(event)) event.preventDefault();
  });

  function walk({ key, shiftKey, target: element }) {
    const at = target(element);
    const steps = { "[": ["up", 1], "]": ["down", 1], "{": ["up", -1], "}": ["down", -1] }[key];
    const by = { "+": 1.25, "=": 1.25, "-": 0.8 }[key];
    if (steps) acts.step(...steps);
    else if (by) surface.zoom(by);
    else if (key === "0") surface.fit(stop);
    else if ((key === "Enter" || key === " ") && at) press(element);
    else if (shiftKey && at?.method !== undefined && (key === "ArrowLeft" || key === "ArrowRight")) {
      acts.grow(key === "ArrowLeft" ? "up" : "down", at.method);
    } else if (key.startsWith("Arrow")) go(key, at);
    else return false;
    return true;
  }

  function go(key, at) {
    const { graph, view, drawing } = shown();
    const from = at?.link !== undefined ? graph.edges[at.link].child : at?.method ?? stop;
    const next = nextTo(graph, view, drawing.place, from, key);
    if (next !== undefined) focus(next);
  }

  function focus(i) {
    surface.reveal(i);
    shown().drawing.nodes.get(i).querySelector(".face").focus({ preventScroll: true });
  }

  function mind(i) {
    stop = i;
    rove(shown().drawing, shown().graph, i);
  }

  /** What holds the focus in the picture, so that it can be given back when that is drawn anew. */
  function held() {
    return place.contains(document.activeElement) ? target(document.activeElement) : null;
  }

  function renew(at) {
    const { state, view, drawing } = shown();
    over = null;
    tip.hide();
    mind([at?.method, stop, state.at, view.nodes[0]].find((i) => view.shown.has(i)));
    restyle();
    if (!at) return;
    const group = drawing.nodes.get(stop);
    const same = at.way && group.querySelector(`[data-way="${at.way}"]`);
    (drawing.edges.get(at.link) || same || group.querySelector(".face")).focus({ preventScroll: true });
    tip.hide();
  }

  function hush() {
    const was = !tipElement.hidden;
    tip.hide();
    return was;
  }

  return { renew, restyle, held, focus, hush };
}
