// The address bar: "#named=ancestors" or "#query=SELECT…", with "&view=network" where the answer is drawn.

/** What an address asks for: the name of a query, or its text, and how to show the answer. */
export function read(fragment = location.hash) {
  const said = new URLSearchParams(fragment.slice(1));
  return { named: said.get("named"), query: said.get("query"), network: said.get("view") === "network" };
}

/** The address of a query: by its name if it has one. */
export function fragment({ named, query, network }) {
  const what = named ? `#named=${encodeURIComponent(named)}` : `#query=${encodeURIComponent(query)}`;
  return what + (network ? "&view=network" : "");
}

/** Puts an address into the bar: as a step to come back from, or in place of what stands there. */
export function write(what, instead = false) {
  const text = fragment(what);
  if (text === location.hash) return;
  if (instead) history.replaceState(null, "", text);
  else history.pushState(null, "", text);
}
