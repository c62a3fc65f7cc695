// The results, and which of them a chart shows: what the choices leave, the best of each method, and why not the rest.

/** The training data of a result that used no more than the data set's own training part. */
export const OWN = "own training part";
/** The evaluation of a result that is neither a probe nor a zero shot. */
export const TRAINED = "trained or fine-tuned";

/** Fetches the results: `{rows, methods, families, edges, columns}`, rows and methods as objects. */
export async function load(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${response.status} for ${address}`);
  const { columns, edges, families, ...told } = await response.json();
  const methods = told.methods.map(([id, name, since, family, kind]) =>
    ({ id, name, since, year: decimal(since), family: families[family], kind }));
  const rows = told.rows.map((values) => {
    const row = Object.fromEntries(columns.map((column, i) => [column, values[i]]));
    row.method = methods[row.method];
    row.of = `${row.dataset} ${row.split}`;
    row.trained = row.trained_on || OWN;
    row.how = row.evaluation || TRAINED;
    return row;
  });
  name(rows);
  return { rows, methods, families, columns, edges: edges.map(([child, parent, relation]) =>
    ({ child: methods[child], parent: methods[parent], relation })) };
}

/** A month as a number of years; a year alone is put in its middle. */
function decimal(since) {
  const [year, month] = since.split("-").map(Number);
  return month ? year + (month - 0.5) / 12 : year + 0.5;
}

/** Gives every row the key by which an address names it. */
function name(rows) {
  const short = (row) => `${row.method.id}/${row.variant}`;
  const often = new Map();
  for (const row of rows) often.set(short(row), (often.get(short(row)) || 0) + 1);
  const seen = new Map();
  for (const row of rows) {
    const key = often.get(short(row)) > 1 ? `${short(row)}@${row.size || ""}` : short(row);
    const nth = (seen.get(key) || 0) + 1;
    seen.set(key, nth);
    row.key = nth > 1 ? `${key}~${nth}` : key;
  }
}

/** The number on an axis, or null. */
export function number(row, axis) {
  return axis === "year" ? row.method.year : row[axis];
}

/** What makes numbers comparable: results that differ in one of these are never ranked against each other. */
const KINDS = ["protocol", "how", "trained", "tier"];

/** The kind of number that a row has, as one text. */
export function comparable(row) {
  return KINDS.map((key) => row[key]).join("\n");
}

/**
 * The rows that the state shows, `shown`, and how many of the others fall to each reason, `left`, in words.
 * `grouped(row)` names the group that a row is drawn in. Of one method also those are shown that have no number across.
 */
export function choose(rows, state, grouped) {
  const left = [];
  let shown = rows;
  const keep = (reason, test) => {
    const kept = shown.filter(test);
    if (kept.length < shown.length) left.push([shown.length - kept.length, reason]);
    shown = kept;
  };
  const fits = (value, wanted) => wanted === "any" || value === wanted;
  keep("of other methods", (row) => fits(row.method.id, state.method));
  keep("on other data or another split", (row) => row.of === state.of);
  keep("under other protocols", (row) => fits(row.protocol, state.protocol));
  keep(state.tier === "claimed" ? "reproduced" : "claimed", (row) => fits(row.tier, state.tier));
  keep("trained on other data", (row) => fits(row.trained, state.trained));
  keep("evaluated in another way", (row) => fits(row.how, state.evaluation));
  keep(`without ${WORDS[state.y]}`, (row) => number(row, state.y) !== null);
  if (state.method === "any") keep(`without ${WORDS[state.x]}`, (row) => number(row, state.x) !== null);
  keep("in groups switched off", (row) => !state.off.includes(grouped(row)));
  if (state.each === "best") keep("not the best of their method", isBest(shown, state.y));
  return { shown, left };
}

/** What the numbers shown differ in that makes them not compare, but for the tier, which every point shows. */
export function differences(rows) {
  return KINDS.filter((key) => key !== "tier" && new Set(rows.map((row) => row[key])).size > 1);
}

/** What the axes show, in words. */
export const WORDS = { top1: "top-1", top5: "top-5", params: "a parameter count", madds: "a count of multiply-adds" };

/** A test whether a row is the best of its method among those that it can be compared with. */
function isBest(rows, y) {
  const best = new Map();
  const own = (row) => `${row.method.id}\n${comparable(row)}`;
  for (const row of rows) if (!best.has(own(row)) || row[y] > best.get(own(row))[y]) best.set(own(row), row);
  return (row) => best.get(own(row)) === row;
}

/**
 * The lines of the best, one for each of the largest kinds of number: the rows that nothing to their left equals, which
 * are the best so far, or the best for their cost. `words` tell the lines apart, and the colour of their points does if
 * the groups do. Over the years only claims have one: a reproduction is of weights that may be years younger than its
 * method.
 */
export function frontiers(shown, { x, y, by }, look) {
  const sound = (row) => (x === "year" ? row.tier === "claimed" : number(row, x) !== null);
  const kinds = d3.group(shown.filter(sound), comparable);
  const large = [...kinds.values()].filter((rows) => rows.length >= 8).sort((a, b) => b.length - a.length).slice(0, 4);
  const told = (key) => key === "tier" && x === "year";
  const apart = KINDS.filter((key) => told(key) || new Set(large.map(([row]) => row[key])).size > 1);
  const best = x === "year" ? "best so far" : "best for its cost";
  return large.filter((rows) => new Set(rows.map((row) => number(row, x))).size > 1).map((rows) => ({
    rows: record(rows, x, y),
    dashed: rows[0].tier === "reproduced",
    colour: KINDS.includes(by) ? look(rows[0]).colour : "var(--faint)",
    words: [best, apart.map((key) => rows[0][key]).join(", ")].filter(Boolean).join(": "),
  }));
}

function record(rows, x, y) {
  const sorted = [...rows].sort((a, b) => number(a, x) - number(b, x) || b[y] - a[y]);
  const found = [];
  for (const row of sorted) if (!found.length || row[y] > found.at(-1)[y]) found.push(row);
  return found;
}
