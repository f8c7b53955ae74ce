// The page says everything without scripts. With them campaigns beyond the strongest are read when they are needed.

const articleOf = hash => document.getElementById(decodeURIComponent(hash.slice(1)).split("-")[0]);

/** Opens a campaign whose markup is still one text. */
function open(article) {
  const closed = article?.querySelector(":scope > noscript");
  if (!closed) return;
  const parsed = document.createElement("template");
  parsed.innerHTML = closed.textContent;
  addTables(parsed.content);
  addCharts(parsed.content);
  closed.replaceWith(parsed.content);
}

addTables(document);
addCharts(document);

const closed = [...document.querySelectorAll("article > noscript")].map(text => text.parentElement);
const openAll = () => closed.splice(0).forEach(open);

// Before it is seen, and before a link leads into it.
const near = new IntersectionObserver(entries => {
  for (const entry of entries) if (entry.isIntersecting) open(entry.target);
}, { rootMargin: "200% 0px" });
for (const article of closed) near.observe(article);

document.addEventListener("click", event => {
  const link = event.target.closest?.("a[href^='#']");
  if (!link) return;
  const article = articleOf(link.hash);
  open(article);
  // A search may have taken the row away that a link leads to.
  const table = article?.querySelector?.("table.accounts");
  if (table && !document.getElementById(link.hash.slice(1))) showOnly(table, "");
}, { capture: true });

function arrive() {
  const article = articleOf(location.hash);
  if (!article?.querySelector(":scope > noscript")) return;
  open(article);
  document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
}
addEventListener("hashchange", arrive);
arrive();

// All of them before the page is printed, and while nothing else is to be done: then the browser's own search finds
// what they hold.
addEventListener("beforeprint", () => {
  openAll();
  for (const details of document.querySelectorAll("details")) details.open = true;
});
const whenIdle = self.requestIdleCallback ?? (task => setTimeout(() => task({ timeRemaining: () => 9 }), 50));
function openSome(deadline) {
  while (closed.length > 0 && deadline.timeRemaining() > 4) open(closed.shift());
  if (closed.length > 0) whenIdle(openSome);
}
addEventListener("load", () => whenIdle(openSome));

// An account is looked for in all campaigns at once.
const campaigns = document.querySelector("#campaigns .scroll");
if (campaigns) {
  const found = document.createElement("output");
  found.className = "found note";
  const search = addSearch(campaigns, "Find an account in any campaign", sought => {
    found.replaceChildren();
    if (sought.length < 3) return;
    openAll();
    for (const table of document.querySelectorAll("table.accounts")) {
      const hit = rowsOf(table).all.filter(item => item.cells[0].toLowerCase().includes(sought));
      if (hit.length === 0) continue;
      const id = table.closest("article").id;
      const link = document.createElement("a");
      link.href = `#${id}-who`;
      link.textContent = id;
      link.addEventListener("click", () => showOnly(table, sought));
      found.append(link, ` ${hit.length === 1 ? `${hit[0].cells[0]}, ${hit[0].cells[1]} requests`
        : `${number.format(hit.length)} accounts`} `);
    }
    if (!found.hasChildNodes()) found.textContent = "In no campaign.";
  });
  search.id = "find-account";
  search.addEventListener("keydown", event => {
    if (event.key === "Enter") found.querySelector("a")?.click();
  });
  search.after(found);
}

/** Leaves of a table of accounts only those that were looked for, as if its own search had been asked. */
function showOnly(table, sought) {
  const own = table.closest("section").querySelector("input[type=search]");
  if (own) own.value = sought;
  rowsOf(table).search(sought);
}
