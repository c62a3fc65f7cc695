// The named queries, to choose from: each a link that says what it shows, so that the address bar does the rest.

import { fragment } from "./address.js";

/** Fills the list, and lets the field above it narrow what is listed. */
export function examples(list, field, none, queries) {
  const items = queries.map((query) => {
    const link = document.createElement("a");
    link.href = fragment({ named: query.name });
    link.textContent = query.summary || query.name;
    const name = document.createElement("code");
    name.textContent = query.name;
    const item = document.createElement("li");
    item.append(link, " ", name);
    return { item, link, name: query.name, words: [query.name, query.summary, ...query.tags].join(" ").toLowerCase() };
  });
  list.replaceChildren(...items.map(({ item }) => item));
  field.addEventListener("input", () => {
    const sought = field.value.toLowerCase().split(/\s+/);
    for (const { item, words } of items) item.hidden = !sought.every((word) => words.includes(word));
    none.hidden = items.some(({ item }) => !item.hidden);
  });
  return {
    /** Marks the one that is shown, and brings it into the list's sight, not the page's. */
    mark(shown) {
      for (const { item, link, name } of items) {
        if (name !== shown) link.removeAttribute("aria-current");
        else {
          link.setAttribute("aria-current", "true");
          const below = item.offsetTop - list.offsetTop;
          const end = list.scrollTop + list.clientHeight;
          if (below < list.scrollTop || below + item.offsetHeight > end) list.scrollTop = below;
        }
      }
    },
  };
}
