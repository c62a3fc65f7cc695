// Terms of an answer, as SPARQL's JSON has them: how they read, where they lead, and how they are taken away.

const PAGE = /^((method|paper|person|venue|dataset|source)\/[^/?#]+|venue\/[^/?#]+\/\d{4}|link\/[^/?#]+)$/;
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "int", "long"].map((name) => XSD + name));

/** A term as people read it: ours without the collection's address, other IRIs with a prefix if there is one. */
export function short(term, words) {
  if (!term) return "";
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return `<<( ${[subject, predicate, object].map((one) => short(one, words)).join(" ")} )>>`;
  }
  if (term.type !== "uri") return term.value;
  if (term.value.startsWith(words.base)) return term.value.slice(words.base.length) || term.value;
  for (const [prefix, namespace] of Object.entries(words.prefixes)) {
    const local = term.value.slice(namespace.length);
    if (term.value.startsWith(namespace) && /^[\w-]+$/.test(local)) return `${prefix}:${local}`;
  }
  return term.value;
}

/** Where a term leads: a page of this site, another address of the web, or nowhere. */
export function target(term, words) {
  if (term?.type !== "uri") return null;
  const path = term.value.startsWith(words.base) ? term.value.slice(words.base.length) : "";
  if (PAGE.test(path)) return { href: `${document.documentElement.dataset.root}${path}/`, ours: true };
  return /^https?:\/\//i.test(term.value) && !path ? { href: term.value, ours: false } : null;
}

/** Whether a term is a number. */
export function isNumber(term) {
  return term?.type === "literal" && NUMBERS.has(term.datatype);
}

/** A table as CSV, as SPARQL 1.1 defines it: values alone, exact, lines ended by CR LF. */
export function csv({ columns, rows }) {
  const cell = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const plain = (term) => (!term || term.type === "uri" || term.type === "literal" ? term?.value ?? "" : turtle(term));
  const lines = [columns, ...rows.map((row) => columns.map((column) => plain(row[column])))];
  return lines.map((line) => `${line.map(cell).join(",")}\r\n`).join("");
}

/** Rows of subject, predicate, object as N-Triples. */
export function ntriples({ rows }) {
  return rows.map((row) => `${turtle(row.subject)} ${turtle(row.predicate)} ${turtle(row.object)} .\n`).join("");
}

const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function turtle(term) {
  if (term.type === "uri") return `<${term.value}>`;
  if (term.type === "bnode") return `_:${term.value}`;
  if (term.type === "triple") {
    const { subject, predicate, object } = term.value;
    return `<<( ${turtle(subject)} ${turtle(predicate)} ${turtle(object)} )>>`;
  }
  const text = `"${term.value.replace(/[\\"\n\r\t]/g, (sign) => ESCAPES[sign])}"`;
  if (term["xml:lang"]) return `${text}@${term["xml:lang"]}`;
  return term.datatype && term.datatype !== `${XSD}string` ? `${text}^^<${term.datatype}>` : text;
}
