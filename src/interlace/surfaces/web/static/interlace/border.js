/** Border mode: the field is always ready, a scan asks by itself, and nothing about a traveller stays. The page works as a
    plain form without it. */
import { hasList, lookUp, sendLate } from "./border-list.js";

const form = /** @type {HTMLFormElement} */ (document.querySelector("#border"));
const zone = /** @type {HTMLTextAreaElement} */ (document.querySelector("#zone"));
const place = /** @type {HTMLElement} */ (document.querySelector("#band-place"));
const soundButton = /** @type {HTMLButtonElement} */ (document.querySelector("#sound"));

const callPlace = document.querySelector("#border-call");

const second = 1000;
/** A line of 400 kbit/s answers in one second, a node that has just started in some; whoever waits longer is told. */
const patience = 20 * second;
/** With a list on the device nobody waits so long for a line that is not there. */
const shortPatience = 5 * second;
/** A card has three short lines, everything else two long ones. */
const longestCardLine = 33;
/** After the last line some readers send no Enter. */
const pause = 350;

let waiting = 0;
let clearing = 0;
let isAsking = false;
/** Whether the next zone was finished while the last one was still asked about. */
let isNextWhole = false;

/** @param {string} text */
function isWhole(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter(Boolean);
  if (!lines.length) return false;
  return lines.length >= (lines[0].length <= longestCardLine ? 3 : 2) || [72, 88, 90].includes(lines[0].length);
}

/** Shows what a hidden template holds. @param {string} id */
function showOwn(id) {
  const own = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  place.replaceChildren(own.content.cloneNode(true));
  plan();
}

/** Without a line: what the list of this device says, or that there is none. @param {string} text */
async function showLocal(text) {
  const found = await lookUp(text);
  document.querySelector("#last")?.replaceChildren();
  callPlace?.replaceChildren();
  showOwn(found?.band ?? "no-line");
  const said = place.querySelector("p");
  if (found && said) said.textContent = said.textContent?.replace("{minutes}", String(found.minutes)) ?? "";
  sound(place.querySelector(".band")?.className ?? "");
}

/** What an answer says leaves by itself. */
function plan() {
  clearTimeout(clearing);
  const seconds = Number(place.querySelector("[data-clears]")?.getAttribute("data-clears"));
  if (seconds) clearing = window.setTimeout(forget, seconds * second);
}

function forget() {
  document.querySelector("#last")?.replaceChildren();
  callPlace?.replaceChildren();
  showOwn("ready");
}

/** @param {string} html */
function showAnswer(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  for (const id of ["band-place", "last", "counts", "border-call"]) {
    const fresh = answer.getElementById(id);
    if (fresh) document.getElementById(id)?.replaceChildren(...fresh.childNodes);
  }
  plan();
  sound(place.querySelector(".band")?.className ?? "");
}

async function ask() {
  clearTimeout(waiting);
  if (!zone.value.trim()) return;
  if (isAsking) return void (isNextWhole = true);
  isAsking = true;
  const scanned = zone.value;
  const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
  // The next traveller is never kept waiting by the last one's lines, and the last one's do not stay.
  zone.value = "";
  try {
    const answer = await fetch(form.action, {
      method: "POST", body, headers: { "HX-Request": "true" },
      signal: AbortSignal.timeout(hasList() ? shortPatience : patience),
    });
    if (answer.redirected || answer.status === 401) return void location.assign(form.action);
    const text = await answer.text();
    if (!text.includes('id="band-place"')) return void await showLocal(scanned);
    showAnswer(text);
    sendLate();
  } catch {
    await showLocal(scanned);
  } finally {
    isAsking = false;
    zone.focus();
    // What the reader is still in the middle of is not asked about: it says itself when it has come to its end.
    if (isNextWhole) {
      isNextWhole = false;
      ask();
    }
  }
}

/** Calls the bureau about the scan that is shown; the field stays ready for the next one. @param {HTMLFormElement} asked */
async function call(asked) {
  const button = /** @type {HTMLButtonElement} */ (asked.querySelector("button"));
  button.disabled = true;
  try {
    const answer = await fetch(asked.action, {
      method: "POST", body: new URLSearchParams(/** @type {any} */ (new FormData(asked))),
      headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(patience),
    });
    const text = await answer.text();
    const told = new DOMParser().parseFromString(text, "text/html").querySelector("[role=status]");
    if (answer.ok && told && asked.isConnected) asked.replaceWith(told);
    else button.disabled = false;
  } catch {
    button.disabled = false;
    showOwn("no-line");
  } finally {
    zone.focus();
  }
}

for (const where of [callPlace, document.querySelector("#late")]) {
  where?.addEventListener("submit", (event) => {
    event.preventDefault();
    call(/** @type {HTMLFormElement} */ (event.target));
  });
}

addEventListener("keydown", (event) => {
  if (event.key !== "F2") return;
  event.preventDefault();
  const asked = /** @type {HTMLFormElement | null} */ (callPlace?.querySelector("form[data-calls]") ?? null);
  if (asked) asked.requestSubmit();
});

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});

zone.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.isComposing || event.shiftKey) return;
  // A second Enter asks with what there is: what is missing is said.
  if (!isWhole(zone.value) && !(zone.value.trim() && zone.value.endsWith("\n"))) return;
  event.preventDefault();
  ask();
});

zone.addEventListener("input", () => {
  clearTimeout(waiting);
  // Only a whole zone of the right length asks without an Enter: somebody who types is left in peace.
  const lines = zone.value.split("\n").map((line) => line.trim()).filter(Boolean);
  const size = lines.length === 3 ? 30 : [36, 44].includes(lines[0]?.length) ? lines[0].length : 0;
  const isComplete = size && lines.length === (size === 30 ? 3 : 2) && lines.every((line) => line.length === size);
  if (isComplete) waiting = window.setTimeout(ask, pause);
});

/** Signs of a document go into the field wherever the focus is, so that no scan is lost; other keys keep their meaning.
    @param {KeyboardEvent} event */
function catchSign(event) {
  const target = /** @type {Element} */ (event.target);
  const isElsewhere = target.closest("input, textarea, select, dialog, [popover]");
  if (isElsewhere || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (!/^[A-Za-z0-9<]$/.test(event.key)) return;
  event.stopPropagation();
  zone.focus();
}

addEventListener("keydown", catchSign, { capture: true });
addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  zone.value = "";
  forget();
  zone.focus();
});
addEventListener("focus", () => zone.focus());
document.querySelector("#main")?.addEventListener("click", (event) => {
  if (!/** @type {Element} */ (event.target).closest("a, button, input, textarea, select, summary")) zone.focus();
});

const kept = "interlace_border_sound";
let isLoud = localStorage.getItem(kept) === "1";

function showSound() {
  soundButton.hidden = false;
  soundButton.setAttribute("aria-pressed", String(isLoud));
}

soundButton.addEventListener("click", () => {
  isLoud = !isLoud;
  localStorage.setItem(kept, isLoud ? "1" : "0");
  showSound();
  if (isLoud) sound("is-good");
  zone.focus();
});

/** One tone for no hit, two for a look, three for the second line; the word on the screen says the same.
    @param {string} tone */
function sound(tone) {
  if (!isLoud) return;
  const context = new AudioContext();
  const [count, pitch] = tone.includes("is-good") ? [1, 880] : tone.includes("is-bad") ? [3, 330] : [2, 550];
  for (let place = 0; place < count; place += 1) {
    const start = context.currentTime + place * 0.25;
    const oscillator = context.createOscillator();
    const loudness = context.createGain();
    loudness.gain.value = 0.15;
    oscillator.frequency.value = pitch;
    oscillator.connect(loudness).connect(context.destination);
    oscillator.start(start);
    oscillator.stop(start + 0.15);
  }
  window.setTimeout(() => context.close(), 1500);
}

showSound();
plan();
zone.focus();
