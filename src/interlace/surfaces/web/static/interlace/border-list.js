/** The list that a border page keeps for when its line is down. It lies in the memory of the page alone and goes with it; so
    do the zones that were scanned meanwhile. Of each such scan, that it was made is kept until the node has it. */

const second = 1000;
/** A recall reaches a device within a quarter of an hour, as long as there is a line. */
const refreshed = 10 * 60 * second;
const sentEvery = 15 * second;
const atOnce = 20;
const domain = "interlace-border-list-1\0";
const notesKey = "interlace_border_late";
const wishKey = "interlace_border_keep";

/** @typedef {{ made: string, old: string, ends: string, bits: number, salt: string, digests: string,
    issuers: Record<string, string> }} Listed */
/** @typedef {{ id: string, at: string, zone?: string }} Note */

const place = /** @type {HTMLElement | null} */ (document.querySelector("#own-list"));
const device = /** @type {HTMLElement | null} */ (document.querySelector("#device"));
const said = document.querySelector("#device-said");
const waiting = document.querySelector("#device-waiting");
const keepButton = /** @type {HTMLButtonElement | null} */ (document.querySelector("#keep"));
const codePlace = document.querySelector("#keep-code");
const latePlace = document.querySelector("#late");
/** Without a secure address a browser checks no signature: then there is no list. */
const isPossible = Boolean(place && device && globalThis.crypto?.subtle);

/** @type {{ terms: Listed, salt: Uint8Array, digests: Uint8Array, width: number } | null} */
let list = null;
/** Zones by the id of their scan: never on a disk. @type {Map<string, string>} */
const zones = new Map();
let isSending = false;

/** @param {string} name */
const told = (name) => place?.dataset[name] ?? "";
/** @param {string} text */
const bytesOf = (text) => Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
/** @param {string} text */
const bytesOfHex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
/** Minutes. */
const age = () => (list ? Math.max(0, Math.round((Date.now() - Date.parse(list.terms.made)) / 60_000)) : 0);
const hoursLeft = () => (list ? Math.max(0, Math.round((Date.parse(list.terms.ends) - Date.now()) / 3_600_000)) : 0);
const token = () => /** @type {HTMLInputElement} */ (document.querySelector("[name=csrfmiddlewaretoken]")).value;

/** Whether a list is there, even one that has ended. */
export const hasList = () => list !== null;

/** @param {string} text @param {string} signature */
async function isSigned(text, signature) {
  const key = await crypto.subtle.importKey("raw", bytesOfHex(told("key")), "Ed25519", false, ["verify"]);
  return crypto.subtle.verify("Ed25519", key, bytesOfHex(signature), new TextEncoder().encode(domain + text));
}

async function take() {
  if (!keepButton || keepButton.getAttribute("aria-pressed") !== "true") return;
  try {
    const code = codePlace?.querySelector("input")?.value ?? "";
    const answer = await fetch(told("list"), {
      method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(), code }),
      headers: { "HX-Request": "true", Accept: "application/json" }, signal: AbortSignal.timeout(60 * second),
    });
    if (!answer.ok) {
      // Whoever may not keep one any more keeps none. An answer of the way between says nothing about that.
      if (answer.status < 500) list = null;
      const refusal = await answer.json().catch(() => ({}));
      return show(refusal.said);
    }
    const { signed, signature } = await answer.json();
    if (!await isSigned(signed, signature)) {
      list = null;
      return show();
    }
    codePlace?.remove();
    const terms = /** @type {Listed} */ (JSON.parse(signed));
    list = { terms, salt: bytesOf(terms.salt), digests: bytesOf(terms.digests), width: Math.ceil(terms.bits / 8) };
  } catch {
    // The one that is there is kept: its age is said with each answer.
  }
  show();
}

/** @param {string} [refusal] */
function show(refusal) {
  const kept = list ? told("kept").replace("{minutes}", String(age())).replace("{hours}", String(hoursLeft())) : "";
  if (said) said.textContent = refusal || kept || told("none");
  const count = notes().length;
  if (waiting) waiting.textContent = count ? told("waiting").replace("{count}", String(count)) : "";
}

/** @param {string} field */
function checkDigit(field) {
  const value = (/** @type {string} */ sign) => (sign === "<" ? 0 : parseInt(sign, 36));
  return String([...field].reduce((sum, sign, index) => sum + value(sign) * [7, 3, 1][index % 3], 0) % 10);
}

/** Issuer and number of a zone whose check digits of number and dates fit (ICAO Doc 9303), or nothing. @param {string} text */
function documentIn(text) {
  let lines = text.toUpperCase().split(/\s+/).filter(Boolean);
  const length = { 90: 30, 72: 36, 88: 44 }[lines.length === 1 ? lines[0].length : 0];
  if (length) lines = lines[0].match(new RegExp(`.{${length}}`, "g")) ?? [];
  const size = lines[0]?.length ?? 0;
  const isCard = lines.length === 3 && size === 30;
  if (!isCard && !(lines.length === 2 && [36, 44].includes(size))) return null;
  if (lines.some((line) => line.length !== size || /[^0-9A-Z<]/.test(line))) return null;
  const [line, start, dates, rest] = isCard ? [lines[0], 5, [0, 8], 15] : [lines[1], 0, [13, 21], 28];
  const dated = lines[1];
  if (dates.some((at) => checkDigit(dated.slice(at, at + 6)) !== dated[at + 6])) return null;
  let number = line.slice(start, start + 9);
  let digit = line[start + 9];
  const goesOn = digit === "<" && !number.includes("<") && size !== 44 && lines[0][0] !== "V";
  if (goesOn) {
    const more = line.slice(rest, isCard ? 30 : 35).split("<")[0];
    number += more.slice(0, -1);
    digit = more.slice(-1);
  }
  if (checkDigit(number) !== digit) return null;
  return { issuer: lines[0].slice(2, 5).replaceAll("<", ""), number: number.replaceAll("<", "") };
}

/** @param {string} text */
async function mayStandIn(text) {
  if (!list) return false;
  const { salt, digests, width, terms } = list;
  const content = new Uint8Array([...salt, ...new TextEncoder().encode(text)]);
  const wanted = new Uint8Array(await crypto.subtle.digest("SHA-256", content)).slice(0, width);
  wanted[0] &= 0xff >> (width * 8 - terms.bits);
  let low = 0;
  let high = digests.length / width;
  while (low < high) {
    const middle = (low + high) >> 1;
    const order = compare(digests, middle * width, wanted);
    if (order === 0) return true;
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return false;
}

/** @param {Uint8Array} digests @param {number} at @param {Uint8Array} wanted */
function compare(digests, at, wanted) {
  for (let index = 0; index < wanted.length; index += 1) {
    if (digests[at + index] !== wanted[index]) return digests[at + index] - wanted[index];
  }
  return 0;
}

/** Which band a scan without a line shows, and how old the list is. @param {string} text */
export async function lookUp(text) {
  if (!list) return null;
  const now = Date.now();
  const minutes = age();
  const found = documentIn(text);
  if (!found) return { band: "local_misread", minutes };
  note(text);
  if (now >= Date.parse(list.terms.ends)) return { band: "local_ended", minutes };
  const issuer = list.terms.issuers[found.issuer];
  const forms = [`-:${found.number}`, ...(issuer ? [`${issuer}:${found.number}`] : [])];
  if ((await Promise.all(forms.map(mayStandIn))).some(Boolean)) return { band: "local_met", minutes };
  return { band: now >= Date.parse(list.terms.old) ? "local_old" : "local_none", minutes };
}

/** @returns {Note[]} */
function notes() {
  try {
    return JSON.parse(sessionStorage.getItem(notesKey) ?? "[]");
  } catch {
    return [];
  }
}

/** @param {string} zone */
function note(zone) {
  const id = crypto.randomUUID();
  zones.set(id, zone);
  sessionStorage.setItem(notesKey, JSON.stringify([...notes(), { id, at: new Date().toISOString() }]));
  show();
}

/** Tells the node what was scanned meanwhile; whatever it does not take stays. */
export async function sendLate() {
  const all = notes();
  if (!isPossible || isSending || !all.length || !navigator.onLine) return;
  isSending = true;
  const sent = all.slice(0, atOnce).map((each) => ({ ...each, zone: zones.get(each.id) ?? "" }));
  try {
    const answer = await fetch(told("late"), {
      method: "POST", body: new URLSearchParams({ csrfmiddlewaretoken: token(), scans: JSON.stringify(sent) }),
      headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(60 * second),
    });
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("#late-rows");
    if (!answer.ok || !fresh) return;
    const taken = new Set(fresh.getAttribute("data-taken")?.split(" "));
    sessionStorage.setItem(notesKey, JSON.stringify(notes().filter((each) => !taken.has(each.id))));
    taken.forEach((id) => zones.delete(id));
    latePlace?.replaceChildren(fresh);
  } catch {
    // Later again.
  } finally {
    isSending = false;
    show();
  }
}

/** @param {boolean} isWished */
function keep(isWished) {
  keepButton?.setAttribute("aria-pressed", String(isWished));
  localStorage.setItem(wishKey, isWished ? "1" : "0");
  if (!isWished) list = null;
  show();
  if (isWished) take();
}

if (isPossible && device) {
  device.hidden = false;
  keepButton?.addEventListener("click", () => keep(keepButton.getAttribute("aria-pressed") !== "true"));
  setInterval(take, refreshed);
  setInterval(() => show(), 60 * second);
  setInterval(sendLate, sentEvery);
  addEventListener("online", () => {
    take();
    sendLate();
  });
  addEventListener("beforeunload", (event) => {
    if (zones.size) event.preventDefault();
  });
  // The first list of a session leaves on a code: then nothing is taken before somebody presses.
  keep(localStorage.getItem(wishKey) === "1" && !codePlace);
  sendLate();
}
