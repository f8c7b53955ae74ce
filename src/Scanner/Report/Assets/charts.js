// Charts: the readout of what lies under the pointer.

/** The time at which a bin begins. */
function timeOf(figure, bin) {
  const at = Date.parse(figure.dataset.start) + bin * figure.dataset.hours * 3600000;
  return new Date(at).toISOString().slice(0, 16).replace("T", " ");
}

/** The counts that a stepped outline is drawn of: h walks over bins at a level, V goes to one, from above. */
function countsOf(path, bins, max) {
  const counts = new Array(bins).fill(0);
  let bin = 0, level = max;
  for (const [, command, value] of path.getAttribute("d").matchAll(/([hV])(\d+)/g)) {
    if (command === "V") level = Number(value);
    else counts.fill(max - level, bin, bin += Number(value));
  }
  return counts;
}

/** Timelines tell the counts of the bin under the pointer; arrow keys walk from bin to bin. */
function addTimeline(figure) {
  const chart = figure.querySelector("svg");
  const cursor = figure.querySelector(".cursor");
  const output = figure.querySelector("output");
  const [own, outside] = figure.querySelectorAll(".panel");
  const boxOf = panel => panel.getAttribute("viewBox").split(" ").map(Number).slice(2);
  const bins = boxOf(own)[0];
  let bin = -1, counts;

  const show = next => {
    bin = Math.max(0, Math.min(bins - 1, next));
    counts ??= [[own.querySelector("path"), own], [document.getElementById("outside"), outside]]
      .map(([path, panel]) => countsOf(path, ...boxOf(panel)));
    const [here, there] = counts.map(series => number.format(series[bin]));
    output.textContent = `${timeOf(figure, bin)}: ${here}, outside ${there}`;
    const x = `${100 * (bin + 0.5) / bins}%`;
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
    show(Math.floor((event.clientX - box.left) / box.width * bins));
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

/** Heat maps tell the account and the time under the pointer. */
function addHeatMap(figure) {
  const chart = figure.querySelector("svg");
  const output = figure.querySelector("output");
  chart.addEventListener("pointermove", event => {
    const accounts = figure.dataset.accounts.split("\n");
    const box = chart.getBoundingClientRect();
    const row = Math.floor((event.clientY - box.top) / box.height * accounts.length);
    const bin = Math.floor((event.clientX - box.left) / box.width * chart.viewBox.baseVal.width);
    if (accounts[row] !== undefined) output.textContent = `${accounts[row]}, ${timeOf(figure, bin)}`;
  });
  chart.addEventListener("pointerleave", () => output.textContent = "");
}

function addCharts(root) {
  root.querySelectorAll("figure.timeline").forEach(addTimeline);
  root.querySelectorAll("figure.heat").forEach(addHeatMap);
}
