// The answer on the page: yes or no, a table, or a network; how much it is, how long it took, and ways to take it away.

import { save } from "../tables.js";
import { fragment } from "./address.js";
import { SHOWN, table } from "./table.js";
import { csv, ntriples } from "./terms.js";
import { countsYears } from "./text.js";

const CROWD = 300; // nodes that are drawn unless more are asked for
const part = (id) => document.getElementById(id);
const put = (...elements) => part("shown").replaceChildren(...elements);
const TRY = `PREFIX kg: <https://w3id.org/paperkin/ontology#>

CONSTRUCT { ?child kg:inspiredBy ?parent }
WHERE { ?child kg:inspiredBy ?parent }
`;

/** The engine's text of an answer to a query as values; `triples` tells a graph from a table. */
export function answer(found, took, triples, query) {
  const { head, boolean: truth, results } = JSON.parse(found);
  return { found, took, triples, query, truth, columns: head.vars ?? [], rows: results?.bindings ?? [] };
}

/** What shows answers; `names` finds what people call IRIs, `turn` is told when the reader turns to another view. */
export function presenter(words, names, turn) {
  let shown = null;
  let picture = null;

  for (const [id, asNetwork] of [["as-table", false], ["as-network", true]]) {
    part(id).addEventListener("click", () => turn(asNetwork));
  }
  const take = (id, ending, type, text) => {
    part(id).addEventListener("click", () => save(`${shown.name}.${ending}`, text(shown.answer), type));
  };
  take("take-csv", "csv", "text/csv", csv);
  take("take-json", "json", "application/sparql-results+json", ({ found }) => found);
  take("take-nt", "nt", "application/n-triples", ntriples);

  function clear() {
    picture?.end();
    picture = null;
    shown = null;
    part("answer").hidden = true;
    put();
  }

  /** Shows an answer under a name, as a table or as a network. */
  async function present(found, name, asNetwork) {
    clear();
    shown = { answer: found, name };
    const isTruth = found.truth !== undefined;
    part("answer").hidden = false;
    part("told").textContent = amount(found, asNetwork);
    part("views").hidden = isTruth;
    part("take").hidden = isTruth;
    part("take-json").hidden = found.triples;
    part("take-nt").hidden = !found.triples;
    part("as-table").setAttribute("aria-pressed", String(!asNetwork));
    part("as-network").setAttribute("aria-pressed", String(asNetwork));
    if (isTruth) put(text("p", found.truth ? "Yes" : "No", "truth"));
    else if (asNetwork) await drawn(found, CROWD).catch((error) => put(text("p", error.message)));
    else put(tabled(found, words));
  }

  async function drawn(found, most) {
    const mine = shown;
    const { first, network } = await import("./links.js");
    const { able, draw, ready } = await import("./network.js");
    const whole = network(found, words);
    if (shown !== mine) return;
    if (!whole || !able()) return void put(whole ? noPicture() : noNetwork());
    const some = whole.nodes.length > most ? first(whole, most) : whole;
    const [called] = await Promise.all([names(some.nodes), ready()]);
    if (shown !== mine) return;
    const place = text("div", "", "network");
    place.setAttribute("role", "img");
    place.setAttribute("aria-label", `Network of ${some.nodes.length} nodes; the table says the same`);
    const frame = text("div", "", "frame");
    frame.append(place);
    // Turning the wheel scrolls the page; with Ctrl it comes nearer, as it does on maps.
    const unheld = (event) => event.ctrlKey || event.metaKey || event.stopPropagation();
    frame.addEventListener("wheel", unheld, { capture: true });
    put(legend(some, whole), frame);
    picture?.end();
    picture = draw(place, some, called, words);
  }

  /** What stands above a picture: how much of it is drawn, and its buttons. */
  function legend(some, whole) {
    const element = text("div", "", "legend");
    element.append(text("span", some === whole ? size(whole) : `The first ${some.nodes.length} of ${size(whole)}`));
    if (some !== whole) {
      element.append(button(`Draw all ${many(whole.nodes.length)}`, "", () => drawn(shown.answer, Infinity)));
    }
    const zoom = text("span", "", "zoom");
    zoom.append(
      button("+", "Nearer", () => picture.nearer()),
      button("−", "Farther", () => picture.farther()),
      button("All", "The whole picture", () => picture.whole()),
    );
    element.append(zoom);
    return element;
  }

  return { present, clear };
}

function tabled(found, words) {
  if (!found.rows.length) return nothing(found.query);
  const frame = text("div", "", "table");
  Object.assign(frame, { tabIndex: 0, role: "region", ariaLabel: "Answer as a table" });
  frame.append(table(found, words));
  return frame;
}

function nothing(query) {
  const paragraph = text("p", "Nothing in the graph answers this.");
  if (countsYears(query)) {
    const way = text("code", "xsd:integer(STR(?year)) >= 2022");
    paragraph.append(" Years are xsd:gYear, which no number is compared with: write ", way, ".");
  }
  return paragraph;
}

function amount({ truth, triples, rows, took }, drawn) {
  const time = took < 1000 ? `${Math.max(1, Math.round(took))} ms` : `${(took / 1000).toFixed(1)} s`;
  if (truth !== undefined) return `in ${time}`;
  const what = triples ? "triple" : "row";
  const cut = rows.length > SHOWN && !drawn ? `; the first ${many(SHOWN)} are shown` : "";
  return `${many(rows.length)} ${what}${rows.length === 1 ? "" : "s"} in ${time}${cut}`;
}

function many(number) {
  return number.toLocaleString("en");
}

function noPicture() {
  return text("p", "This browser has no WebGL, so the network cannot be drawn. The table says the same.");
}

function noNetwork() {
  const takes = "triples (CONSTRUCT), two columns of IRIs, or two columns that name the same things";
  const paragraph = text("p", `This answer draws no network. That takes ${takes}: `);
  const link = text("a", "an example");
  link.href = fragment({ query: TRY, network: true });
  paragraph.append(link, ".");
  return paragraph;
}

function text(tag, content, className = "") {
  const element = document.createElement(tag);
  element.className = className;
  element.textContent = content;
  return element;
}

function size({ nodes, links }) {
  const words = new Set(links.map(([, , word]) => word.replaceAll("_", " ")));
  const same = words.size === 1 && !words.has("") ? `: ${[...words][0]}` : "";
  return `${many(nodes.length)} nodes, ${many(links.length)} link${links.length === 1 ? "" : "s"}${same}`;
}

function button(label, title, act) {
  const element = text("button", label, "tool");
  element.type = "button";
  if (title) Object.assign(element, { title, ariaLabel: title });
  element.addEventListener("click", act);
  return element;
}
