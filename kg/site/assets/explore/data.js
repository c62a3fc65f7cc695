// What there is: methods and the links between them, read once; reasons are fetched when somebody asks for them.

const ROOT = new URL("../../", import.meta.url);
const cards = new Map();

/** The address of a page of the site, such as `method/wrn/`. */
export function page(path) {
  return new URL(path, ROOT).href;
}

/** Everything without its reasons: see `graphOf`. */
export async function load() {
  const answer = await fetch(page("explore/lineage.json"));
  if (!answer.ok) throw new Error(`The lineage could not be read (${answer.status}).`);
  return graphOf(await answer.json());
}

/**
 * Nodes know their links of descent to parents (`up`) and children (`down`) and all others (`beside`); an edge leads
 * from `child` to `parent`, both positions in `nodes`.
 */
function graphOf(data) {
  const nodes = data.nodes.map(([id, name, kind, year, family, x, y], i) => ({
    i, id, name, year, x, y, kind: data.kinds[kind], family: data.families[family], up: [], down: [], beside: [],
  }));
  const edges = data.edges.map(([child, parent, relation, evidence], number) => ({
    number, child, parent, relation: data.relations[relation], evidence: data.evidence[evidence],
  }));
  for (const edge of edges) {
    nodes[edge.child][edge.relation.descent ? "up" : "beside"].push(edge);
    nodes[edge.parent][edge.relation.descent ? "down" : "beside"].push(edge);
  }
  return {
    nodes, edges, relations: data.relations, evidence: data.evidence, start: data.start,
    years: [...new Set(nodes.map((node) => node.year))].sort((a, b) => a - b),
    byId: new Map(nodes.map((node) => [node.id, node.i])),
  };
}

/** Steps from `starts` to ancestors (`up`) or descendants (`down`): the new nodes of each, the first `starts`. */
export function layers(graph, starts, way) {
  const seen = new Set(starts);
  const found = [[...seen]];
  for (;;) {
    const next = [];
    for (const i of found[found.length - 1]) {
      for (const edge of graph.nodes[i][way]) {
        const other = way === "up" ? edge.parent : edge.child;
        if (!seen.has(other)) next.push(other);
        seen.add(other);
      }
    }
    if (!next.length) return found;
    found.push(next);
  }
}

/** All within so many steps of `starts`, `starts` among them. */
export function reach(graph, starts, way, steps = Infinity) {
  return new Set(layers(graph, starts, way).slice(0, steps + 1).flat());
}

/** Whether more than so many methods descend from one. */
export function hasMore(graph, i, count) {
  const seen = new Set([i]);
  for (const one of seen) {
    for (const edge of graph.nodes[one].down) seen.add(edge.child);
    if (seen.size > count + 1) return true;
  }
  return false;
}

/** What is told of a method on its page, or null if that cannot be had. */
export function card(id) {
  if (!cards.has(id)) cards.set(id, fetchCard(id));
  return cards.get(id);
}

async function fetchCard(id) {
  try {
    const answer = await fetch(page(`method/${encodeURIComponent(id)}.json`));
    return answer.ok ? await answer.json() : null;
  } catch {
    cards.delete(id); // the way to the site may be open again later
    return null;
  }
}

/** How, why and where of a link, or an empty object. */
export async function reason(graph, edge) {
  const told = await card(graph.nodes[edge.child].id);
  if (!told) return {};
  const parent = graph.nodes[edge.parent].id;
  const from = [...(told.comes_from || []), ...(told.not_to_be_confused_with || [])];
  return from.find((one) => (one.parent_id || one.method_id) === parent) || {};
}

/** A link in one sentence; `told` is its reason, if that is known. */
export function sentence(graph, edge, told = {}) {
  const [child, parent] = [graph.nodes[edge.child].name, graph.nodes[edge.parent].name];
  const how = told.how ? `: ${told.how}` : "";
  return `${child} ${edge.relation.verb} ${parent}${how}${told.where ? ` (${told.where})` : ""}`;
}

/** The page of a link. */
export function linkPage(graph, edge) {
  return page(`link/${graph.nodes[edge.child].id}--${graph.nodes[edge.parent].id}/`);
}
