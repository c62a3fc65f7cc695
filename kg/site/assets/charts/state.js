// What the reader has chosen, and the fragment that says it: "#x=params&by=trained". What is usual is not said.

const FIXED = {
  x: [["year", "first public version"], ["params", "parameters (log)"], ["madds", "multiply-adds (log)"]],
  y: [["top1", "top-1"], ["top5", "top-5"]],
  by: [
    ["family", "family"], ["protocol", "protocol"], ["trained", "training data"], ["tier", "tier"], ["kind", "kind"],
  ],
  tier: [["any", "both"], ["claimed", "claimed"], ["reproduced", "reproduced"]],
  each: [["best", "best per method"], ["all", "every variant"]],
  lineage: [["none", "none"], ["own", "chosen method"], ["all", "every link"]],
  line: [["yes", "shown"], ["no", "hidden"]],
};

const NARROW = ["protocol", "trained", "evaluation"]; // the choices that leave one kind of number

/** The values that each choice has, with their words, the commonest first; a method with what is usual for it. */
export function choices(rows) {
  const counted = (key) => {
    const counts = new Map();
    for (const row of rows) counts.set(row[key], (counts.get(row[key]) || 0) + 1);
    return [...counts.keys()].sort((a, b) => counts.get(b) - counts.get(a)).map((value) => [value, value]);
  };
  return {
    ...FIXED,
    of: counted("of"),
    protocol: [...counted("protocol"), ["any", "any"]],
    trained: [...counted("trained"), ["any", "any"]],
    evaluation: [...counted("how"), ["any", "any"]],
    method: [["any", "any"], ...methods(rows)],
  };
}

/** The methods by name, and where most of their numbers are: the data, and the axes that have and part them. */
function methods(rows) {
  const own = d3.group(rows, (row) => row.method);
  const sorted = [...own.keys()].sort((a, b) => a.name.localeCompare(b.name, "en"));
  return sorted.map((method) => {
    const [of, held] = d3.greatest(d3.group(own.get(method), (row) => row.of), ([, those]) => those.length);
    const has = (name) => held.some((row) => row[name] !== null);
    return [method.id, method.name, { of, x: has("params") ? "params" : "year", y: has("top1") ? "top1" : "top5" }];
  });
}

/**
 * What is shown when nothing was chosen: one kind of number, the commonest. What the groups tell apart is not narrowed,
 * and neither are claims and reproductions, for a filled point and an outline tell them apart. Of one method every
 * number is shown, grouped by protocol.
 */
export function usual(options, { method = "any", by } = {}) {
  const first = Object.fromEntries(Object.entries(options).map(([name, values]) => [name, values[0][0]]));
  const [, , held] = options.method.find(([id]) => id === method);
  const own = held && { each: "all", by: "protocol", line: "no", ...held };
  const groups = by || own?.by || first.by;
  const open = NARROW.filter((name) => name === groups || method !== "any").map((name) => [name, "any"]);
  return { ...first, ...own, ...Object.fromEntries(open), method, by: groups, off: [], at: "" };
}

/** The state that a fragment speaks of; what it says amiss is passed over. */
export function read(fragment, options) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const known = (name) => options[name].some(([value]) => value === said.get(name));
  const given = (name) => (known(name) ? said.get(name) : undefined);
  const found = usual(options, { method: given("method"), by: given("by") });
  for (const name of Object.keys(options)) if (known(name)) found[name] = said.get(name);
  found.off = said.getAll("off");
  found.at = said.get("at") || "";
  return found;
}

/** The fragment of a state, empty if it is the usual one. */
export function write(state, options) {
  const plain = { ...usual(options, state), by: usual(options, { method: state.method }).by, method: "any" };
  const said = new URLSearchParams();
  for (const name of Object.keys(options)) if (state[name] !== plain[name]) said.set(name, state[name]);
  for (const name of state.off) said.append("off", name);
  if (state.at) said.set("at", state.at);
  return `${said}` && `#${said}`;
}

/** A state with something changed; what was usual stays usual when the groups or the method change. */
export function changed(state, part, options) {
  const { by = state.by, method = state.method } = part;
  if (by === state.by && method === state.method) return { ...state, ...part };
  const before = { ...usual(options, state), by: usual(options, { method: state.method }).by };
  const after = usual(options, { method, by: by === before.by ? part.by : by });
  const kept = Object.entries(state).filter(([name, value]) => name in options && value !== before[name]);
  return { ...after, at: state.at, ...Object.fromEntries(kept), ...part };
}
