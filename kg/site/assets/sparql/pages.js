// The pages of what an answer names: in a column that is called like a kind of thing, its name leads to its page.

import { listed } from "../search.js";

let paths = null; // kind -> name -> path, null for a name that several have; once it has been fetched

/** Where a name in a column leads, as far as it is known: the address of its page, or nothing. */
export function page(column, term, words) {
  if (!paths || !isName(term)) return undefined;
  const kinds = words.columns[column] ?? [];
  const found = kinds.filter((kind) => paths.get(kind)?.has(term.value)).map((kind) => paths.get(kind).get(term.value));
  return found.length === 1 && found[0] ? `${document.documentElement.dataset.root}${found[0]}/` : undefined;
}

/** Fetches the names if an answer has columns that name things; resolves to whether there is something new. */
export async function learn({ columns, rows }, words) {
  const names = columns.some((column) => words.columns[column] && rows.some((row) => isName(row[column])));
  if (paths || !names) return false;
  try {
    paths = byName(await listed());
    return true;
  } catch {
    return false; // names without links are names enough; the next answer may be luckier
  }
}

function isName(term) {
  return term?.type === "literal";
}

function byName({ kinds, entries }) {
  const found = new Map(kinds.map((kind) => [kind, new Map()]));
  for (const [kind, id, name] of entries) {
    const named = found.get(kinds[kind]);
    named.set(name, named.has(name) ? null : `${kinds[kind]}/${id}`);
  }
  return found;
}
