// The legend, which is the filter: relations, kinds of evidence, years.

import { make, sample } from "./make.js";

/** Writes the legend; `change` is told what shall be different. */
export function legend(form, graph, state, view, change) {
  const held = form.contains(document.activeElement) ? document.activeElement : null;
  const all = [...view.lines, ...view.others];
  const toggle = (key, name, label, line) => {
    const box = make("input", { type: "checkbox", name: key, value: name, checked: !state[key].has(name) });
    box.addEventListener("change", () => {
      const off = new Set(state[key]);
      if (box.checked) off.delete(name);
      else off.add(name);
      change({ [key]: off });
    });
    const count = all.filter((edge) => counts(state, edge, key, name)).length;
    const number = make("span", { className: "count", textContent: count });
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

/** Whether a link is one of those that a choice shows or hides, the other choices being as they are. */
function counts({ without, unsure }, { relation, evidence }, key, name) {
  if (key === "without") return relation.name === name && !unsure.has(evidence);
  return evidence === name && !without.has(relation.name);
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
