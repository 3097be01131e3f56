/** Interlace: theme, help and keys. Every page works without it. */
import { dropAll, namesOf, operationOf } from "./kept.js";

const root = document.documentElement;
const themes = ["auto", "light", "dark"];
const yearInSeconds = 31_536_000;

/** Remembers the choice for the server, which writes it into the next page. @param {string} theme */
function setTheme(theme) {
  if (theme === "auto") delete root.dataset.theme;
  else root.dataset.theme = theme;
  document.cookie = `interlace_theme=${theme}; path=/; max-age=${yearInSeconds}; SameSite=Strict`;
}

const nextTheme = () => themes[(themes.indexOf(root.dataset.theme ?? "auto") + 1) % themes.length];
const openHelp = () => /** @type {HTMLDialogElement | null} */ (document.querySelector("#help"))?.showModal();

/** Single keys never fire in fields, in IME composition, or with a modifier. @param {KeyboardEvent} event */
function isPlainKey(event) {
  const inField = /** @type {Element} */ (event.target).closest("input, textarea, select, [contenteditable]");
  return !inField && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey;
}

/** Physical position, so that J is J on a Thai or Korean layout. @param {KeyboardEvent} event */
const keyName = (event) => (event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key);

/** Moves the current row; the list itself never reorders. @param {number} step */
function moveRow(step) {
  const rows = /** @type {HTMLElement[]} */ ([...document.querySelectorAll(".queue-item, [data-row]")]);
  if (!rows.length) return;
  const here = rows.findIndex((row) => row.getAttribute("aria-current") === "true");
  const next = rows[Math.min(rows.length - 1, Math.max(0, here + step))];
  rows[here]?.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.focus();
}

/** A control that names a key: links and steps are followed, answers are only focused, so that Enter stays the act.
    @param {string} key */
function useControl(key) {
  const control = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(key)}"]`));
  if (!control) return false;
  if (control.matches("a[href], [data-do]")) control.click();
  else control.focus();
  return true;
}

let goPressed = false;
const onKey = { "?": openHelp, j: () => moveRow(1), k: () => moveRow(-1) };

document.addEventListener("keydown", (event) => {
  if (!isPlainKey(event) || document.querySelector("dialog[open]")) return;
  const key = keyName(event);
  const go = goPressed;
  goPressed = key === "g";
  if (go) return void useControl(`g ${key}`);
  if (useControl(event.key) || useControl(key)) return void event.preventDefault();
  (onKey[event.key] ?? onKey[key])?.();
});

document.addEventListener("click", (event) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-do]"));
  if (!button) return;
  if (button.dataset.do === "help") openHelp();
  if (button.dataset.do === "print") print();
  if (button.dataset.do === "theme") setTheme(nextTheme());
  if (button.dataset.do === "next") moveRow(1);
  if (button.dataset.do !== "submit") event.preventDefault();
});

/** Whoever signs out is told first what of theirs waits on this device: they send it, drop it, or leave it sealed. */
document.addEventListener("submit", (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!form.matches("#sign-out")) return;
  const reader = form.dataset.reader ?? "";
  const pressed = /** @type {HTMLButtonElement | null} */ (/** @type {SubmitEvent} */ (event).submitter)?.value;
  if (pressed === "drop") dropAll(reader);
  const names = namesOf(reader);
  const told = /** @type {HTMLElement | null} */ (document.querySelector("#sign-out-waits"));
  if (!names.length || pressed === "leave" || !told) return;
  event.preventDefault();
  told.hidden = false;
  const [words, link] = [told.querySelector("[role=status]"), told.querySelector("a")];
  if (words) words.textContent = (told.dataset.told ?? "").replace("{count}", String(names.length));
  if (link) link.href = `${told.dataset.rooms}/${operationOf(names[0])}`;
  link?.focus();
});

/** Example values fill the box, nothing is sent. */
document.addEventListener("click", (event) => {
  const chip = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-fill]"));
  const box = chip && /** @type {HTMLInputElement | null} */ (document.getElementById(chip.dataset.fill ?? ""));
  if (!chip || !box) return;
  box.value = chip.textContent?.trim() ?? "";
  box.focus();
});

/** Shows only the rows that need somebody. */
document.addEventListener("change", (event) => {
  const box = /** @type {HTMLInputElement} */ (event.target);
  if (!box.matches("[data-only-problems]")) return;
  const table = document.getElementById(box.dataset.onlyProblems ?? "");
  table?.querySelectorAll("tbody tr:not(.has-problem)").forEach((row) => { /** @type {HTMLElement} */ (row).hidden = box.checked; });
});

document.querySelector(".notice.is-bad[tabindex], [data-focus]")?.focus?.();

/** A call sounds when it comes: once, and again with every time the page asks, until somebody answers. */
// What a page asks by itself, every few seconds, is no sign that its reader is there: the session still ends when idle.
document.addEventListener("htmx:configRequest", (event) => {
  const { triggeringEvent, headers } = /** @type {CustomEvent} */ (event).detail;
  if (!triggeringEvent) headers["Interlace-Unasked"] = "1";
});

// htmx keeps the address of the page for a history that nothing here uses. Whom somebody looked after is not left behind.
document.addEventListener("DOMContentLoaded", () => sessionStorage.removeItem("htmx-current-path-for-history"));

document.addEventListener("htmx:afterSwap", () => {
  if (!document.querySelector("#call[data-call]")) return;
  document.title = document.title.startsWith("! ") ? document.title : `! ${document.title}`;
  sound();
});

/** Two short tones; a browser that forbids sound before the first click stays silent. */
function sound() {
  const context = new AudioContext();
  for (const start of [0, 0.3]) {
    const tone = context.createOscillator();
    const loudness = context.createGain();
    loudness.gain.value = 0.15;
    tone.frequency.value = 880;
    tone.connect(loudness).connect(context.destination);
    tone.start(context.currentTime + start);
    tone.stop(context.currentTime + start + 0.2);
  }
  setTimeout(() => context.close(), 1000);
}
