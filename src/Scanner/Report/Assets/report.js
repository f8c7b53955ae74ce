"use strict";

// The page says everything without this script; it adds sorting, searching and the readout of charts.

const number = new Intl.NumberFormat("en-US");
const rowsShown = 500;

/** The value a cell is sorted by: its data-key, else its text, without the commas of "2,176". */
function key(text, kind) {
  return kind === "number" ? Number(text.replaceAll(",", "")) || 0 : text;
}

/** What of a row is searched and sorted: cells of a table, or a line of accounts that have no row yet. */
function read(row) {
  return { row, cells: [...row.cells].map(cell => cell.dataset.key ?? cell.textContent.trim()),
    text: row.textContent.toLowerCase() };
}

function fromLine(line) {
  const cells = line.split("\t");
  // The share is sorted like the others': as a fraction.
  const share = /(\d+)/.exec(cells[2]);
  return { cells: cells.map((cell, i) => i === 2 ? String((share ? Number(share[1]) : 0) / 100) : cell),
    texts: cells, text: line.toLowerCase() };
}

function makeRow(texts) {
  const row = document.createElement("tr");
  texts.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? "th" : "td");
    const place = i === 0 ? cell.appendChild(document.createElement("code")) : cell;
    place.textContent = i === 1 ? number.format(Number(text)) : text;
    if (i === 0) cell.scope = "row";
    row.append(cell);
  });
  return row;
}

/** A table whose rows can be more than it shows. */
class Rows {
  constructor(table) {
    this.body = table.tBodies[0];
    this.all = [...this.body.rows].map(read);
    const more = table.closest("section").querySelector(".more-accounts");
    if (more) this.all = this.all.concat(more.textContent.split("\n").map(fromLine));
    this.limit = more ? rowsShown : this.all.length;
    this.sought = "";
  }

  show() {
    const found = this.sought ? this.all.filter(item => item.text.includes(this.sought)) : this.all;
    this.body.replaceChildren(...found.slice(0, this.limit).map(item => item.row ??= makeRow(item.texts)));
  }

  sort(column, kind, sign) {
    const keyed = this.all.map(item => [key(item.cells[column], kind), item]);
    keyed.sort((a, b) => sign * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.all = keyed.map(item => item[1]);
    this.show();
  }
}

// Rows are read when first needed: a page can hold tens of thousands.
const tables = new Map();
const rowsOf = table => tables.get(table) ?? tables.set(table, new Rows(table)).get(table);

function sortBy(table, head, kind) {
  // Numbers are wanted largest first, names from A on; a second press turns the order round.
  const current = head.getAttribute("aria-sort");
  const next = current ? (current === "ascending" ? "descending" : "ascending")
    : kind === "number" ? "descending" : "ascending";
  rowsOf(table).sort(head.cellIndex, kind, next === "ascending" ? 1 : -1);
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

function addSearch(before, label, onInput) {
  const search = document.createElement("input");
  search.type = "search";
  search.placeholder = label;
  search.setAttribute("aria-label", label);
  search.addEventListener("input", () => onInput(search.value.trim().toLowerCase()));
  before.before(search);
  return search;
}

// Tables that do not fit a screen can be searched.
for (const table of document.querySelectorAll("table.accounts, table.campaigns, table.cleared")) {
  const more = table.closest("section").querySelector(".more-accounts");
  const count = table.tBodies[0].rows.length + (more ? more.textContent.split("\n").length : 0);
  if (count <= 12) continue;
  const what = table.classList.contains("accounts") ? "accounts"
    : table.classList.contains("campaigns") ? "campaigns" : "templates";
  addSearch(table.closest(".scroll"), `Search ${number.format(count)} ${what}`, sought => {
    const rows = rowsOf(table);
    rows.sought = sought;
    rows.show();
  });
}

// An account is looked for in all campaigns at once.
const campaigns = document.querySelector("#campaigns .scroll");
if (campaigns) {
  const found = document.createElement("output");
  found.className = "found note";
  const search = addSearch(campaigns, "Find an account in any campaign", sought => {
    found.replaceChildren();
    if (sought.length < 3) return;
    for (const table of document.querySelectorAll("table.accounts")) {
      const hit = rowsOf(table).all.filter(item => item.cells[0].toLowerCase().includes(sought));
      if (hit.length === 0) continue;
      const id = table.closest("article").id;
      const link = document.createElement("a");
      link.href = `#${id}`;
      link.textContent = id;
      found.append(link, ` ${hit.length === 1 ? `${hit[0].cells[0]}, ${hit[0].cells[1]} requests`
        : `${number.format(hit.length)} accounts`} `);
    }
    if (!found.hasChildNodes()) found.textContent = "In no campaign.";
  });
  search.id = "find-account";
  search.after(found);
}

function timeOf(figure, bin) {
  const at = Date.parse(figure.dataset.start) + bin * figure.dataset.hours * 3600000;
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

// Timelines tell the counts of the bin under the pointer; arrow keys walk from bin to bin.
const outside = document.getElementById("outside")?.dataset.counts.split(" ").map(Number);
for (const figure of document.querySelectorAll("figure.timeline")) {
  const chart = figure.querySelector("svg");
  const cursor = figure.querySelector(".cursor");
  const output = figure.querySelector("output");
  let bin = -1;

  const show = next => {
    const counts = figure.dataset.campaign.split(" ").map(Number);
    bin = Math.max(0, Math.min(counts.length - 1, next));
    output.textContent =
      `${timeOf(figure, bin)}: ${number.format(counts[bin])}, outside ${number.format(outside[bin])}`;
    const x = `${100 * (bin + 0.5) / counts.length}%`;
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
    show(Math.floor((event.clientX - box.left) / box.width * outside.length));
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

// Heat maps tell the account and the time under the pointer.
for (const figure of document.querySelectorAll("figure.heat")) {
  const chart = figure.querySelector("svg");
  const output = figure.querySelector("output");
  chart.addEventListener("pointermove", event => {
    const accounts = figure.dataset.accounts.split("\n");
    const box = chart.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / box.height * accounts.length);
    const bin = Math.floor((event.clientX - box.left) / box.width * figure.dataset.bins);
    if (accounts[row] !== undefined) output.textContent = `${accounts[row]}, ${timeOf(figure, bin)}`;
  });
  chart.addEventListener("pointerleave", () => output.textContent = "");
}
