// The form above the picture: where to start, the second method, steps, everything.

import { combobox } from "../combobox.js";
import { finder } from "../search.js";
import { addressOf, chained, started, usual } from "./state.js";

const MOST = 10;

/** Makes the form work; `begin` turns to a state. Gives `show(state, view)`, which brings it up to date. */
export function choose(form, acts, now, begin) {
  const { start, other } = form.elements;
  form.addEventListener("submit", (event) => event.preventDefault());
  field(start, (i) => begin({ ...started(now().state, i), about: { method: i } }, true));
  field(other, (i) => begin(chained(now().state, now().state.at, i), true));
  other.addEventListener("change", () => {
    if (!other.value && now().state.ends) acts.start(now().state.at);
  });
  form.elements.everything.addEventListener("click", acts.all);
  form.elements.reset.addEventListener("click", acts.reset);

  function field(input, pick) {
    combobox(input, {
      offer: (text) => offers(now().graph, text),
      pick: ({ id }) => {
        const { graph, state } = now();
        const i = graph.byId.get(id);
        if (input === other && i === state.at) return;
        pick(i);
      },
      label: ({ name, note, as }) => ({ name: as ? `${name} · ${as}` : name, note }),
    });
    input.addEventListener("focus", () => input.select());
  }

  /** Brings the form up to date. */
  function show(state, view) {
    const { graph } = now();
    form.elements.everything.hidden = "missing" in form.elements.everything.dataset;
    form.elements.everything.disabled = state.all;
    form.elements.reset.disabled = addressOf(graph, state) === addressOf(graph, usual(graph, state.at));
    start.value = state.all ? "" : graph.nodes[state.at].name;
    other.value = state.ends ? graph.nodes[state.ends[1]].name : "";
    for (const way of ["up", "down"]) {
      const [n, most] = [Math.min(view.steps[way], view.most[way]), view.most[way]];
      const [fewer, more] = form.querySelectorAll(`[data-way="${way}"]`);
      form.querySelector(`#steps-${way}`).textContent = state.all ? "all" : most ? `${n} of ${most}` : "none";
      fewer.disabled = state.all || n === 0;
      more.disabled = state.all || n === most;
    }
  }

  return { show };
}

/** The methods that a text may mean; by their names alone where the site has no search. */
async function offers(graph, text) {
  if (document.getElementById("search")) return (await finder(["method"])).search(text);
  const found = graph.nodes.filter((node) => node.name.toLowerCase().includes(text.toLowerCase()));
  const begins = (node) => node.name.toLowerCase().startsWith(text.toLowerCase());
  return found.sort((a, b) => begins(b) - begins(a) || a.name.length - b.name.length).slice(0, MOST)
    .map(({ id, name, year }) => ({ id, name, note: String(year) }));
}
