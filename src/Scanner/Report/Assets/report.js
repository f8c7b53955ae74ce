"use strict";

// The page says everything without this script; it adds sorting, searching and the readout of timelines.

const number = new Intl.NumberFormat("en-US");

/** The value a cell is sorted by: its data-key, else its text, without the commas of "2,176". */
function key(row, column, kind) {
  const cell = row.cells[column];
  const text = cell.dataset.key ?? cell.textContent.trim();
  return kind === "number" ? Number(text.replaceAll(",", "")) || 0 : text;
}

function sortBy(table, head, kind) {
  const column = head.cellIndex;
  // Numbers are wanted largest first, names from A on; a second press turns the order round.
  const current = head.getAttribute("aria-sort");
  const next = current ? (current === "ascending" ? "descending" : "ascending")
    : kind === "number" ? "descending" : "ascending";
  const sign = next === "ascending" ? 1 : -1;
  const rows = [...table.tBodies[0].rows].map(row => ({ row, value: key(row, column, kind) }));
  rows.sort((a, b) => sign * (a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
  table.tBodies[0].append(...rows.map(item => item.row));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", next);
}

for (const table of document.querySelectorAll("table.sortable")) {
  for (const head of table.querySelectorAll("th[data-sort]")) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sortBy(table, head, head.dataset.sort));
    head.append(button);
  }
}

// Accounts tables that do not fit a screen can be searched.
for (const table of document.querySelectorAll("table.accounts")) {
  const rows = [...table.tBodies[0].rows];
  if (rows.length <= 12) continue;
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = `Search ${number.format(rows.length)} accounts`;
  search.setAttribute("aria-label", search.placeholder);
  search.addEventListener("input", () => {
    const sought = search.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(sought);
  });
  table.closest(".scroll").before(search);
}

// Timelines tell the counts of the bin under the pointer; arrow keys walk from bin to bin.
for (const figure of document.querySelectorAll("figure.timeline")) {
  const { start, hours } = figure.dataset;
  const campaign = figure.dataset.campaign.split(" ").map(Number);
  const traffic = figure.dataset.traffic.split(" ").map(Number);
  const chart = figure.querySelector("svg");
  const cursor = figure.querySelector(".cursor");
  const output = figure.querySelector("output");
  let bin = -1;

  const show = next => {
    bin = Math.max(0, Math.min(campaign.length - 1, next));
    const at = new Date(Date.parse(start) + bin * hours * 3600000).toISOString().slice(0, 16).replace("T", " ");
    output.textContent = `${at}: ${number.format(campaign[bin])} of ${number.format(traffic[bin])}`;
    const x = `${100 * (bin + 0.5) / campaign.length}%`;
    cursor.setAttribute("x1", x);
    cursor.setAttribute("x2", x);
    cursor.removeAttribute("hidden");
  };
  const hide = () => {
    output.textContent = "";
    cursor.setAttribute("hidden", "");
  };

  chart.addEventListener("pointermove", event => {
    const box = chart.getBoundingClientRect();
    show(Math.floor((event.clientX - box.left) / box.width * campaign.length));
  });
  chart.addEventListener("pointerleave", hide);
  chart.addEventListener("blur", hide);
  chart.addEventListener("keydown", event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    show(bin + step);
  });
}
