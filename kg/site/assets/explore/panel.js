// What is told beside the picture: of a method, a link, or chains between two methods; always with the reasons.

import { ties } from "./chain.js";
import { card, linkPage, page, reason, sentence } from "./data.js";
import { button, counted, make, sample } from "./make.js";

/** Most links told of those that join the lines of two methods. */
const TIES = 6;

/**
 * Writes the panel. `acts` are what it can ask for: `about(i)`, `start(i)`, `chain(i)`, `close()`. What has to be
 * fetched comes in when it is there.
 */
export function tell(panel, graph, state, view, acts) {
  panel.hidden = !state.about;
  if (!state.about) return;
  const close = make("button", { type: "button", className: "close", textContent: "×", ariaLabel: "Close details" });
  close.addEventListener("click", acts.close);
  panel.replaceChildren(close, ...content(graph, state, view, acts));
  panel.scrollTop = 0;
}

function content(graph, state, view, acts) {
  const { method, link } = state.about;
  if (link !== undefined) return aboutLink(graph, graph.edges[link], acts);
  if (method !== undefined) return aboutMethod(graph, state, method, acts);
  return view.chain.common.length || !view.chain.chains.length
    ? aboutTwo(graph, state.ends, view.chain, acts) : aboutChain(graph, view.chain.chains[0], acts);
}

function nameOf(graph, i, acts) {
  return button(graph.nodes[i].name, () => acts.about(i), "name");
}

function listed(title, kind, items) {
  return items.length ? [make("h3", { textContent: title }), make("ul", { className: kind }, ...items)] : [];
}

// -- a method

function aboutMethod(graph, state, i, acts) {
  const { id, name, kind, year, family } = graph.nodes[i];
  const choices = make("p", { className: "acts" },
    i !== state.at || state.ends || state.all ? button("Start here", () => acts.start(i)) : null,
    i !== state.at ? button(`Chain from ${graph.nodes[state.at].name} to here`, () => acts.chain(i)) : null);
  const more = make("div");
  fill(more, graph, i, acts);
  return [
    make("h2", {}, make("a", { href: page(`method/${id}/`), textContent: name })),
    make("p", { className: "facts muted", textContent: `${kind} · ${year} · family: ${family}` }),
    ...(choices.children.length ? [choices] : []), more,
  ];
}

async function fill(place, graph, i, acts) {
  const told = await card(graph.nodes[i].id);
  if (!told) return place.append(make("p", { textContent: "What is known of it could not be fetched." }));
  const paper = { href: page(`paper/${told.introduced_in_id}/`), textContent: told.introduced_in };
  place.append(
    told.summary ? make("p", { textContent: told.summary }) : "",
    told.introduced_in ? make("p", {}, "Introduced in ", make("a", paper)) : "",
    ...origins(graph, i, told, acts), ...followers(graph, i, acts));
}

function origins(graph, i, told, acts) {
  const all = [...(told.comes_from || []), ...(told.not_to_be_confused_with || [])];
  const known = new Map(all.map((one) => [one.parent_id || one.method_id, one]));
  const items = (links) => links.map((edge) => reasonItem(graph, edge, known.get(graph.nodes[edge.parent].id), [
    `${edge.relation.verb} `, nameOf(graph, edge.parent, acts),
  ]));
  const beside = graph.nodes[i].beside.filter((edge) => edge.child === i);
  const contrasts = (edge) => edge.relation.name === "contrasts_with";
  return [
    ...listed("Comes from", "reasons", items(graph.nodes[i].up)),
    ...listed("Takes from others", "reasons", items(beside.filter((edge) => !contrasts(edge)))),
    ...listed("Not to be confused with", "reasons", items(beside.filter(contrasts))),
  ];
}

function followers(graph, i, acts) {
  const line = (edge) => make("li", {}, sample(edge.relation.name, edge.evidence),
    nameOf(graph, edge.child, acts), ` ${edge.relation.verb} it`);
  const others = graph.nodes[i].beside.filter((edge) => edge.parent === i);
  const fold = make("details", {},
    make("summary", { textContent: `Linked, but not descended: ${others.length}` }),
    make("ul", { className: "plain" }, ...others.map(line)));
  return [...listed("Led to", "plain", graph.nodes[i].down.map(line)), others.length ? fold : ""];
}

// -- a link

function aboutLink(graph, edge, acts) {
  return [
    make("h2", {}, nameOf(graph, edge.child, acts), ` ${edge.relation.verb} `, nameOf(graph, edge.parent, acts)),
    make("ul", { className: "reasons" }, reasonLater(graph, edge, [])),
  ];
}

/** A link's reason as an item of a list; `known` is how, why and where. */
function reasonItem(graph, edge, known, head) {
  const { how, why, where } = known || {};
  const ariaLabel = `this link: ${sentence(graph, edge)}`;
  const own = { href: linkPage(graph, edge), textContent: "this link", ariaLabel };
  return make("li", {}, sample(edge.relation.name, edge.evidence), head.length ? make("p", {}, ...head) : null,
    how ? make("p", { textContent: how }) : null,
    why ? make("p", { className: "why", textContent: `because ${why}` }) : null,
    make("p", { className: "where" }, `${[where, edge.evidence].filter(Boolean).join(" · ")} · `, make("a", own)));
}

function reasonLater(graph, edge, head) {
  const item = reasonItem(graph, edge, null, head);
  reason(graph, edge).then((known) => item.replaceChildren(...reasonItem(graph, edge, known, head).childNodes));
  return item;
}

// -- two methods

function aboutChain(graph, chain, acts) {
  const { newer, older, nodes, path } = chain;
  const others = nodes.size - 1 - path.length;
  const more = `The shortest chain that leaves nothing out; ${counted(others, "more method")} on others.`;
  return [
    make("h2", { textContent: `From ${graph.nodes[newer].name} back to ${graph.nodes[older].name}` }),
    make("p", { className: "muted", textContent: `${counted(path.length, "step")} of descent. ${others ? more : ""}` }),
    hops(graph, path, acts),
  ];
}

/** Two of which neither descends from the other. */
function aboutTwo(graph, [a, b], { common, chains }, acts) {
  const names = common.flatMap((i, k) => [k ? (k === common.length - 1 ? " and " : ", ") : "", nameOf(graph, i, acts)]);
  const shared = common.length > 1 ? "Their nearest common ancestors are " : "Their nearest common ancestor is ";
  const links = ties(graph, a, b);
  const told = links.slice(0, TIES).map((edge) => reasonLater(graph, edge, [
    nameOf(graph, edge.child, acts), ` ${edge.relation.verb} `, nameOf(graph, edge.parent, acts),
  ]));
  const rest = links.length > TIES ? `: the nearest ${TIES} of ${links.length}` : "";
  const none = "Neither descends from the other, and they have no common ancestor here";
  return [
    make("h2", { textContent: `${graph.nodes[a].name} and ${graph.nodes[b].name}` }),
    common.length ? make("p", {}, "Neither descends from the other. ", shared, ...names, ".")
      : make("p", { textContent: `${none}${links.length ? ", but other links join their lines" : ""}.` }),
    ...listed(`What links their lines${rest}`, "reasons", told),
    ...chains.flatMap(({ newer, older, path }) => [
      make("h3", { textContent: `${graph.nodes[newer].name} from ${graph.nodes[older].name}` }),
      hops(graph, path, acts),
    ]),
  ];
}

function hops(graph, path, acts) {
  const dated = (i) => [nameOf(graph, i, acts), ` (${graph.nodes[i].year})`];
  return make("ol", { className: "reasons" }, ...path.map((edge) =>
    reasonLater(graph, edge, [...dated(edge.child), ` ${edge.relation.verb} `, ...dated(edge.parent)])));
}
