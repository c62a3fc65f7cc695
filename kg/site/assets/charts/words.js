// What is said of a result and of a chart, in words.

import { comparable, differences, OWN, WORDS } from "./results.js";

/** A count as it is read. */
export function count(n, noun = "") {
  return `${n.toLocaleString("en")}${noun && ` ${noun}${n === 1 ? "" : "s"}`}`;
}

/** All that is known of a result: pairs of a term and its value, what is not known left out. */
export function facts(row) {
  const unit = (value, text) => (value === null ? "" : `${value} ${text}`);
  return [
    ["first public version", row.method.since],
    ["family", row.method.family],
    ["variant", row.variant],
    ["top-1", unit(row.top1, "%")],
    ["top-5", unit(row.top5, "%")],
    ["parameters", unit(row.params, "million")],
    ["multiply-adds", unit(row.madds, "billion")],
    ["image size", unit(row.size, "px")],
    ["data set", `${row.dataset}, ${row.split}`],
    ["protocol", row.protocol],
    ["evaluation", row.how],
    ["training data", row.trained],
    ["tier", row.tier],
    ["source", row.source],
    ["place", row.where],
    ["note", row.note],
  ].filter(([, value]) => value);
}

/** A result in a few lines: the first names it, the rest tells it. */
export function lines(row) {
  const told = Object.fromEntries(facts(row));
  const some = (...names) => names.filter((name) => told[name]).map((name) => `${name} ${told[name]}`).join(", ");
  const variant = row.variant && row.variant !== row.method.name ? `: ${row.variant}` : "";
  return [
    `${row.method.name} (${row.method.since.slice(0, 4)})${variant}`,
    some("top-1", "top-5"),
    some("parameters", "multiply-adds", "image size"),
    `${row.protocol === "unstated" ? "protocol unstated" : row.protocol}, ${row.how}, ${row.tier}`,
    some("training data"),
    [row.source, row.where].filter(Boolean).join(", "),
  ].filter(Boolean);
}

const LATE = "Reproduced points stand at the year of their method though the weights may be years younger, "
  + "so no line of the best runs through them.";
const DIFFER = { protocol: "protocol", trained: "training data", how: "evaluation" };

/** What a chart shows and what it leaves out. */
export function caption(shown, left, total, state) {
  const methods = new Set(shown.map((row) => row.method));
  const many = (each) => (methods.size === 1 ? [...methods][0].name : `${each}${count(methods.size, "method")}`);
  const best = state.each === "best";
  const what = best ? `the best ${WORDS[state.y]} of ${many("each of ")}` : `every variant of ${many("")}`;
  const out = left.map(([n, reason]) => `${count(n)} ${reason}`).join(", ");
  const apart = best && new Set(shown.map(comparable)).size > 1 ? ", each kind of number apart" : "";
  const differs = differences(shown).map((key) => DIFFER[key]);
  const late = state.x === "year" && shown.some((row) => row.tier === "reproduced");
  return [
    `${count(shown.length, "point")}: ${what} on ${state.of}${apart}; ${conditions(shown)}.`,
    late ? ` ${LATE}` : "",
    differs.length ? ` Numbers of another ${differs.join(" or ")} do not compare; each point says its own.` : "",
    out ? ` Left out of ${count(total, "result")}: ${out}.` : "",
  ].join("");
}

/** The conditions that the points share, or how many of each there are. */
function conditions(shown) {
  const each = (key) => [...new Set(shown.map((row) => row[key]))];
  const said = (key, one, many) => {
    const values = each(key);
    if (values.length > 3) return `${values.length} ${many}`;
    return values.map(one).join(" and ");
  };
  return [
    said("protocol", (value) => (value === "unstated" ? "protocol unstated" : value), "protocols"),
    said("how", (value) => value, "ways to evaluate"),
    said("trained", (value) => `on ${value === OWN ? "its own training part" : value}`, "kinds of training data"),
    said("tier", (value) => value, "tiers"),
  ].filter(Boolean).join(", ");
}

/** What the points differ in though nothing in the picture tells it, as the names of choices. */
export function mixed(shown, state) {
  return differences(shown).filter((key) => key !== state.by).map((key) => ({ key, words: DIFFER[key] }));
}
