/** Passkeys: asks the officer's device what the node wants signed, and sends its answer with the form. */

/** @param {string} text base64url */
const toBytes = (text) => Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

/** @param {ArrayBuffer | null | undefined} bytes */
const toText = (bytes) =>
  bytes && btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** @param {{id: string}[]} found */
const descriptors = (found) => (found ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

/** What the device says, in the form that the node reads. @param {any} credential */
function written(credential) {
  const { response } = credential;
  const parts = { clientDataJSON: toText(response.clientDataJSON) };
  if (response.attestationObject) {
    parts.attestationObject = toText(response.attestationObject);
    parts.transports = response.getTransports?.() ?? [];
  } else {
    parts.authenticatorData = toText(response.authenticatorData);
    parts.signature = toText(response.signature);
    parts.userHandle = toText(response.userHandle) ?? null;
  }
  return JSON.stringify({ id: credential.id, rawId: toText(credential.rawId), type: credential.type, response: parts });
}

/** @param {HTMLFormElement} form */
async function asked(form) {
  const answer = await fetch(form.dataset.question ?? "", { method: "POST", body: new FormData(form) });
  const told = await answer.json();
  if (!answer.ok) throw new Error(told.message);
  return told;
}

/** @param {any} options */
const made = (options) =>
  navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: descriptors(options.excludeCredentials),
    },
  });

/** @param {any} options */
const signed = (options) =>
  navigator.credentials.get({
    publicKey: { ...options, challenge: toBytes(options.challenge), allowCredentials: descriptors(options.allowCredentials) },
  });

/** @param {HTMLFormElement} form @param {string} text */
function say(form, text) {
  const place = /** @type {HTMLElement | null} */ (form.querySelector("[data-problem]"));
  if (!place) return;
  place.hidden = !text;
  const words = place.querySelector("span");
  if (words) words.textContent = text;
}

/** @param {HTMLFormElement} form */
async function send(form) {
  say(form, "");
  try {
    const options = await asked(form);
    const credential = await (form.dataset.passkey === "make" ? made(options) : signed(options));
    const field = /** @type {HTMLInputElement} */ (form.elements.namedItem("passkey"));
    field.value = written(credential);
    form.submit();
  } catch (error) {
    // A browser's own words are in its language and name its parts; the node's sentences are for people.
    const isOurs = error instanceof Error && error.constructor === Error && error.message;
    say(form, isOurs ? error.message : (form.dataset.refused ?? ""));
  }
}

for (const form of /** @type {NodeListOf<HTMLFormElement>} */ (document.querySelectorAll("form[data-passkey]"))) {
  if (!window.PublicKeyCredential) continue;
  form.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void send(form);
  });
}
