// Search: typing offers names, Enter jumps to the marked one.

const find = document.getElementById("find");
const found = document.getElementById("found");

let offered = [];
let marked = 0;

function matching(text) {
  const words = text.trim().toLowerCase();
  if (!words) return [];
  const rank = (node) => {
    const at = node.name.toLowerCase().indexOf(words);
    return at === 0 ? 0 : at > 0 ? 1 : node.title.toLowerCase().includes(words) ? 2 : 3;
  };
  const ranked = data.nodes.map((node, i) => [rank(node), node.name.length, i]).filter(([at]) => at < 3);
  return ranked.sort((a, b) => a[0] - b[0] || a[1] - b[1] || a[2] - b[2]).slice(0, 8).map(([, , i]) => i);
}

/** Shows what has been found for the text in the field, or for another that is put there. */
function offer(text = find.value) {
  find.value = text;
  offered = matching(text);
  found.replaceChildren(...offered.map((i, k) => {
    const node = data.nodes[i];
    const year = make("span", { className: "count", textContent: node.year > 0 && node.kind !== "repository" ? node.year : "" });
    const name = make("span", { textContent: node.name });
    const item = make("li", { id: `found-${k}`, role: "option", ariaSelected: String(k === marked) }, name, year);
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      jump(i);
    });
    return item;
  }));
  if (find.value.trim() && !offered.length) found.append(make("li", { className: "none", textContent: "nothing by this name" }));
  found.hidden = !found.children.length;
  find.setAttribute("aria-expanded", String(!found.hidden));
  if (offered.length) find.setAttribute("aria-activedescendant", `found-${marked}`);
  else find.removeAttribute("aria-activedescendant");
}

function jump(i) {
  offer("");
  find.blur();
  const near = !state.asking && view().places[i];
  const seen = near && inSight(near) && network.getScale() > 0.6;
  choose(i, wide.matches || state.open);
  if (!near) home();
  else if (!seen) moveTo(near.x, near.y, Math.max(0.92, network.getScale()), true);
  place.focus({ preventScroll: true });
}

function seek(event) {
  if (event.key === "ArrowDown") marked = Math.min(marked + 1, offered.length - 1);
  else if (event.key === "ArrowUp") marked = Math.max(marked - 1, 0);
  else if (event.key === "Enter" && offered.length) return jump(offered[marked]);
  else return;
  event.preventDefault();
  offer();
}

find.addEventListener("input", () => {
  marked = 0;
  offer();
});
find.addEventListener("keydown", seek);
find.addEventListener("blur", () => {
  found.hidden = true;
});
