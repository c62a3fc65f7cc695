// The legend, which is the filter: relations, kinds of evidence, years.

import { make, sample } from "./make.js";
import { drawnOf } from "./view.js";

/** Writes the legend; `change` is told what shall be different. */
export function legend(form, graph, state, view, change) {
  const held = form.contains(document.activeElement) ? document.activeElement : null;
  const toggle = (key, name, label, line) => {
    const box = make("input", { type: "checkbox", name: key, value: name, checked: !state[key].has(name) });
    box.addEventListener("change", () => {
      const off = new Set(state[key]);
      if (box.checked) off.delete(name);
      else off.add(name);
      change({ [key]: off });
    });
    const number = make("span", { className: "count", textContent: count(graph, state, view, key, name) });
    return make("label", {}, box, line, make("span", { textContent: label }), number);
  };
  const relations = graph.relations.map(({ name, verb }) => toggle("without", name, verb, sample(name)));
  const evidence = graph.evidence.map((kind) => toggle("unsure", kind, kind, sample("", kind)));
  form.replaceChildren(
    group("Relations", relations), group("Evidence", evidence),
    group("Years", ["from", "to"].flatMap((end, i) => [i ? "–" : "years", years(graph, state, end, change)])));
  if (!held) return;
  const like = (one) => one.name === held.name && (one.type !== "checkbox" || one.value === held.value);
  [...form.elements].find(like)?.focus();
}

/** How many links a choice shows, or would show, the other choices being as they are. */
function count(graph, state, view, key, name) {
  const off = new Set(state[key]);
  const { edges } = off.delete(name) ? drawnOf(graph, { ...state, [key]: off }, view.within) : view;
  return edges.filter(({ relation, evidence }) => (key === "without" ? relation.name : evidence) === name).length;
}

function years(graph, state, end, change) {
  const choice = make("select", { name: end, ariaLabel: end === "from" ? "First year" : "Last year" },
    ...graph.years.map((year) => make("option", { textContent: year })));
  choice.value = state.years[end];
  choice.addEventListener("change", () => {
    const years = { ...state.years, [end]: Number(choice.value) };
    if (years.from > years.to) years[end === "from" ? "to" : "from"] = years[end];
    change({ years });
  });
  return choice;
}

function group(name, children) {
  const found = make("div", { ariaLabel: name }, ...children);
  found.setAttribute("role", "group");
  return found;
}
