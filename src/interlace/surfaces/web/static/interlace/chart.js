/** Link chart: arrow keys between items and rows, and Ctrl+Z. Without it every item, step and undo is a plain link. */

const isPlain = (/** @type {KeyboardEvent} */ event) =>
  !/** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]");

/** Which way an arrow points. @type {Record<string, [number, number]>} */
const ways = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** @param {Element} node */
function middleOf(node) {
  const box = node.querySelector("circle, rect")?.getBoundingClientRect() ?? node.getBoundingClientRect();
  return [box.left + box.width / 2, box.top + box.height / 2];
}

/** The nearest item within an eighth of a turn on either side of the way. @param {Element} here @param {[number, number]} way */
function nextNode(here, way) {
  const [x, y] = middleOf(here);
  let best = null;
  let least = Infinity;
  for (const node of document.querySelectorAll("[data-node]")) {
    const [toX, toY] = middleOf(node).map((place, at) => place - [x, y][at]);
    const along = toX * way[0] + toY * way[1];
    const aside = Math.abs(toX * way[1] - toY * way[0]);
    if (node !== here && along > 0 && aside <= along && along + aside < least) [best, least] = [node, along + aside];
  }
  return /** @type {SVGAElement | null} */ (best);
}

/** The same column of the next row. @param {Element} cell @param {number} step */
function nextRow(cell, step) {
  const row = cell.closest("tr");
  const other = step > 0 ? row?.nextElementSibling : row?.previousElementSibling;
  const column = [...(row?.children ?? [])].indexOf(/** @type {Element} */ (cell.closest("td")));
  return /** @type {HTMLElement | null} */ (other?.children[column]?.querySelector("a") ?? null);
}

document.addEventListener("keydown", (event) => {
  const place = /** @type {Element} */ (event.target);
  if (!isPlain(event) || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.code === "KeyZ") {
    const undo = document.querySelector("#undo");
    if (undo) event.preventDefault();
    return void /** @type {HTMLElement | null} */ (undo)?.click();
  }
  const way = ways[event.key];
  if (!way || event.ctrlKey || event.metaKey || event.altKey) return;
  const next = place.matches("[data-node]") ? nextNode(place, way)
    : place.closest("#links") && way[1] ? nextRow(place, way[1]) : null;
  if (!next) return;
  event.preventDefault();
  next.focus();
});

// The table is reached by its key: then its first link, so that the arrows go on from there.
document.querySelector('[data-key="t"]')?.addEventListener("click", (event) => {
  const first = /** @type {HTMLElement | null} */ (document.querySelector("#links a"));
  if (!first) return;
  event.preventDefault();
  first.focus();
});
