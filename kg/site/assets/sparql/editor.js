// The editor: CodeMirror with the SPARQL mode of Yasqe. Yasqe's own shell is left aside, for it asks other hosts.

import { load } from "./load.js";
import { completions, declaration } from "./words.js";

/** Turns a text area into the editor; `run` is called on Ctrl-Enter or Cmd-Enter. Fails if its script is not there. */
export async function edit(area, words, run) {
  await load("yasqe.min.js");
  const CodeMirror = Object.getPrototypeOf(globalThis.Yasqe);
  const editor = CodeMirror.fromTextArea(area, {
    autofocus: document.activeElement === area,
    mode: "sparql11",
    lineNumbers: true,
    lineWrapping: true,
    matchBrackets: true,
    indentUnit: 2,
    screenReaderLabel: area.getAttribute("aria-label"),
    extraKeys: {
      "Ctrl-Enter": run,
      "Cmd-Enter": run,
      "Ctrl-Space": () => offer(editor, words),
      Tab: false, // leaves the editor, as everywhere on the page
      "Shift-Tab": false,
    },
  });
  // Only where somebody writes: the cursor of a field that a script has filled stands at its end, and scrolls there.
  if (editor.hasFocus()) editor.setCursor(editor.posFromIndex(area.selectionStart));
  editor.on("inputRead", (_, { text, origin }) => {
    if (origin === "+input" && /[\w:?]$/.test(text.join(""))) offer(editor, words);
  });
  let mark;
  editor.on("change", () => mark?.clear());
  // The frame scrolls, not the editor in it: so what scrolls holds what has the focus, and can be scrolled by keyboard.
  const frame = editor.getWrapperElement().parentElement;
  const reveal = ({ top, bottom }) => {
    if (top < frame.scrollTop) frame.scrollTop = top;
    else if (bottom + 8 > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom + 8 - frame.clientHeight;
  };
  editor.on("cursorActivity", () => reveal(editor.cursorCoords(null, "local")));
  return {
    text: () => editor.getValue(),
    set(text) {
      editor.setValue(text);
      frame.scrollTop = 0;
    },
    amiss: () => amiss(editor),
    mark(from, to) {
      mark = editor.markText(from, to, { className: "amiss" });
      reveal(editor.charCoords(from, "local"));
    },
  };
}

/** The text area alone, which is enough to ask. */
export function plain(area, run) {
  area.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) run();
  });
  return {
    text: () => area.value,
    set: (text) => (area.value = text),
    amiss: () => undefined,
    mark: ({ line, ch }) => {
      const start = area.value.split("\n").slice(0, line).join("\n").length + (line ? 1 : 0) + ch;
      area.setSelectionRange(start, start);
    },
  };
}

/** Where the mode first met what SPARQL does not allow: `{ from, to, reason }`; nothing if it met nothing. */
function amiss(editor) {
  for (let line = 0; line < editor.lineCount(); line += 1) {
    const { state } = editor.getTokenAt({ line, ch: editor.getLine(line).length }, true);
    if (state.OK) continue;
    const { errorStartPos: from, errorEndPos: to, errorMsg: reason } = state;
    return { from: { line, ch: from }, to: { line, ch: to }, reason };
  }
  return undefined;
}

function offer(editor, words) {
  const cursor = editor.getCursor();
  if (editor.somethingSelected() || /comment|string|variable-3/.test(editor.getTokenAt(cursor).type ?? "")) return;
  editor.showHint({
    completeSingle: false,
    closeCharacters: /[\s{}()<>"';,.]/,
    hint: () => hints(editor, words),
  });
}

function hints(editor, words) {
  const to = editor.getCursor();
  const { from, list } = completions(editor.getLine(to.line).slice(0, to.ch), editor.getValue(), words);
  const put = (_, { from: start, to: end }, { text, prefix }) => {
    editor.operation(() => {
      editor.replaceRange(text, start, end, "complete");
      const missing = prefix ? declaration(prefix, editor.getValue(), words) : "";
      if (missing) editor.replaceRange(missing, { line: 0, ch: 0 }, undefined, "complete");
    });
  };
  return { from: { line: to.line, ch: from }, to, list: list.slice(0, 40).map((word) => ({ ...word, hint: put })) };
}
