// The engine seen from the page: begun as soon as this file is there, asked, and ended. After its end the next one
// takes the same bytes.

const WORKER = new URL("worker.js", import.meta.url);
const MODULE = new URL("../vendor/oxigraph_bg.wasm", import.meta.url);
const GRAPH = new URL(`${document.documentElement.dataset.root}graph.ttl`, location.href);

/** Said by `ask` when the reader has ended the query. */
export class Stopped extends Error {}

const parts = Promise.all([compiled(MODULE), bytes(GRAPH)]);
let waiting = new Map();
let number = 0;
let worker; // none after its death, until it is asked again
let loaded;
let ready = false;
let why; // of the last end

begin();

/** The answer to a query as the text of SPARQL's JSON results, and the milliseconds it took; `triples` for a graph. */
export async function ask(text, triples) {
  if (!worker) begin();
  const mine = worker;
  await loaded;
  if (mine !== worker) throw new Stopped();
  return call({ task: "ask", text, triples });
}

/** Whether the graph is there; a first question, or one after an end, waits for it. */
export function isReady() {
  return ready;
}

/** Resolves when the first engine is there, or has failed: until then it wants the whole machine. */
export const settled = loaded.then(() => {}, () => {});

/** Ends whatever runs, at once, and begins anew. */
export function stop() {
  end(new Stopped());
  begin();
}

function begin() {
  const mine = new Worker(WORKER, { type: "module" });
  mine.addEventListener("message", ({ data }) => settle(data));
  mine.addEventListener("error", (event) => end(new Error(event.message || "The engine could not be started.")));
  worker = mine;
  loaded = parts.then(([module, graph]) => {
    if (worker !== mine) throw why;
    return call({ task: "load", module, graph });
  });
  loaded.then(() => (ready = true), () => {}); // of a failure, whoever asks is told
}

function call(message) {
  number += 1;
  const answer = new Promise((resolve, reject) => waiting.set(number, { resolve, reject }));
  worker.postMessage({ id: number, ...message });
  return answer;
}

function settle({ id, failed, dead, ...answer }) {
  const { resolve, reject } = waiting.get(id);
  waiting.delete(id);
  if (failed === undefined) resolve(answer);
  else reject(new Error(failed));
  if (dead) end(new Error(failed));
}

function end(reason) {
  worker?.terminate();
  worker = undefined;
  ready = false;
  why = reason;
  for (const { reject } of waiting.values()) reject(reason);
  waiting = new Map();
}

async function found(address) {
  const response = await fetch(address).catch(() => null);
  if (!response?.ok) throw new Error(`${address.pathname.split("/").pop()} could not be fetched.`);
  return response;
}

async function bytes(address) {
  return (await found(address)).arrayBuffer();
}

/** Compiled while it arrives, if the server says what it is. */
async function compiled(address) {
  const response = await found(address);
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}
