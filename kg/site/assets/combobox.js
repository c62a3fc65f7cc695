// A text field that offers names while the reader types: the combobox with a listbox of ARIA 1.2.

let made = 0;

/**
 * Makes a combobox out of a text input; its parent element must be positioned, for the offers hang below it.
 * `offer(text)` gives hits or a promise of them, and what it throws is told in place of them; `label(hit)` gives
 * `{name, note}`; `pick(hit, event)` is called for the chosen one. The first offer is marked, so that Enter takes it.
 */
export function combobox(input, { offer, pick, label }) {
  const id = `offers-${++made}`;
  const list = make("ul", { id, className: "offers", role: "listbox", ariaLabel: "Offers", hidden: true });
  const status = make("p", { className: "unseen", role: "status" });
  let offered = [];
  let marked = 0;
  let asked = 0;
  let answer = Promise.resolve();

  async function ask() {
    const turn = ++asked;
    const text = input.value.trim();
    if (!text) return close();
    let hits = [];
    let said = "nothing by this name";
    try {
      hits = await offer(text);
    } catch (error) {
      said = error.message;
    }
    if (turn === asked) show(hits, said);
  }

  function show(hits, said) {
    offered = hits;
    list.replaceChildren(...hits.map(option));
    const none = { className: "none", role: "option", ariaDisabled: "true", textContent: said };
    if (!hits.length) list.append(make("li", none));
    status.textContent = hits.length ? `${hits.length} offered` : said;
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(0);
  }

  function option(hit, i) {
    const { name, note } = label(hit);
    const item = make("li", { id: `${id}-${i}`, role: "option" }, make("span", { textContent: name }));
    if (note) item.append(make("span", { className: "note", textContent: note }));
    const chosen = (event) => {
      if (event.button > 1) return;
      mark(i);
      choose(event);
    };
    item.addEventListener("click", chosen);
    item.addEventListener("auxclick", chosen);
    return item;
  }

  function mark(i) {
    marked = i;
    if (!offered.length) return input.removeAttribute("aria-activedescendant");
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === i)));
    input.setAttribute("aria-activedescendant", `${id}-${i}`);
    list.children[i].scrollIntoView({ block: "nearest" });
  }

  function close() {
    asked += 1; // an answer under way comes too late
    offered = [];
    list.hidden = true;
    list.replaceChildren();
    status.textContent = "";
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(event) {
    const hit = offered[marked];
    if (hit === undefined) return;
    if (!opensElsewhere(event)) close();
    pick(hit, event);
  }

  async function enter(event) {
    await answer; // a quick hand is ahead of the first answer
    choose(event);
  }

  function step(by) {
    if (list.hidden) answer = ask();
    else if (offered.length) mark((marked + by + offered.length) % offered.length);
  }

  function press(event) {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") step(1);
    else if (event.key === "ArrowUp") step(-1);
    else if (event.key === "Enter") enter(event);
    else if (event.key === "Escape" && !list.hidden) close();
    else if (event.key === "Escape" && input.value) input.value = "";
    else return;
    event.preventDefault();
    event.stopPropagation(); // Escape means this list only, not what the page resets by it
  }

  for (const [name, value] of Object.entries({
    role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id,
    autocomplete: "off", spellcheck: "false",
  })) input.setAttribute(name, value);
  input.after(list, status);
  input.addEventListener("input", () => {
    answer = ask();
  });
  input.addEventListener("click", () => {
    if (list.hidden) answer = ask();
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
}

/** Whether a click or key asks for another tab, as on a link. */
export function opensElsewhere(event) {
  return event.ctrlKey || event.metaKey || event.button === 1;
}

function make(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}
