// Leads from the IRI of what has no page of its own to the page that tells it.

const WAYS = [
  [/^result\/(.+?)--.*$/, "method/$1/#results"],
  [/^paper\/([^/]+)\/author\/.*$/, "paper/$1/"],
  [/^listing\/([^/]+)\/.*$/, "source/$1/"],
];
const { root } = document.documentElement.dataset;
const path = location.pathname.startsWith(root) ? location.pathname.slice(root.length) : "";
const [form, page] = WAYS.find(([form]) => form.test(path)) ?? [];
if (form) location.replace(root + path.replace(form, page));
