/** Check-ins of one officer in one operation that lie on a device until the node has them: one entry each, sealed (AES-256-GCM)
    under a key that the node writes into that officer's page alone. Whoever has the device and not the session reads none. */

/** @typedef {Record<string, string>} CheckIn */

const start = "interlace_check_ins";
const ivBytes = 12;
const encoder = new TextEncoder();

/** What lies on this device for an officer, in whichever operation; nothing where a device keeps nothing.
    @param {string} reader */
export function namesOf(reader) {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(`${start}:${reader}:`));
  } catch {
    return [];
  }
}

/** @param {string} reader */
export const dropAll = (reader) => namesOf(reader).forEach((name) => localStorage.removeItem(name));

/** @param {string} name */
export const operationOf = (name) => name.split(":")[2];

export class Kept {
  /** Everything that waits or was refused. @type {Map<string, CheckIn>} */
  all = new Map();
  /** What of it lies on the device, as it lies there. @type {Map<string, string>} */
  #lying = new Map();
  #reader;
  #start;
  #unreadable;
  /** A browser seals on a secure address alone: elsewhere the page keeps what waits as long as it is open.
      @type {Promise<CryptoKey> | undefined} */
  #key;

  /** @param {{ reader: string, operation: string, seal: string, unreadable: string }} terms */
  constructor({ reader, operation, seal, unreadable }) {
    this.#reader = reader;
    this.#start = `${start}:${reader}:${operation}:`;
    this.#unreadable = unreadable;
    const bytes = Uint8Array.from(seal.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    if (bytes.length) this.#key = globalThis.crypto?.subtle?.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
  }

  /** The oldest first. */
  waiting() {
    return [...this.all.values()].filter((each) => !each.refused).sort((one, other) => (one.at < other.at ? -1 : 1));
  }

  refused() {
    return [...this.all.values()].filter((each) => each.refused);
  }

  /** Whether something would go with the page. */
  isOnlyHere() {
    return [...this.all.keys()].some((key) => !this.#lying.has(key));
  }

  /** @param {CheckIn} one */
  async keep(one) {
    this.all.set(one.key, one);
    try {
      const sealed = await this.#seal(one);
      if (this.all.get(one.key) !== one) return;
      localStorage.setItem(this.#start + one.key, sealed);
      this.#lying.set(one.key, sealed);
    } catch {
      // The device keeps nothing: the page does.
    }
  }

  /** @param {string} key */
  forget(key) {
    this.all.delete(key);
    this.#lying.delete(key);
    try {
      localStorage.removeItem(this.#start + key);
    } catch {
      // It never lay there.
    }
  }

  /** Reads the device again: another tab of the same officer keeps, sends and drops as well. */
  async readAgain() {
    const names = namesOf(this.#reader).filter((name) => name.startsWith(this.#start));
    const there = new Set(names.map((name) => name.slice(this.#start.length)));
    for (const key of [...this.#lying.keys()].filter((each) => !there.has(each))) {
      this.#lying.delete(key);
      this.all.delete(key);
    }
    for (const key of there) await this.#read(key);
  }

  /** @param {string} key */
  async #read(key) {
    const sealed = localStorage.getItem(this.#start + key);
    if (sealed === null || this.#lying.get(key) === sealed) return;
    const one = await this.#open(key, sealed).catch(() => ({ key, at: "", team: "", text: "", refused: this.#unreadable }));
    if (localStorage.getItem(this.#start + key) !== sealed) return;
    this.#lying.set(key, sealed);
    this.all.set(key, one);
  }

  /** @param {CheckIn} one */
  async #seal(one) {
    const iv = crypto.getRandomValues(new Uint8Array(ivBytes));
    const terms = { name: "AES-GCM", iv, additionalData: encoder.encode(one.key) };
    const sealed = await crypto.subtle.encrypt(terms, await this.#sealing(), encoder.encode(JSON.stringify(one)));
    return btoa(String.fromCharCode(...iv, ...new Uint8Array(sealed)));
  }

  /** @param {string} key @param {string} sealed @returns {Promise<CheckIn>} */
  async #open(key, sealed) {
    const bytes = Uint8Array.from(atob(sealed), (sign) => sign.charCodeAt(0));
    const terms = { name: "AES-GCM", iv: bytes.subarray(0, ivBytes), additionalData: encoder.encode(key) };
    const opened = await crypto.subtle.decrypt(terms, await this.#sealing(), bytes.subarray(ivBytes));
    return JSON.parse(new TextDecoder().decode(opened));
  }

  async #sealing() {
    if (!this.#key) throw new Error("no secure address");
    return this.#key;
  }
}
