// The engine, in a thread of its own so that it can be ended: Oxigraph, which takes the whole graph into memory.

import init, { Store } from "../vendor/oxigraph.js";

const JSON_RESULTS = "application/sparql-results+json";

let store;

const tasks = {
  async load({ module, graph }) {
    await init({ module_or_path: module });
    store = new Store();
    store.load(new Uint8Array(graph), { format: "text/turtle", lenient: true });
    return { triples: store.size };
  },

  /** The answer as the text of SPARQL's JSON results; triples are rows of subject, predicate, object. */
  ask({ text, triples }) {
    const begun = performance.now();
    const found = triples ? rows(store.query(text)) : store.query(text, { results_format: JSON_RESULTS });
    return { found, took: performance.now() - begun };
  },
};

function rows(quads) {
  const bindings = quads.map((quad) => triple(quad));
  return JSON.stringify({ head: { vars: ["subject", "predicate", "object"] }, results: { bindings } });
}

function triple({ subject, predicate, object }) {
  return { subject: term(subject), predicate: term(predicate), object: term(object) };
}

function term(one) {
  if (one.termType === "NamedNode") return { type: "uri", value: one.value };
  if (one.termType === "BlankNode") return { type: "bnode", value: one.value };
  if (one.termType === "Quad") return { type: "triple", value: triple(one) };
  const { value, language, datatype } = one;
  if (language) return { type: "literal", value, "xml:lang": language };
  return { type: "literal", value, datatype: datatype.value };
}

self.addEventListener("message", async ({ data }) => {
  try {
    self.postMessage({ id: data.id, ...(await tasks[data.task](data)) });
  } catch (error) {
    // What the engine says is a plain Error; anything else is its own death, after which it cannot be trusted.
    self.postMessage({ id: data.id, failed: String(error.message ?? error), dead: error.constructor !== Error });
  }
});
