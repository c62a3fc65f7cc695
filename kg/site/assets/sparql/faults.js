// What went wrong, in a sentence, and where.

const PLACE = /^error at (\d+):(\d+): (.*)$/s;

/**
 * What to tell of an engine's message about a text: `{ said, from, to }`, the places as the editor counts them, from 0.
 * `first` is where the editor itself stopped understanding, which is nearer to the slip than where the engine gave up.
 */
export function explain(message, text, first) {
  const [, line, column, rest] = PLACE.exec(message) ?? [];
  if (!line) return { said: plain(message) };
  const at = { line: line - 1, ch: column - 1 };
  if (rest.includes("variable that is unbound")) {
    return { said: "A variable of the SELECT is neither grouped (GROUP BY) nor counted, summed or the like." };
  }
  if (rest.includes("IRI parsing failed")) return told("This is no address (IRI) as it stands.", wordAt(text, at));
  const place = first ?? wordAt(text, at);
  const word = pieceOf(text, place);
  if (first?.reason) return told(`${first.reason}.`, place);
  if (!first && rest.includes("Prefix not found")) return told("A prefix is not declared.", place);
  if (!first && !text.split("\n").slice(at.line).join("\n").slice(at.ch).trim()) {
    return told("The query ends too early: something that was opened is not closed.", place);
  }
  return told(word ? `This cannot stand here: ${word}` : "The query cannot be read from here on.", place);
}

function told(what, place) {
  return { said: `Line ${place.from.line + 1}, column ${place.from.ch + 1}. ${what}`, ...place };
}

function wordAt(text, { line, ch }) {
  const whole = text.split("\n")[line] ?? "";
  const from = Math.min(ch, whole.length);
  const length = /^\s*\S*/.exec(whole.slice(from))[0].length;
  return { from: { line, ch: from }, to: { line, ch: from + length } };
}

function pieceOf(text, { from, to }) {
  const piece = (text.split("\n")[from.line] ?? "").slice(from.ch, to.ch).trim();
  return piece.length > 40 ? `${piece.slice(0, 39)}…` : piece;
}

/** The engine's other messages; those of its end are not for readers. */
function plain(message) {
  if (/unreachable|memory|recursion|call stack|allocation|string length/i.test(message)) {
    return "The answer is too large for this page, or the query too deep; ask for less (LIMIT).";
  }
  return `${message.charAt(0).toUpperCase()}${message.slice(1)}${/[.!?]$/.test(message) ? "" : "."}`;
}
