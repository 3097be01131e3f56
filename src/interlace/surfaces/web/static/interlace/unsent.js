/** Notes, reasons and last words: kept every second while somebody types, as a draft is, until they are sent. The page also
    works without it: then what was not sent is not kept. */
import { renew, tellWhy } from "./session.js";

const mark = /** @type {HTMLElement} */ (document.querySelector("#unsent"));
const second = 1000;

/** What was typed into and not kept yet. @type {Set<HTMLFormElement>} */
const unkept = new Set();
/** What is under way. @type {Map<HTMLFormElement, AbortController>} */
const sending = new Map();
let timer = 0;
let isEnded = false;
let renewedAt = 0;

/** @param {Event} event */
const formOf = (event) => /** @type {HTMLFormElement | null} */ (/** @type {Element} */ (event.target).closest("form[data-keep]"));

/** @param {HTMLFormElement} form */
const placeIn = (form) => form.querySelector("[data-kept]");

/** Typing does not put it off: what was typed is sent within a second, however fast it goes on. @param {number} wait */
function keepWithin(wait) {
  if (!timer) timer = window.setTimeout(keepAll, wait);
}

function keepAll() {
  clearTimeout(timer);
  timer = 0;
  for (const form of unkept) {
    if (isEnded) tellWhy(mark, placeIn(form), "ended");
    else if (!sending.has(form)) keep(form);
  }
}

/** @param {HTMLFormElement} form */
async function keep(form) {
  const stop = new AbortController();
  sending.set(form, stop);
  unkept.delete(form);
  const terms = { method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, keepalive: true, signal: stop.signal };
  const answer = await fetch(form.dataset.keep ?? "", terms).catch(() => undefined);
  sending.delete(form);
  if (stop.signal.aborted) return;
  if (answer?.ok) {
    const place = placeIn(form);
    if (place) Object.assign(place, { className: "hint", textContent: await answer.text() });
    if (unkept.size) keepWithin(second);
    return;
  }
  unkept.add(form);
  if (answer?.status === 401 || answer?.status === 403) {
    isEnded = true;
    tellWhy(mark, placeIn(form), "ended");
    if (Date.now() - renewedAt > 5 * second) goOn();
  } else if (answer?.status === 404) {
    unkept.delete(form);
    tellWhy(mark, placeIn(form), "gone");
  } else {
    tellWhy(mark, placeIn(form), "unreached");
    keepWithin(2 * second);
  }
}

async function goOn() {
  if (!isEnded) return;
  const why = await renew(mark).catch(() => "unreached");
  if (why) return unkept.forEach((form) => tellWhy(mark, placeIn(form), why));
  isEnded = false;
  renewedAt = Date.now();
  keepAll();
}

document.addEventListener("input", (event) => {
  const form = formOf(event);
  if (!form) return;
  unkept.add(form);
  keepWithin(second);
});

/** What is sent is kept no longer; without a session it would be answered with the sign-in page, and its words be gone. */
document.addEventListener("submit", (event) => {
  const form = formOf(event);
  if (form && isEnded) {
    event.preventDefault();
    unkept.add(form);
    goOn();
    return;
  }
  if (form) {
    unkept.delete(form);
    sending.get(form)?.abort();
  }
  keepAll();
});

window.addEventListener("focus", goOn);
document.addEventListener("visibilitychange", () => (document.visibilityState === "visible" ? goOn() : keepAll()));
window.addEventListener("beforeunload", (event) => {
  if (unkept.size && isEnded) event.preventDefault();
});
