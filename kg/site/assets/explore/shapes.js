// Measures of the picture in pixels at scale 1, and how a name is set in a box.

/** Size of a label's letters, distance of its lines, space beside them, height of a box with one line. */
export const FONT = 13;
export const LINE = 15;
const PAD = 8;
export const BOX = 24;
/** Heights taken by a node with one line and with two, and by a track; all are odd multiples of the grid. */
export const ROW = 30;
export const ROW2 = 50;
export const TRACK = 10;
export const GRID = 10;
/** Space between columns and around all; in a lane above its boxes, for its name, and below them. */
export const CHANNEL = 36;
export const MARGIN = 16;
export const LANE_TOP = 16;
export const LANE_FOOT = 6;
/** Longest line of a label in characters: beyond the first it is broken, beyond the second cut. */
const WRAP = 13;
const CUT = 24;

const NARROW = "ijlI|'.,:;! ft()[]r-/";
const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Emoji_Presentation}]/u;

/** The width of a label's box, even, a little more than the usual sans-serif fonts need. */
export function widthOf(lines) {
  const longest = Math.max(...lines.map((line) => [...line].reduce((sum, char) => sum + advance(char), 0)));
  return 2 * Math.round((longest * FONT * 1.03 + 2 * PAD) / 2);
}

function advance(char) {
  if (NARROW.includes(char)) return 0.31;
  if (WIDE.test(char)) return 1;
  if ("mwMW@%".includes(char)) return 0.9;
  return char !== char.toLowerCase() ? 0.7 : 0.56;
}

/** The width of the part of a box that says how many more there are: large enough for a finger. */
export function markWidth(text) {
  return text ? 12 + 2 * Math.max(6, Math.ceil(text.length * 3.6)) : 0;
}

/** A name as at most two lines, broken at a space or after a hyphen or slash, cut where it is still too long. */
export function wrapped(name) {
  const text = name.trim().replace(/\s+/g, " ") || "?";
  const breaks = [...text].map((_, i) => i).filter((i) => i > 0 && " -/".includes(text[i - 1]));
  if (text.length <= WRAP || !breaks.length) return [cut(text)];
  const cost = (i) => Math.max(i, text.length - i) + 3 * (text[i - 1] !== " ");
  const at = breaks.reduce((best, i) => (cost(i) < cost(best) ? i : best));
  return [cut(text.slice(0, at).trimEnd()), cut(text.slice(at))];
}

function cut(line) {
  return line.length <= CUT ? line : `${line.slice(0, CUT - 1)}…`;
}
