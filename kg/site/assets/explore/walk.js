// Keys in the picture: from method to method along the lines, and who of them takes the focus.

/** The method to which an arrow key leads from another, if any: along the shown links, or up and down beside it. */
export function nextTo(graph, view, place, i, key) {
  const here = place(i);
  const drawn = new Set(view.edges);
  const byHeight = (other) => Math.abs(other.y - here.y);
  const nearest = (nodes, cost) =>
    nodes.map((k) => [cost(place(k)), k]).sort((a, b) => a[0] - b[0] || a[1] - b[1])[0]?.[1];
  const [own, end] = { ArrowLeft: ["child", "parent"], ArrowRight: ["parent", "child"] }[key] || [];
  const { up, down, beside } = graph.nodes[i];
  const links = [...up, ...down, ...beside].filter((edge) => edge[own] === i && drawn.has(edge));
  if (own) return nearest(links.map((edge) => edge[end]), byHeight);
  const sign = key === "ArrowUp" ? -1 : 1;
  const beyond = view.nodes.filter((k) => (place(k).y - here.y) * sign > 2);
  const column = beyond.filter((k) => Math.abs(place(k).left - here.left) < 2);
  return nearest(column.length ? column : beyond, (other) => byHeight(other) + 2 * Math.abs(other.x - here.x));
}

/** Makes one method the stop of the Tab key in the picture, with its marks and the links to its parents. */
export function rove({ nodes, edges }, graph, i) {
  const stop = (element, on) => element.setAttribute("tabindex", on ? 0 : -1);
  for (const [k, group] of nodes) {
    for (const one of group.querySelectorAll(".face, .mark")) stop(one, k === i);
  }
  for (const [number, group] of edges) stop(group, graph.edges[number].child === i);
}

/** Says to readers of the screen what can be touched. */
export function named({ nodes, edges, picture }, graph, words) {
  picture.setAttribute("role", "group");
  picture.setAttribute("aria-label", words.picture);
  const call = (element, text) => {
    element.setAttribute("role", "button");
    element.setAttribute("aria-label", text);
  };
  for (const [i, group] of nodes) {
    const node = graph.nodes[i];
    const links = `from ${node.up.length}, led to ${node.down.length}`;
    call(group.querySelector(".face"), `${node.name}, ${node.kind} of ${node.year}, ${links}`);
    for (const mark of group.querySelectorAll(".mark")) call(mark, words.mark(i, mark.dataset.way));
  }
  for (const [number, group] of edges) call(group, words.edge(graph.edges[number]));
}
