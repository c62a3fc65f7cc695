// The SPARQL page: a question, the engine, the answer. What stands in the address bar is what is shown.

import { read, write } from "./address.js";
import { answer, presenter } from "./answer.js";
import { edit, plain } from "./editor.js";
import * as engine from "./engine.js";
import { examples } from "./examples.js";
import { explain } from "./faults.js";
import { form, refusal } from "./text.js";

const SOON = 150; // milliseconds
const LONG = 1000;
const part = (id) => document.getElementById(id);

let words;
let editor;
let upgraded;
let list;
let answers;
let shown = null; // what the address asks for, with its text
let found = null; // the answer to it
let turn = 0;
let clock;

async function begin() {
  words = await (await fetch(new URL("queries.json", location.href))).json();
  list = examples(part("examples"), part("sift"), part("none"), words.queries);
  answers = presenter(words, names, view);
  part("sparql").hidden = false;
  editor = plain(part("query"), ask);
  part("run").addEventListener("click", ask);
  part("stop").addEventListener("click", () => engine.stop());
  addEventListener("popstate", () => open(read()));
  // The editor is a large script: it waits until the first answer is on the screen, or is long in coming.
  await Promise.race([open(read()), engine.settled.then(() => new Promise((done) => setTimeout(done, LONG)))]);
  requestAnimationFrame(() => setTimeout(upgrade, SOON));
}

/** Puts the editor in the place of the plain text area, once. */
function upgrade() {
  upgraded ??= edit(part("query"), words, ask).then((better) => (editor = better), () => {});
  return upgraded;
}

/** Shows what an address asks for; one that asks for nothing gets the first of the named queries. */
function open(what) {
  const bare = what.named === null && what.query === null;
  const known = bare ? words.queries[0] : words.queries.find(({ name }) => name === what.named);
  if (!known && what.named !== null) return lost(what.named);
  const next = { named: known?.name ?? null, query: known?.text ?? what.query ?? "", network: what.network };
  if (bare) write(next, true);
  const same = found && shown.query === next.query;
  shown = next;
  if (same) return answers.present(found, called(), shown.network);
  editor.set(next.query);
  return run();
}

function lost(name) {
  turn += 1;
  if (busy()) engine.stop();
  found = null;
  ended(`There is no query named ${name} here.`, true);
}

/** Asks what stands in the editor. */
function ask() {
  const query = editor.text();
  const named = words.queries.find(({ text }) => text.trim() === query.trim())?.name ?? null;
  shown = { named, query, network: shown?.network ?? false };
  write(shown);
  run();
}

function view(network) {
  shown = { ...shown, network };
  write(shown);
  answers.present(found, called(), network);
}

async function run() {
  turn += 1;
  const mine = turn;
  const { query, named, network } = shown;
  if (busy()) engine.stop();
  introduce(words.queries.find(({ name }) => name === named));
  found = null;
  const why = refusal(query);
  if (why) return ended(why, true);
  working();
  const begun = performance.now();
  const triples = ["CONSTRUCT", "DESCRIBE"].includes(form(query));
  try {
    const { found: text, took } = await engine.ask(query, triples);
    if (mine !== turn) return undefined;
    found = answer(text, took, triples, query);
    ended("");
    return await answers.present(found, called(), network);
  } catch (error) {
    if (mine !== turn) return undefined;
    await upgrade();
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    if (error instanceof engine.Stopped) return ended(`Stopped after ${seconds} s.`);
    const { said, from, to } = explain(error.message, query, editor.amiss());
    if (from) editor.mark(from, to);
    return ended(said, true);
  }
}

function busy() {
  return !part("stop").disabled;
}

function working() {
  part("stop").disabled = false;
  part("answer").setAttribute("aria-busy", "true");
  tell(engine.isReady() ? "Running…" : "Fetching the engine and the graph…");
  if (!engine.isReady()) engine.settled.then(() => busy() && tell("Running…"));
  const begun = Date.now();
  clearInterval(clock);
  clock = setInterval(() => {
    part("clock").textContent = `${Math.round((Date.now() - begun) / 1000)} s`;
  }, 1000);
}

function ended(said, amiss = false) {
  clearInterval(clock);
  part("clock").textContent = "";
  part("stop").disabled = true;
  part("answer").removeAttribute("aria-busy");
  if (!found) answers.clear();
  tell(said, amiss);
}

function tell(said, amiss = false) {
  part("status").textContent = said;
  part("status").classList.toggle("amiss", amiss);
}

/** What a named query is about; a query of the reader's own has no such words. */
function introduce(query) {
  list.mark(query?.name);
  part("title").textContent = query?.summary || query?.name || "Your own query";
  const [about, columns = ""] = (query?.description ?? "").split(/\s*\bColumns: /);
  part("about").replaceChildren(...spoken(about));
  part("meant").replaceChildren(...spoken(columns));
  part("columns").hidden = !columns;
  part("page").hidden = !query;
  if (query) part("page").firstElementChild.href = `${document.documentElement.dataset.root}query/${query.name}/`;
}

/** A text in which what stands between backticks is code. */
function spoken(text) {
  return text.split("`").map((piece, i) => {
    if (i % 2 === 0) return piece;
    const code = document.createElement("code");
    code.textContent = piece;
    return code;
  });
}

function called() {
  return shown.named ?? "answer";
}

/** What people call the things that IRIs name: IRI -> a label, a name or a title, for those that have one. */
async function names(terms) {
  const iris = terms.filter(({ type }) => type === "uri").map(({ value }) => `<${value}>`);
  const text = `PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX foaf: <http://xmlns.com/foaf/0.1/>
    PREFIX dcterms: <http://purl.org/dc/terms/>
    SELECT ?it ?name { VALUES ?it { ${iris.join(" ")} } ?it rdfs:label|foaf:name|dcterms:title ?name }`;
  try {
    const told = JSON.parse((await engine.ask(text, false)).found).results.bindings;
    return new Map(told.reverse().map(({ it, name }) => [it.value, name.value]));
  } catch {
    return new Map(); // the engine was ended for another query: IRIs are names enough
  }
}

begin().catch((error) => {
  part("sparql").hidden = false;
  tell(error.message, true);
});
