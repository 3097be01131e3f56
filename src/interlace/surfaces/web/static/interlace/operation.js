/** The operation room and its wall: clocks that run, a wall that renews itself, and check-ins and aborts that wait for a line.
    The pages work without it: then clocks stand at the moment of reading, and a check-in or an abort needs the line. */
import { Kept } from "./kept.js";
import { renew } from "./session.js";

const second = 1000;
const renewedEvery = 10 * second;
const sentEvery = 10 * second;
const patience = 15 * second;

const room = /** @type {HTMLElement | null} */ (document.querySelector("#room"));
const wall = /** @type {HTMLElement | null} */ (document.querySelector("#wall"));
const two = (/** @type {number} */ number) => String(number).padStart(2, "0");

/** @param {string} zone */
const timeIn = (zone) => new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit", second: "2-digit" }).format(new Date());

function tick() {
  for (const clock of document.querySelectorAll("[data-zone]")) clock.textContent = timeIn(clock.getAttribute("data-zone") ?? "UTC");
  const countdown = document.querySelector("[data-countdown]");
  if (!countdown) return;
  const left = Math.round((Date.parse(countdown.getAttribute("datetime") ?? "") - Date.now()) / second);
  const size = Math.abs(left);
  countdown.textContent = `${left < 0 ? "+" : "−"}${two(Math.floor(size / 3600))}:${two(Math.floor(size / 60) % 60)}:${two(size % 60)}`;
}

/** The wall asks for itself; nobody sits before it, so its session ends as any other that is left alone. */
async function renewWall() {
  const told = /** @type {HTMLElement} */ (document.querySelector("#renewed"));
  try {
    const answer = await fetch(wall?.dataset.page ?? "", { headers: { "Interlace-Unasked": "1" }, signal: AbortSignal.timeout(patience) });
    if (answer.redirected || answer.status === 404) return void location.reload();
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("#wall");
    if (!answer.ok || !fresh) throw new Error("no wall");
    wall?.replaceChildren(...fresh.childNodes);
    told.textContent = page.querySelector("#renewed")?.textContent ?? "";
    told.dataset.time = told.textContent;
    told.className = "";
    tick();
  } catch {
    told.className = "state is-bad";
    told.textContent = (told.dataset.lost ?? "").replace("{time}", told.dataset.time?.match(/\d\d:\d\d/)?.[0] ?? "");
  }
}

/** The officer's own words: they stay on the device until the node has them, for a telephone forgets a page that it puts away. */
const kept = new Kept({
  reader: room?.dataset.reader ?? "", operation: room?.dataset.operation ?? "", seal: room?.dataset.seal ?? "",
  unreadable: room?.dataset.unreadable ?? "",
});
let isSending = false;
/** What the node said last. */
let heard = "";

/** What the node refused, with its reason: it stays until the officer puts it away. */
function showRefused() {
  const list = document.querySelector("#check-ins-refused");
  list?.replaceChildren(...kept.refused().map((each) => {
    const line = document.createElement("li");
    const away = document.createElement("button");
    away.type = "button";
    away.className = "btn";
    away.textContent = room?.dataset.away ?? "";
    away.addEventListener("click", () => {
      kept.forget(each.key);
      tell();
    });
    const said = each.at ? `${new Date(each.at).toTimeString().slice(0, 5)} ${each.team} ${each.text}: ` : "";
    line.append(`${said}${each.refused} `, away);
    return line;
  }));
}

function tell() {
  const place = document.querySelector("#check-ins");
  const aborts = kept.waiting().filter((each) => each.reach).length;
  const count = kept.waiting().length - aborts;
  if (!place) return;
  showRefused();
  const told = /** @type {HTMLElement} */ (document.querySelector("#abort-waits"));
  // Whoever believes that others know of an abort no longer calls them.
  told.hidden = !aborts;
  if (told.hidden === Boolean(told.textContent)) told.textContent = aborts ? (room?.dataset.abort ?? "") : "";
  const waits = count ? ((kept.isOnlyHere() ? room?.dataset.open : room?.dataset.waits) ?? "").replace("{count}", String(count)) : "";
  const words = [heard, waits].filter(Boolean).join(" ");
  // What is said again aloud every ten seconds is no longer heard.
  if (place.textContent !== words) place.textContent = words;
  place.className = count ? "spaced state is-waiting" : "spaced";
}

/** @param {Record<string, string>} one */
async function send(one) {
  const token = /** @type {HTMLInputElement} */ (document.querySelector("[name=csrfmiddlewaretoken]")).value;
  const form = /** @type {HTMLFormElement} */ (document.querySelector(one.reach ? "form[data-abort]" : "form[data-check-in]"));
  const body = new URLSearchParams({ ...one, csrfmiddlewaretoken: token });
  const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(patience) });
  return { status: answer.redirected ? 401 : answer.status, words: await answer.text() };
}

/** Sends what waits, the oldest first; what the node does not answer stays. What it refuses stays too, with its reason. */
async function sendKept() {
  if (isSending) return;
  isSending = true;
  try {
    await kept.readAgain();
    // An abort goes before everything else.
    const waiting = kept.waiting().sort((one, other) => Number(!one.reach) - Number(!other.reach));
    if (waiting.length) heard = "";
    for (const one of waiting) {
      let { status, words: said } = await send(one);
      if ((status === 401 || status === 403) && !await renew(/** @type {HTMLElement} */ (room))) ({ status, words: said } = await send(one));
      if (status === 401 || status === 403) {
        heard = room?.dataset.ended ?? "";
        break;
      }
      // One that fails keeps none of the others back.
      if (status >= 500 || status === 429) continue;
      if (status >= 300) {
        const refused = (status === 404 ? "" : said.slice(0, 300)) || (room?.dataset.refused ?? "");
        await kept.keep({ ...one, refused });
        continue;
      }
      heard = said;
      kept.forget(one.key);
      if (one.reach) return void location.reload();
      showHeard(one);
    }
  } catch {
    // No line: later again.
  } finally {
    isSending = false;
    tell();
  }
}

/** The row of the team says what it said, until the page is read again. @param {Record<string, string>} one */
function showHeard(one) {
  const own = [...document.querySelectorAll("form[data-check-in] input[name=team]")];
  const row = own.find((each) => /** @type {HTMLInputElement} */ (each).value === one.team)?.closest("tr");
  const place = row?.lastElementChild;
  if (place) place.textContent = new Date(one.at).toTimeString().slice(0, 5);
}

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  if (!room || !form.matches("form[data-check-in], form[data-abort]")) return;
  event.preventDefault();
  const typed = Object.fromEntries(new FormData(form, /** @type {SubmitEvent} */ (event).submitter));
  delete typed.csrfmiddlewaretoken;
  form.reset();
  heard = "";
  if (typed.reach) typed.text = typed.reason;
  await kept.keep({ team: "", .../** @type {Record<string, string>} */ (typed), key: newKey(), at: new Date().toISOString() });
  tell();
  sendKept();
});

/** A number that nobody else draws; `randomUUID` is there on secure addresses alone. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

setInterval(tick, second);
if (wall) {
  const told = /** @type {HTMLElement} */ (document.querySelector("#renewed"));
  told.dataset.time = told.textContent ?? "";
  setInterval(renewWall, renewedEvery);
}
if (room) {
  sendKept();
  setInterval(sendKept, sentEvery);
  addEventListener("online", sendKept);
  addEventListener("beforeunload", (event) => {
    if (kept.isOnlyHere()) event.preventDefault();
  });
}
