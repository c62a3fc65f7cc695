// What every page does: search in the header, tables that sort and can be taken away, pictures that begin at their focus.

import { header } from "./search.js";
import { tables } from "./tables.js";

/** Scrolls a picture that is wider than its frame to the method it is about. */
function centre(frame) {
  const focus = frame.querySelector(".focus");
  if (!focus || frame.scrollWidth <= frame.clientWidth) return;
  const at = focus.getBoundingClientRect();
  const middle = at.left + at.width / 2 - frame.getBoundingClientRect().left;
  frame.scrollLeft += middle - frame.clientWidth / 2;
}

header();
tables();
document.querySelectorAll("figure.lineage .scroll").forEach(centre);
