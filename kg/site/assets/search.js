// Search over everything that has a name: the field in the header, and a finder for other fields. The index is fetched
// and built when somebody first asks.

import { combobox, opensElsewhere } from "./combobox.js";

const ROOT = new URL("../", import.meta.url);
const OFFERED = 10;
const CHUNK = 300; // entries indexed at a stretch: some milliseconds, so that typing stays smooth
const NOTES = { venue: "venue", dataset: "data set", query: "query" };
const RANKED = 200; // of a short text's many results, those that the index holds best
const LOOSE = 7; // the rank of what is found in other ways than by a name
const FAR = 10; // added to the rank of what is found only by a misspelling

let index = null;

/** Shows the search of the header; "/" goes to it from anywhere, Enter to the page of what is marked. */
export function header() {
  const form = document.getElementById("search");
  if (!form) return;
  const input = form.querySelector("input");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("focus", () => finder().catch(() => {})); // what fails is told when something is asked
  combobox(input, { offer: async (text) => (await finder()).search(text), pick: go, label });
  document.addEventListener("keydown", (event) => {
    const writing = event.target.closest?.("input, select, textarea, [contenteditable]");
    const held = event.ctrlKey || event.metaKey || event.altKey;
    if (event.key !== "/" || writing || held || event.defaultPrevented) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
}

function go({ href }, event) {
  if (opensElsewhere(event)) open(href, "_blank", "noopener");
  else location.href = href;
}

function label({ kind, name, note, as }) {
  const said = NOTES[kind] || (kind === "paper" ? `paper · ${note}` : note);
  return { name: as ? `${name} · ${as}` : name, note: said };
}

/**
 * A search over the given kinds, or over all. `search(text)` gives the ten best hits, the best first:
 * `{kind, id, name, note, href, as}`; `as` is the other name by which it was found, if it was.
 */
export async function finder(kinds = null) {
  index ??= build();
  try {
    const built = await index;
    return { search: (text) => search(built, text, kinds) };
  } catch (error) {
    index = null; // the next time may be luckier
    throw new Error("the search could not be loaded", { cause: error });
  }
}

async function build() {
  const [{ default: MiniSearch }, response] = await Promise.all([
    import("./vendor/minisearch.js"),
    fetch(new URL("search.json", ROOT)),
  ]);
  const { kinds, entries } = await response.json();
  const names = new MiniSearch({
    fields: ["name", "others", "note"],
    tokenize: pieces,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (text) => text.split(" "),
      boost: { name: 4, others: 2 },
      prefix: true,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
    },
  });
  const documents = entries.map(([, , name, others, note], id) => ({ id, name, others: others.join("\n"), note }));
  await names.addAllAsync(documents, { chunkSize: CHUNK });
  return { kinds, entries, names, folded: new Map() };
}

/** A text as it is compared: without accents, case and punctuation. */
function fold(text) {
  return plain(text).toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function plain(text) {
  const bare = { ø: "o", Ø: "O", ł: "l", Ł: "L", ı: "i", đ: "d", Đ: "D", ß: "ss" };
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øØłŁıđĐß]/g, (letter) => bare[letter]);
}

const WORD = /[\p{L}\p{N}]+/gu;
const BORDER = /(?<=\p{Ll})(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})|(?<=\p{L})(?=\p{N}|v\d)/u;

/**
 * What a text is found by: its words, each also from every inner border on ("MobileNetV2": mobilenetv2, netv2, v2, 2),
 * and a name of a few words also in one ("Inception-v3": inceptionv3).
 */
function pieces(text) {
  const found = new Set();
  for (const line of plain(text).split("\n")) {
    const words = line.match(WORD) || [];
    for (const word of words) {
      const parts = word.split(BORDER);
      parts.forEach((_, i) => found.add(parts.slice(i).join("").toLowerCase()));
    }
    if (words.length < 5) found.add(words.join("").toLowerCase());
  }
  return [...found];
}

function search(built, text, kinds) {
  const [arxiv] = /\d{4}\.\d{4,5}/.exec(text) || []; // also out of a pasted address
  const [asked, found] = results(built, fold(arxiv || text), kinds);
  const near = found.slice(0, RANKED).map((result) => ranked(built, asked, result));
  const often = new Map();
  for (const { meant } of near) often.set(meant, (often.get(meant) || 0) + 1);
  for (const one of near) one.often = often.get(one.meant);
  return near.sort(better).slice(0, OFFERED).map((one) => hit(built, one));
}

/** What the index finds, and for which words: all, or the first ones; "ResNeXt-50" and "vgg16" say more than a name. */
function results({ names, kinds: all, entries }, asked, kinds) {
  const filter = kinds && (({ id }) => kinds.includes(all[entries[id][0]]));
  for (let words = asked.split(" "), whole = true; words.length; whole = false) {
    const fields = asked.length > 1 ? undefined : ["name"]; // a letter begins too much of the rest
    const found = names.search(words.join(" "), { combineWith: "AND", filter, fields });
    if (found.length) return [words.join(" "), found];
    words = whole && BORDER.test(asked) ? words.flatMap((word) => word.split(BORDER)) : words.slice(0, -1);
  }
  return [asked, []];
}

/** Nearer names first; then methods before papers before people; then those that say least beside what was asked. */
function better(a, b) {
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.order - b.order || b.often - a.often || b.papers - a.papers || a.length - b.length || b.score - a.score;
}

function ranked(built, asked, { id, score, match }) {
  const [order, , name, , note] = built.entries[id];
  const meant = corrected(asked, Object.keys(match));
  const { rank, other } = nearness(built, id, meant);
  const papers = built.kinds[order] === "person" ? parseInt(note) : 0;
  return { id, other, score, order, papers, meant, length: name.length, rank: meant === asked ? rank : rank + FAR };
}

function hit({ kinds, entries }, { id, other }) {
  const [order, slug, name, others, note] = entries[id];
  const href = new URL(`${kinds[order]}/${encodeURIComponent(slug)}/`, ROOT).href;
  return { kind: kinds[order], id: slug, name, note, href, as: other < 0 ? "" : others[other] };
}

/** What was asked, each word that begins none of the matched terms replaced by the one that it was taken for. */
function corrected(asked, terms) {
  return asked.split(" ").map((word) => {
    if (terms.some((term) => term.startsWith(word))) return word;
    const off = (term) => Math.abs(term.length - word.length);
    const like = terms.filter((term) => term[0] === word[0]);
    return (like.length ? like : terms).reduce((a, b) => (off(b) < off(a) ? b : a));
  }).join(" ");
}

/** How near an entry's names are to what was asked, 0 the nearest, and by which of its other names (-1: by its own). */
function nearness(built, id, asked) {
  const [name, ...others] = folds(built, id);
  const titled = ["paper", "query"].includes(built.kinds[built.entries[id][0]]);
  const whole = (text) => !titled && asked.length > 1 && ` ${text} `.includes(` ${asked} `);
  const begins = (text) => text.startsWith(asked) || joined(text).startsWith(joined(asked));
  const within = (text) => asked.split(" ").every((word) => ` ${text}`.includes(` ${word}`));
  const equal = (text) => joined(text) === joined(asked);
  const tests = [[equal, 0, 1], [whole, 2, 5], [begins, 3, 5], [within, 4, 6]];
  let best = { rank: LOOSE, other: -1 };
  for (const [test, own, foreign] of tests) {
    if (own < best.rank && test(name)) best = { rank: own, other: -1 };
    const other = foreign < best.rank ? others.findIndex(test) : -1;
    if (other >= 0) best = { rank: foreign, other };
  }
  return best;
}

/** An entry's names as they are compared, kept once they have been asked for. */
function folds({ entries, folded }, id) {
  if (!folded.has(id)) folded.set(id, [entries[id][2], ...entries[id][3]].map(fold));
  return folded.get(id);
}

function joined(text) {
  return text.replaceAll(" ", "");
}
