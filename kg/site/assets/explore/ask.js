// The question what to narrow, in place of a picture that would hold too much.

import { page } from "./data.js";
import { button, make } from "./make.js";

/** Asks before `n` methods are drawn; `why` tells why they are not, if it is not their number. */
export function question(section, graph, n, acts, why = `${n} methods are too many to read at once.`) {
  const starts = graph.start.map((i) => button(graph.nodes[i].name, () => acts.start(i)));
  section.replaceChildren(
    make("h2", { textContent: why }),
    make("p", {}, "Narrow the years or take fewer steps, start with one of these, or choose from the ",
      make("a", { href: page("method/"), textContent: "index of methods" }), "."),
    make("p", { className: "acts" }, ...starts),
    make("p", { className: "acts" }, button(`Draw all ${n} all the same`, acts.draw)));
}
