/** Timeline: days are chosen by drawing over the lanes with a mouse. Without it the two fields of days do the same. */

const day = 86_400_000;
/** Narrower than this nothing was drawn, but pressed: pixels of the sheet. */
const least = 4;

const sheet = /** @type {SVGSVGElement | null} */ (document.querySelector("svg[data-days]"));
const form = /** @type {HTMLFormElement | null} */ (document.querySelector("#days"));

/** Where the pointer lies on the sheet, within its first and last day. @param {SVGSVGElement} on @param {PointerEvent} event */
function placeOf(on, event) {
  const turned = on.getScreenCTM()?.inverse();
  const x = turned ? new DOMPoint(event.clientX, event.clientY).matrixTransform(turned).x : 0;
  return Math.min(Number(on.dataset.right), Math.max(Number(on.dataset.left), x));
}

/** The day that lies there, as the fields hold it. @param {SVGSVGElement} on @param {number} x */
function dayAt(on, x) {
  const [first, last] = [Date.parse(on.dataset.first ?? ""), Date.parse(on.dataset.last ?? "")];
  const [left, right] = [Number(on.dataset.left), Number(on.dataset.right)];
  const passed = right > left ? ((x - left) / (right - left)) * (last - first) : 0;
  return new Date(first + Math.round(passed / day) * day).toISOString().slice(0, 10);
}

/** @param {SVGSVGElement} on @param {HTMLFormElement} days */
function drawable(on, days) {
  /** @type {{ from: number, to: number, mark: SVGRectElement, pointer: number } | null} */
  let drawn = null;
  const end = () => {
    drawn?.mark.remove();
    drawn = null;
  };
  on.addEventListener("pointerdown", (event) => {
    // A finger moves the page.
    if (event.button !== 0 || event.pointerType === "touch") return;
    event.preventDefault();
    end();
    const mark = document.createElementNS(on.namespaceURI ?? "", "rect");
    const from = placeOf(on, event);
    drawn = { from, to: from, mark: /** @type {SVGRectElement} */ (mark), pointer: event.pointerId };
    mark.setAttribute("class", "brush");
    mark.setAttribute("height", String(on.viewBox.baseVal.height));
    on.append(mark);
    on.setPointerCapture(event.pointerId);
  });
  on.addEventListener("pointermove", (event) => {
    if (!drawn || event.pointerId !== drawn.pointer) return;
    drawn.to = placeOf(on, event);
    drawn.mark.setAttribute("x", String(Math.min(drawn.from, drawn.to)));
    drawn.mark.setAttribute("width", String(Math.abs(drawn.to - drawn.from)));
  });
  on.addEventListener("pointerup", (event) => {
    if (!drawn || event.pointerId !== drawn.pointer) return;
    const ends = [drawn.from, drawn.to].sort((one, other) => one - other);
    end();
    if (ends[1] - ends[0] < least) return;
    ["since", "until"].forEach((name, at) => {
      const field = /** @type {HTMLInputElement} */ (days.elements.namedItem(name));
      field.value = dayAt(on, ends[at]);
    });
    days.requestSubmit();
  });
  on.addEventListener("pointercancel", end);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") end();
  });
}

if (sheet && form) drawable(sheet, form);
