/** A message that is being written: kept every second while somebody types, and never lost in silence. Its page also works
    without it: then the buttons keep. */
import { renew, tellWhy } from "./session.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#message"));
const second = 1000;

let timer = 0;
let isKept = true;
let isEnded = false;

/** Typing does not put it off: what was typed is sent within a second, however fast it goes on. */
function keepSoon() {
  isKept = false;
  if (!timer) timer = window.setTimeout(keep, second);
}

function keep() {
  clearTimeout(timer);
  timer = 0;
  if (!isEnded) form.dispatchEvent(new Event("keep"));
}

/** @param {string} why */
const tell = (why) => tellWhy(form, document.querySelector("#saved > p"), why);

async function goOn() {
  if (!isEnded) return;
  const why = await renew(form).catch(() => "unreached");
  if (why) return tell(why);
  isEnded = false;
  keep();
}

form.addEventListener("input", keepSoon);
form.addEventListener("change", keep);

form.addEventListener("htmx:afterRequest", (event) => {
  const { successful, xhr } = /** @type {CustomEvent} */ (event).detail;
  if (successful) {
    isKept = !timer;
  } else if (xhr.status === 401 || xhr.status === 403) {
    isEnded = true;
    tell("ended");
    goOn();
  } else if (xhr.status === 404) {
    tell("gone");
  } else {
    tell("unreached");
    if (!timer) timer = window.setTimeout(keep, 2 * second);
  }
});

/** A form that is sent without a session would be answered with the sign-in page, and its words would be gone. */
form.addEventListener("submit", (event) => {
  if (isEnded) {
    event.preventDefault();
    goOn();
  } else {
    isKept = true;
  }
});

window.addEventListener("focus", goOn);
document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && goOn());
window.addEventListener("beforeunload", (event) => {
  if (!isKept) event.preventDefault();
});

/** A file that no message carries is not sent first to be refused afterwards. */
const file = /** @type {HTMLInputElement | null} */ (document.querySelector("#file"));
file?.addEventListener("change", () => {
  const isTooLarge = [...(file.files ?? [])].some((each) => each.size > Number(file.dataset.most));
  file.setCustomValidity(isTooLarge ? (file.dataset.said ?? "") : "");
  file.toggleAttribute("aria-invalid", isTooLarge);
  const words = document.querySelector("#file-said");
  if (words) words.textContent = isTooLarge ? (file.dataset.said ?? "") : "";
});
