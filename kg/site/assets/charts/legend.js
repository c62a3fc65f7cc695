// The legend, which is the filter: a button a group, and what the other signs mean.

import { sample, SYMBOLS } from "./groups.js";
import { RELATIONS } from "./lineage.js";
import { make } from "./make.js";

/** Fills the legend. `counts` tells how many points each group has, or would have; `toggle(name)` switches one. */
export function legend(place, { groups, counts, off, rows, links, lines, toggle }) {
  const buttons = groups.map((look) => {
    const button = make("button", { type: "button", ariaPressed: String(!off.includes(look.name)) },
      sample(look),
      make("span", { textContent: look.name }),
      make("span", { className: "count", textContent: counts.get(look.name) || 0 }));
    button.dataset.name = look.name;
    if (look.of) button.title = look.of.join(", ");
    button.addEventListener("click", () => toggle(look.name));
    return button;
  });
  const focused = place.contains(document.activeElement) && document.activeElement.dataset.name;
  place.querySelector(".groups").replaceChildren(...buttons);
  place.querySelector(".signs").replaceChildren(...signs(rows, links, lines));
  if (focused) buttons.find((button) => button.dataset.name === focused)?.focus();
}

function signs(rows, links, lines) {
  const dot = { colour: "var(--muted)", symbol: SYMBOLS[0], size: 4.2 };
  const tiers = [["claimed", "filled: claimed by its authors"], ["reproduced", "outline: measured again by others"]];
  const met = tiers.filter(([tier]) => rows.some((row) => row.tier === tier));
  const said = met.map(([tier, words]) => key(sample(dot, tier), words));
  for (const { dashed, colour, words } of lines) said.push(key(line(colour, dashed), words));
  const drawn = new Set(links.map(({ relation }) => relation));
  for (const [name, colour] of Object.entries(RELATIONS)) if (drawn.has(name)) said.push(key(line(colour), name));
  return said;
}

function key(picture, words) {
  return make("span", { className: "sign" }, picture, make("span", { textContent: words }));
}

function line(colour, dashed = false) {
  const mark = make("span", { className: dashed ? "line implied" : "line", ariaHidden: "true" });
  mark.style.borderColor = colour;
  return mark;
}
