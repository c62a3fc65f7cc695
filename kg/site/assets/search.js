// Search over everything that has a name: the field in the header, and a finder for other fields. The index is fetched
// and built when somebody first asks.

import { combobox, opensElsewhere } from "./combobox.js";

const ROOT = new URL("../", import.meta.url);
const OFFERED = 10;
const CHUNK = 300; // entries indexed at a stretch: some milliseconds, so that typing stays smooth
const NOTES = { venue: "venue", dataset: "data set", source: "source", query: "query" };
const RANKED = 200; // of a short text's many results, those that the index holds best
const LOOSE = 7; // the rank of what is found in other ways than by a name
const FAR = 10; // added to the rank for each letter that is misspelled
const LACKING = 100; // added to the rank for each word that is not found

let index = null;
let list = null;

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

/** All that has a name, fetched once: `{kinds, entries}`, an entry being kind, id, name, other names and a note. */
export function listed() {
  const failed = (error) => {
    list = null; // the next time may be luckier
    throw error;
  };
  list ??= fetch(new URL("search.json", ROOT)).then((response) => response.json()).catch(failed);
  return list;
}

async function build() {
  const [{ default: MiniSearch }, { kinds, entries }] = await Promise.all([
    import("./vendor/minisearch.js"),
    listed(),
  ]);
  const names = new MiniSearch({
    fields: ["name", "others", "note"],
    tokenize: pieces,
    processTerm: (term) => term,
    searchOptions: {
      tokenize: (text) => text.split(" "),
      boost: { name: 4, others: 2 },
      prefix: true,
      fuzzy: slips,
    },
  });
  const documents = entries.map(([, , name, others, note], id) => ({ id, name, others: others.join("\n"), note }));
  await names.addAllAsync(documents, { chunkSize: CHUNK });
  return { kinds, entries, names, folded: new Map() };
}

/** How many letters of a word may be wrong; a swap of two is two. A number is taken as it stands. */
function slips(word) {
  if (word.length < 4 || /^\p{N}+$/u.test(word)) return false;
  return word.length < 6 ? 1 : 2;
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

/** What the index finds, and for which words: for all of them; else for all their parts ("vgg16"); else for any. */
function results({ names, kinds: all, entries }, asked, kinds) {
  const filter = kinds && (({ id }) => kinds.includes(all[entries[id][0]]));
  const parts = asked.split(" ").flatMap((word) => word.split(BORDER)).join(" ");
  for (const text of new Set([asked, parts])) {
    const fields = text.length > 1 ? undefined : ["name"]; // a letter begins too much of the rest
    const found = names.search(text, { combineWith: "AND", filter, fields });
    if (found.length) return [text, found];
  }
  const some = parts.split(" ").filter((word) => word.length > 1).join(" ");
  const prefix = (word) => word.length > 2;
  return [some, names.search(some, { combineWith: "OR", filter, fields: ["name", "others"], prefix })];
}

/** Nearer names first; then methods before papers before people; then those that say least beside what was asked. */
function better(a, b) {
  if (a.rank !== b.rank) return a.rank - b.rank;
  return a.order - b.order || b.often - a.often || b.papers - a.papers || a.length - b.length || b.score - a.score;
}

function ranked(built, asked, { id, score, match, queryTerms }) {
  const [order, , name, , note] = built.entries[id];
  const words = asked.split(" ");
  const held = words.filter((word) => queryTerms.includes(word));
  const { meant, off } = corrected(held, Object.keys(match));
  const { rank, other } = nearness(built, id, meant);
  const papers = built.kinds[order] === "person" ? parseInt(note) : 0;
  const far = FAR * off + LACKING * (words.length - held.length);
  return { id, other, score, order, papers, meant, length: name.length, rank: rank + far };
}

function hit({ kinds, entries }, { id, other }) {
  const [order, slug, name, others, note] = entries[id];
  const path = [kinds[order], ...slug.split("/")].map(encodeURIComponent).join("/");
  const href = new URL(`${path}/`, ROOT).href;
  return { kind: kinds[order], id: slug, name, note, href, as: other < 0 ? "" : others[other] };
}

/**
 * What was asked, each word that begins none of the matched terms replaced by the one nearest to it; and how far `off`
 * that is: in edits, and half of one for a first letter, which is seldom wrong.
 */
function corrected(words, terms) {
  let off = 0;
  const meant = words.map((word) => {
    if (terms.some((term) => term.startsWith(word))) return word;
    const near = terms.map((term) => ({ term, far: edits(word, term) + (term[0] === word[0] ? 0 : 0.5) }));
    const { term, far } = near.reduce((a, b) => (b.far < a.far ? b : a));
    off += far;
    return term;
  });
  return { meant: meant.join(" "), off };
}

/** How many letters must be put in, left out, replaced or swapped with the next to make one word of another. */
function edits(one, other) {
  const table = [Array.from({ length: other.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= one.length; i += 1) {
    table[i] = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const replaced = table[i - 1][j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1);
      const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
      const swapped = isSwap ? table[i - 2][j - 2] + 1 : Infinity;
      table[i][j] = Math.min(table[i - 1][j] + 1, table[i][j - 1] + 1, replaced, swapped);
    }
  }
  return table[one.length][other.length];
}

/** How near an entry's names are to what was asked, 0 the nearest, and by which of its other names (-1: by its own). */
function nearness(built, id, asked) {
  const [name, ...others] = folds(built, id);
  const titled = ["paper", "source", "query"].includes(built.kinds[built.entries[id][0]]);
  const whole = (text) => !titled && asked.length > 1 && ` ${text} `.includes(` ${asked} `);
  const begins = (text) => text.startsWith(asked) || joined(text).startsWith(joined(asked));
  const begun = (text) => (word) => ` ${text} ${text.split(BORDER).join(" ")}`.includes(` ${word}`);
  const within = (text) => asked.split(" ").every(begun(text));
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
