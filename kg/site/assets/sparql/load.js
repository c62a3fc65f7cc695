// Third-party scripts, which are no modules: fetched when they are needed, once.

const loading = new Map();

/** Loads a file of `assets/vendor/`; fails if it is not there. */
export function load(file) {
  if (!loading.has(file)) loading.set(file, fetched(new URL(`../vendor/${file}`, import.meta.url).href));
  return loading.get(file);
}

function fetched(address) {
  return new Promise((resolve, reject) => {
    const element = document.createElement("script");
    element.src = address;
    element.addEventListener("load", resolve);
    element.addEventListener("error", () => reject(new Error(`${address} could not be loaded`)));
    document.head.append(element);
  });
}
