// Elements of the page around the picture. Text goes in as text only.

/** An element with properties and children; children that are null are left out. */
export function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** A button that does something. */
export function button(text, act, className = "tool") {
  const found = make("button", { type: "button", className, textContent: text });
  found.addEventListener("click", act);
  return found;
}

/** A piece of line as the picture has it: its colour the relation, its dashes the evidence. */
export function sample(relation, evidence = "stated") {
  return make("span", { className: `line ${relation} ${evidence}` });
}

/** "1 method", "2 methods". */
export function counted(n, noun) {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
