// What is said beside the picture: tooltip, panel, legend, the question what to show. Text goes in as text only.

const panel = document.getElementById("panel");
const tip = document.getElementById("tip");
const legend = document.getElementById("legend");
const ask = document.getElementById("ask");

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children.filter((child) => child !== null));
  return element;
}

function sample(relation, evidence) {
  const line = make("span", { className: `line ${evidence || "stated"}` });
  line.style.borderColor = relation ? theme.relations.get(relation) : "";
  return line;
}

function showTip(text, x, y, kind) {
  tip.hidden = !text;
  tip.className = kind;
  if (!text) return;
  tip.textContent = text;
  const left = Math.min(x + 14, place.clientWidth - tip.offsetWidth - 8);
  const top = y + 18 + tip.offsetHeight > place.clientHeight ? y - tip.offsetHeight - 10 : y + 18;
  tip.style.left = `${Math.max(8, left)}px`;
  tip.style.top = `${Math.max(8, top)}px`;
}

// -- the panel

function verbOf(relation) {
  return data.relations.find((one) => one.name === relation).verb;
}

function nameButton(i) {
  const button = make("button", { type: "button", className: "name", textContent: data.nodes[i].name });
  button.addEventListener("click", () => choose(i, true));
  return button;
}

function paperLink(node) {
  const text = node.title || (node.url ? "Paper" : "");
  if (!text) return null;
  if (!/^https?:\/\//i.test(node.url)) return make("p", { className: "paper", textContent: text });
  const link = make("a", { href: node.url, rel: "noopener noreferrer", target: "_blank", textContent: text });
  return make("p", { className: "paper" }, link);
}

function reason(edge, ...head) {
  const where = [edge.where, edge.evidence].filter(Boolean).join(" · ");
  return make("li", {},
    make("p", { className: "head" }, sample(edge.relation, edge.evidence), ...head),
    edge.how ? make("p", { textContent: edge.how }) : null,
    edge.why ? make("p", { className: "why", textContent: `because ${edge.why}` }) : null,
    where ? make("p", { className: "where", textContent: where }) : null);
}

function reasons(title, links, head) {
  if (!links.length) return [];
  return [make("h3", { textContent: title }), make("ul", {}, ...links.map((edge) => reason(edge, ...head(edge))))];
}

/** Links that build on something, descent first; or those that only set apart. */
function ranked(links, building) {
  const kept = links.filter((edge) => (edge.relation !== "contrasts_with") === building);
  const rank = (edge) => (edge.line ? 0 : 1) * 100 + data.relations.findIndex((one) => one.name === edge.relation);
  return kept.sort((a, b) => rank(a) - rank(b));
}

function aboutNode(i) {
  const node = data.nodes[i];
  const facts = [node.kind, node.venue, node.year > 0 && node.kind !== "repository" ? String(node.year) : ""].filter(Boolean).join(" · ");
  return [
    make("h2", { textContent: node.name }),
    make("p", { className: "facts", textContent: facts }),
    paperLink(node),
    ...reasons("Comes from", ranked(above[i], true), (edge) => [`${verbOf(edge.relation)} `, nameButton(edge.from)]),
    ...reasons("Led to", ranked(below[i], true), (edge) => [nameButton(edge.to), ` ${verbOf(edge.relation)} it`]),
    ...reasons("Not to be confused with", ranked(above[i], false), (edge) => [nameButton(edge.from)]),
    ...reasons("Set apart from it", ranked(below[i], false), (edge) => [nameButton(edge.to)]),
  ];
}

function aboutEdge(edge) {
  return [
    make("h2", { textContent: `${data.nodes[edge.to].name} ${verbOf(edge.relation)} ${data.nodes[edge.from].name}` }),
    make("ul", {}, reason(edge, nameButton(edge.to), ` ${verbOf(edge.relation)} `, nameButton(edge.from))),
    paperLink(data.nodes[edge.to]),
  ];
}

function showPanel() {
  const shown = state.open && (state.edge >= 0 || state.focus >= 0);
  panel.hidden = !shown;
  if (!shown) return;
  const close = make("button", { type: "button", className: "close", textContent: "×", ariaLabel: "Close" });
  close.addEventListener("click", () => change({ open: false, edge: -1 }));
  const content = state.edge >= 0 ? aboutEdge(data.edges[state.edge]) : aboutNode(state.focus);
  panel.replaceChildren(close, ...content.filter(Boolean));
  panel.scrollTop = 0;
}

// -- the legend, which is the filter

function toggle(set, name, label, line, count) {
  const box = make("input", { type: "checkbox", checked: !state[set].has(name), value: name, name: set });
  box.addEventListener("change", () => {
    const off = new Set(state[set]);
    if (box.checked) off.delete(name);
    else off.add(name);
    change({ [set]: off });
  });
  const number = count ? make("span", { className: "count", textContent: count }) : null;
  return make("label", { title: `Show or hide: ${label}` }, box, line, make("span", { textContent: label }), number);
}

function yearChoice(key, label) {
  const choice = make("select", { name: key, ariaLabel: label }, ...years.map((year) => make("option", { textContent: year })));
  choice.value = state[key];
  choice.addEventListener("change", () => {
    const other = key === "from" ? { to: Math.max(state.to, +choice.value) } : { from: Math.min(state.from, +choice.value) };
    change({ [key]: +choice.value, ...other });
  });
  return choice;
}

function counted(key, value) {
  return data.edges.filter((edge) => edge[key] === value && edge.from >= 0 && edge.to >= 0).length;
}

function group(name, children) {
  return children.length ? make("div", { className: "group", role: "group", ariaLabel: name }, ...children) : null;
}

function showLegend() {
  const focused = legend.contains(document.activeElement) ? document.activeElement : null;
  const relations = data.relations.map(({ name, verb }) =>
    toggle("without", name, verb, sample(name), counted("relation", name)));
  const evidence = evidenceKinds.map((kind) => toggle("unsure", kind, kind, sample("", kind)));
  const range = years.length > 1 ? [yearChoice("from", "First year"), "–", yearChoice("to", "Last year")] : [];
  const buttons = last > 0 && !state.asking ? [viewButton()] : [];
  buttons.push(Object.assign(button("Reset", reset), { disabled: !address() }));
  legend.querySelector("form").replaceChildren(...[
    group("Relations", relations), group("Evidence", evidence), group("Years", range), group("Show", buttons),
  ].filter(Boolean));
  if (focused && focused.name) {
    const like = (e) => e.name === focused.name && (e.type !== "checkbox" || e.value === focused.value);
    [...legend.querySelectorAll("input, select")].find(like)?.focus();
  }
}

function button(text, act) {
  const found = make("button", { type: "button", textContent: text });
  found.addEventListener("click", act);
  return found;
}

function viewButton() {
  if (state.view !== last) return button(`Show all ${data.nodes.length}`, () => change({ view: last }, true));
  const around = Math.max(0, data.views.findIndex((one) => one.hub === state.focus && one.hub >= 0));
  const name = data.nodes[data.views[around].hub].name;
  return button(`Only around ${name}`, () => change({ view: around, focus: data.views[around].hub }, true));
}

function showQuestion() {
  ask.hidden = !state.asking;
  if (!state.asking) return;
  const hubs = data.views.slice(0, last).map((one, i) =>
    button(data.nodes[one.hub].name, () => change({ view: i, focus: one.hub, asking: false }, true)));
  ask.replaceChildren(
    make("h2", { textContent: `${data.nodes.length} are too many to read at once.` }),
    make("p", { textContent: "Search for a name, or start with one that many others are linked to:" }),
    make("p", { className: "choices" }, ...hubs),
    make("p", {}, button(`Show all ${data.nodes.length}`, () => change({ view: last, asking: false }, true))));
}
