"use strict";

// Tables: sorting and searching, also among accounts that have no row yet.

const number = new Intl.NumberFormat("en-US");
const rowsShown = 500;

/** What a text is sorted by: itself, or the number in it; "< 1 %" lies below 1, "> 99 %" above 99. */
function key(text, kind) {
  if (kind !== "number") return text;
  const value = Number(text.replace(/[^\d.-]/g, "")) || 0;
  return text.startsWith("<") ? value - 0.5 : text.startsWith(">") ? value + 0.5 : value;
}

/** What of a row is searched and sorted. */
function read(row) {
  return { row, cells: [...row.cells].map(cell => cell.dataset.key ?? cell.textContent.trim()),
    text: row.textContent.toLowerCase() };
}

/** The same of a line that has no row yet. */
function fromLine(line) {
  return { cells: line.split("\t"), text: line.toLowerCase() };
}

function makeRow(texts) {
  const row = document.createElement("tr");
  texts.forEach((text, i) => {
    const cell = document.createElement(i === 0 ? "th" : "td");
    const place = i === 0 ? cell.appendChild(document.createElement("code")) : cell;
    place.textContent = text;
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
    this.more = moreOf(table);
    this.all = this.all.concat(moreRows(this.more).map(row => row.cells ? read(row) : fromLine(row)));
    this.limit = this.more ? rowsShown : this.all.length;
    this.found = this.all;
    this.sought = "";
  }

  search(sought) {
    this.sought = sought;
    this.show();
  }

  show() {
    this.more?.remove();
    this.found = this.sought ? this.all.filter(item => item.text.includes(this.sought)) : this.all;
    this.body.replaceChildren(...this.found.slice(0, this.limit).map(item => item.row ??= makeRow(item.cells)));
  }

  sort(column, kind, sign) {
    const keyed = this.all.map(item => [key(item.cells[column], kind), item]);
    keyed.sort((a, b) => sign * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0));
    this.all = keyed.map(item => item[1]);
    this.show();
  }
}

/** Rows beyond those that a table shows at first: another table, or a line for each. */
const moreOf = table => table.closest("section").querySelector(".more");
const moreRows = more => !more ? [] : [...more.querySelector("tbody")?.rows ?? more.textContent.split("\n")];

// Rows are read when first needed: a page can hold tens of thousands.
const tables = new Map();
const rowsOf = table => tables.get(table) ?? tables.set(table, new Rows(table)).get(table);

function sortBy(table, head) {
  // Numbers are wanted largest first, names from A on; a second press turns the order round.
  const kind = head.dataset.sort || "text";
  const current = head.getAttribute("aria-sort");
  const next = current ? (current === "ascending" ? "descending" : "ascending")
    : kind === "number" ? "descending" : "ascending";
  rowsOf(table).sort(head.cellIndex, kind, next === "ascending" ? 1 : -1);
  for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", next);
}

function addButton(label, onClick) {
  const button = document.createElement("button");
  button.type = "button";
  button.append(...label);
  button.addEventListener("click", onClick);
  return button;
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

/** Lets the ids of the accounts that a search has left be carried into another tool. */
function addCopy(table, search) {
  if (!navigator.clipboard) return;
  const said = document.createElement("output");
  said.className = "note";
  const copy = addButton(["Copy account ids"], async () => {
    const { found } = rowsOf(table);
    await navigator.clipboard.writeText(found.map(item => item.cells[0]).join("\n"));
    said.textContent = `${number.format(found.length)} copied`;
  });
  copy.className = "copy";
  search.after(copy, said);
}

/** Makes the headings of tables sort them, and gives a search to those that do not fit a screen. */
function addTables(root) {
  for (const table of root.querySelectorAll("table.sortable")) {
    for (const head of table.querySelectorAll("th[data-sort]"))
      head.append(addButton([...head.childNodes], () => sortBy(table, head)));
    const count = table.tBodies[0].rows.length + moreRows(moreOf(table)).length;
    if (count <= 12) continue;
    const search = addSearch(table.closest(".scroll"), `Search ${number.format(count)} ${table.dataset.of}`,
      sought => rowsOf(table).search(sought));
    if (table.classList.contains("accounts")) addCopy(table, search);
  }
}
