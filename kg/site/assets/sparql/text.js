// The text of a query, as far as the page must understand it before the engine does.

const TEXTS = [
  /"""(?:[^"\\]|\\.|"(?!""))*"""/, /'''(?:[^'\\]|\\.|'(?!''))*'''/, /"(?:[^"\\\n]|\\.)*"/, /'(?:[^'\\\n]|\\.)*'/,
];
const QUIET = new RegExp([...TEXTS, /<[^<>"{}|^`\\\s]*>/, /#[^\n]*/].map(({ source }) => source).join("|"), "gs");
const READS = ["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"];
const WRITES = ["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"];
const FORM = new RegExp(`(?<![?$:\\w-])(${[...READS, ...WRITES].join("|")})(?![\\w:-])`, "i");

/** A query without what cannot be a keyword: strings, IRIs, comments. */
function bare(text) {
  return text.replace(QUIET, " ");
}

/** SELECT, ASK, CONSTRUCT, DESCRIBE, the first word of an update, or nothing. */
export function form(text) {
  return (FORM.exec(bare(text))?.[1] ?? "").toUpperCase();
}

const COMPARED = /[?$]\w+\s*(?:[<>]=?|!?=)\s*\d|(?<![\w.:?$-])\d+\s*(?:[<>]=?|!?=)\s*[?$]/;

/** Whether a query compares a number with a variable and speaks of years, which are no numbers. */
export function countsYears(text) {
  return /hasPublicationYear|[?$]year\b/i.test(text) && COMPARED.test(bare(text));
}

/** Why a query is not for this page, in a sentence; nothing if it is. */
export function refusal(text) {
  if (!bare(text).trim()) return "There is no query yet: write one, or choose an example.";
  const first = form(text);
  if (WRITES.includes(first)) {
    return `${first} would change the graph. Here it can only be read: ask with SELECT, ASK, CONSTRUCT or DESCRIBE.`;
  }
  if (/(?<![?$:\w-])SERVICE/i.test(bare(text))) {
    return "SERVICE would ask another server, and this page asks nobody. Run the query with kg query --endpoint.";
  }
  return "";
}
