// Lineage among the points: which of the shown methods descend from which.

/** Relations and their colours, after Okabe and Ito. */
export const RELATIONS = {
  extends: "#0072B2",
  modifies: "#D55E00",
  scales: "#009E73",
  simplifies: "#56B4E9",
  combines: "#CC79A7",
  searches: "#E69F00",
  "descends, through others, from": "var(--faint)",
};
const THROUGH = Object.keys(RELATIONS).at(-1);

/** The point that stands for each method: its highest. */
export function representatives(shown, y) {
  const found = new Map();
  for (const row of shown) if (!found.has(row.method) || row[y] > found.get(row.method)[y]) found.set(row.method, row);
  return found;
}

/** The links to draw, `{child, parent, relation}` of rows, for none, for the line of one method, or for all. */
export function links(edges, shown, { lineage, y }, method) {
  if (lineage === "none") return [];
  const rows = representatives(shown, y);
  if (lineage === "own") {
    return rows.has(method) ? ["parent", "child"].flatMap((way) => walk(edges, rows, method, way)) : [];
  }
  return edges.filter(({ child, parent }) => rows.has(child) && rows.has(parent))
    .map(({ child, parent, relation }) => ({ child: rows.get(child), parent: rows.get(parent), relation }));
}

/** All links from a method towards its ancestors or its descendants; a way over methods not shown is one link. */
function walk(edges, rows, start, towards) {
  const back = towards === "parent" ? "child" : "parent";
  const next = new Map();
  for (const edge of edges) next.set(edge[back], [...(next.get(edge[back]) || []), edge]);
  const found = [];
  const seen = new Set([start]);
  for (const from of seen) {
    for (const [to, relation] of nearest(next, rows, from, towards)) {
      found.push({ [back]: rows.get(from), [towards]: rows.get(to), relation });
      seen.add(to);
    }
  }
  return found;
}

/** The first shown methods on each way from a method, with the relation, or that there are others between. */
function nearest(next, rows, from, towards) {
  const found = new Map();
  const seen = new Set([from]);
  for (const at of seen) {
    for (const edge of next.get(at) || []) {
      const to = edge[towards];
      if (!rows.has(to)) seen.add(to);
      else if (!found.has(to)) found.set(to, at === from ? edge.relation : THROUGH);
    }
  }
  return found;
}

/** A link as a sentence. */
export function sentence({ child, parent, relation }) {
  return `${child.method.name} ${relation} ${parent.method.name}`;
}
