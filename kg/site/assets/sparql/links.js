// An answer read as a network: which of its cells are the ends of a link, and what the link is called.

import { isNumber, short } from "./terms.js";

/** Relations that lead from the newer to the older; pictures show the older first. */
const BACKWARD = new Set([
  "extends", "modifies", "scales", "simplifies", "combines", "searches", "descendsFrom", "mainParent", "buildsOn",
  "uses", "inspired_by", "inspiredBy", "contrasts_with", "contrastsWith",
]);

/** `{ nodes, links }`: terms that are ends, and `[from, to, name]` as positions among them; null if it has no links. */
export function network(answer, words) {
  const columns = answer.triples ? ["subject", "object", "predicate"] : ends(answer, words);
  if (!columns) return null;
  const [from, to, name] = columns;
  const numbers = new Map();
  const nodes = [];
  const links = new Map();
  const number = (term) => {
    const key = `${term.type} ${term.value}`;
    if (!numbers.has(key)) numbers.set(key, nodes.push(term) - 1);
    return numbers.get(key);
  };
  for (const row of answer.rows) {
    if (!row[from] || !row[to] || (answer.triples && row[to].type !== "uri")) continue;
    const word = short(row[name], words);
    const called = row[name]?.type === "uri" ? word.replace(/^[\w-]+:/, "") : word;
    const pair = [number(row[from]), number(row[to])];
    const link = [...(BACKWARD.has(called) ? pair.reverse() : pair), called];
    links.set(link.join(" "), link);
  }
  return links.size ? { nodes, links: [...links.values()] } : null;
}

/** The first two columns of IRIs; without such, the two columns of text that name most of the same things. */
function ends({ columns, rows }, words) {
  const some = columns.filter((column) => rows.some((row) => row[column]));
  const iris = some.filter((column) => rows.every((row) => !row[column] || row[column].type === "uri"));
  if (iris.length > 1) return [iris[0], iris[1], between(some, iris[0], iris[1])];
  const texts = some.filter((column) => !rows.some((row) => isNumber(row[column])));
  const values = new Map(texts.map((column) => [column, new Set(rows.map((row) => short(row[column], words)))]));
  let best = null;
  let most = 0;
  for (const [i, one] of texts.entries()) {
    for (const other of texts.slice(i + 1)) {
      const same = [...values.get(one)].filter((value) => value && values.get(other).has(value)).length;
      if (same > most) [best, most] = [[one, other, between(some, one, other)], same];
    }
  }
  return best;
}

/** The column that names a link: what stands between its ends, else the first beside them. */
function between(columns, one, other) {
  const middle = columns.slice(columns.indexOf(one) + 1, columns.indexOf(other));
  return middle[0] ?? columns.find((column) => column !== one && column !== other);
}

/** The part of a network that is left if it may have only so many nodes: those that the answer names first. */
export function first({ nodes, links }, most) {
  const kept = links.filter(([from, to]) => from < most && to < most);
  return { nodes: nodes.slice(0, most), links: kept };
}
