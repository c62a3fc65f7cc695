// One sentence at what is touched: it waits for its reason, stays while the pointer is on it, and goes with Escape.

import { make } from "./make.js";

/** Seconds are long under a pointer: what it only crosses asks for nothing, and a tip can be reached before it goes. */
const RESTS = 120;
const STAYS = 180;

/** The tip of a page: `show(at, name, more)` at a rectangle of the screen, `more()` a promise of what follows. */
export function tipOf(element) {
  let turn = 0;
  let leaving = 0;

  async function show(at, name, more) {
    clearTimeout(leaving);
    const mine = ++turn;
    put(at, name, "");
    await new Promise((done) => setTimeout(done, RESTS));
    if (mine !== turn) return;
    const text = await more();
    if (mine === turn && text) put(at, name, text);
  }

  function put(at, name, text) {
    const joined = text.startsWith(":"); // a link's reason goes on where its name ends
    element.replaceChildren(...(joined ? [name + text] : [make("b", { textContent: name }), text]));
    element.hidden = false;
    const { width, height } = element.getBoundingClientRect();
    const left = Math.min(at.left, innerWidth - width - 12);
    const top = at.top - height - 6 > 0 ? at.top - height - 6 : at.bottom + 6;
    element.style.left = `${Math.max(12, left)}px`;
    element.style.top = `${top}px`;
  }

  function hide() {
    turn += 1;
    clearTimeout(leaving);
    element.hidden = true;
  }

  /** Hides it soon, unless the pointer comes to it. */
  function leave() {
    clearTimeout(leaving);
    leaving = setTimeout(hide, STAYS);
  }

  element.addEventListener("pointerenter", () => clearTimeout(leaving));
  element.addEventListener("pointerleave", leave);
  return { show, hide, leave };
}
