/** A page that somebody types into, and the session behind it. */

/** Whoever signs in again in another tab brings an open page back to life: it needs that session's own word for forms.
    Empty once it lives; else why it does not.
    @param {HTMLElement} mark knows the page's address and its reader, and has an id @returns {Promise<string>} */
export async function renew(mark) {
  const answer = await fetch(mark.dataset.page ?? "", { headers: { "Interlace-Unasked": "1" } });
  if (answer.redirected || !answer.ok) return "ended";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const found = /** @type {HTMLElement | null} */ (page.querySelector(`#${mark.id}`));
  const word = /** @type {HTMLInputElement | null} */ (page.querySelector("[name=csrfmiddlewaretoken]"));
  if (!found || !word) return "gone";
  if (found.dataset.reader !== mark.dataset.reader) return "other";
  for (const each of document.querySelectorAll("[name=csrfmiddlewaretoken]")) /** @type {HTMLInputElement} */ (each).value = word.value;
  return "";
}

/** Says in the place of "kept" why it was not. @param {Element} words where the sentences are @param {Element | null} place
    @param {string} why */
export function tellWhy(words, place, why) {
  const sentence = words.querySelector(`[data-why="${why}"]`);
  if (!sentence || !place) return;
  place.className = "error";
  place.replaceChildren(.../** @type {HTMLTemplateElement} */ (sentence).content.cloneNode(true).childNodes);
}
