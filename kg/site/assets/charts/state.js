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

/** The values that each choice has, with their words, the commonest first. */
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
  };
}

/**
 * What is shown when nothing was chosen: one kind of number, the commonest. What the groups tell apart is not narrowed,
 * and neither are claims and reproductions, for a filled point and an outline tell them apart.
 */
export function usual(options, by = "family") {
  const first = Object.fromEntries(Object.entries(options).map(([name, values]) => [name, values[0][0]]));
  const open = by === "protocol" || by === "trained" ? { [by]: "any" } : {};
  return { ...first, ...open, by, off: [], at: "" };
}

/** The state that a fragment speaks of; what it says amiss is passed over. */
export function read(fragment, options) {
  const said = new URLSearchParams(fragment.replace(/^#/, ""));
  const known = (name) => options[name].some(([value]) => value === said.get(name));
  const found = usual(options, known("by") ? said.get("by") : undefined);
  for (const name of Object.keys(options)) if (known(name)) found[name] = said.get(name);
  found.off = said.getAll("off");
  found.at = said.get("at") || "";
  return found;
}

/** The fragment of a state, empty if it is the usual one. */
export function write(state, options) {
  const plain = usual(options, state.by);
  const said = new URLSearchParams();
  for (const name of Object.keys(options)) {
    const same = name === "by" ? usual(options).by : plain[name];
    if (state[name] !== same) said.set(name, state[name]);
  }
  for (const name of state.off) said.append("off", name);
  if (state.at) said.set("at", state.at);
  return `${said}` && `#${said}`;
}

/** A state with something changed; what was usual stays usual when the groups change. */
export function changed(state, part, options) {
  if (!part.by || part.by === state.by) return { ...state, ...part };
  const before = usual(options, state.by);
  const after = usual(options, part.by);
  const kept = Object.entries(state).filter(([name, value]) => name in options && value !== before[name]);
  return { ...after, at: state.at, ...Object.fromEntries(kept), ...part };
}
