// Tables: a click on a head sorts by it, a button gives the table away as CSV.

/** Makes every table of the page that has a head sortable, and puts "CSV" below it. */
export function tables(within = document) {
  for (const table of within.querySelectorAll(".table > table")) {
    [...table.tHead.rows[0].cells].forEach((head, column) => sortable(table, head, column));
    const give = document.createElement("button");
    give.type = "button";
    give.textContent = "CSV";
    give.addEventListener("click", () => save(`${table.dataset.name || "table"}.csv`, csv(table)));
    const take = document.createElement("p");
    take.className = "take";
    take.append(`${table.tBodies[0].rows.length} rows`, give);
    table.parentElement.after(take);
  }
}

function sortable(table, head, column) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...head.childNodes);
  head.append(button);
  button.addEventListener("click", () => {
    const numeric = head.classList.contains("number");
    const first = numeric ? "descending" : "ascending"; // the best number is asked for more often than the least
    const other = numeric ? "ascending" : "descending";
    const way = head.getAttribute("aria-sort") === first ? other : first;
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", way);
    sort(table.tBodies[0], column, numeric, way === "ascending" ? 1 : -1);
  });
}

/** Sorts rows by a column; cells without a value come last either way. */
function sort(body, column, numeric, way) {
  const text = (row) => row.cells[column].textContent.trim();
  const compare = numeric
    ? (a, b) => parseFloat(a) - parseFloat(b)
    : new Intl.Collator("en", { numeric: true, sensitivity: "base" }).compare;
  const rows = [...body.rows].map((row) => [text(row), row]);
  rows.sort(([a], [b]) => (a && b ? way * compare(a, b) : Number(!a) - Number(!b)));
  body.append(...rows.map(([, row]) => row));
}

/** A table as CSV (RFC 4180); a text that a spreadsheet would take for a formula gets an apostrophe in front. */
function csv(table) {
  const cell = (one) => {
    const text = one.textContent.trim().replace(/\s+/g, " ");
    const plain = /^[=+\-@＝＋－＠]/.test(text) && !/^[+-]?[\d.]+$/.test(text) ? `'${text}` : text;
    return /[",\n\r]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };
  return [...table.rows].map((row) => `${[...row.cells].map(cell).join(",")}\n`).join("");
}

/** Gives a text to the reader as a file. */
export function save(name, text, type = "text/csv") {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
