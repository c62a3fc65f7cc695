// What can be completed at a place: the words of the collection, and the variables of the query itself.

/**
 * Completions for the text before the cursor: `{ from, list }`, where they would begin and what they are, the likeliest
 * first; a word is `{ text, prefix }`, the prefix being the one that must be declared for it.
 */
export function completions(before, whole, words) {
  const declaring = /\bPREFIX\s+([\w-]*)$/i.exec(before);
  if (declaring) {
    const names = Object.entries(words.prefixes).filter(([name]) => name.startsWith(declaring[1]));
    const list = names.map(([name, iri]) => ({ text: `${name}: <${iri}>` }));
    return { from: before.length - declaring[1].length, list };
  }
  const typed = /[?$]?[\w-]*(?::[\w-]*)?$/.exec(before)[0];
  const from = before.length - typed.length;
  if (/^[?$]/.test(typed)) return { from, list: variables(whole, typed).map((text) => ({ text })) };
  const typing = /(?:^|[\s;({])(?:a|rdf:type)\s+$/.test(before.slice(0, from));
  const order = typing ? [words.classes] : [words.properties, words.classes];
  const list = order.flatMap((all) => ranked(all.map(([word]) => word), typed.toLowerCase()));
  return { from, list: list.map((text) => ({ text, prefix: text.split(":")[0] })) };
}

/** Words that begin with what was typed, then those whose part after the colon does. */
function ranked(all, typed) {
  const begins = all.filter((word) => word.toLowerCase().startsWith(typed));
  const local = all.filter((word) => !begins.includes(word) && word.split(":")[1].toLowerCase().startsWith(typed));
  return typed.includes(":") ? begins : [...begins, ...local];
}

function variables(whole, typed) {
  const all = new Set(whole.match(/[?$][A-Za-z_]\w*/g));
  return [...all].filter((name) => name.startsWith(typed) && name !== typed).sort();
}

/** The declaration that a query lacks before it can use a prefix; nothing if it has it. */
export function declaration(prefix, whole, words) {
  const namespace = words.prefixes[prefix];
  const known = new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(whole);
  return namespace && !known ? `PREFIX ${prefix}: <${namespace}>\n` : "";
}
