// What the phone keeps: sealed with AES-GCM under a key that no script can read out, one key an evening.
// In plain stand only: the evening's own key, numbers, and until when it may stay. Forgetting deletes the key first.
const DURABLE = { durability: "strict" };
const bytes = new TextEncoder();
const words = new TextDecoder();

const done = (request) => new Promise((yes, no) => {
  request.onsuccess = () => yes(request.result);
  request.onerror = () => no(request.error);
});
const finished = (transaction) => new Promise((yes, no) => {
  transaction.oncomplete = () => yes();
  transaction.onerror = transaction.onabort = () => no(transaction.error);
});

let opened;
function database() {
  opened ??= new Promise((yes, no) => {
    const request = indexedDB.open("pocket", 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore("evenings", { keyPath: "evening" });
      request.result.createObjectStore("tonight", { keyPath: "evening" });
      request.result.createObjectStore("events", { keyPath: ["evening", "n"] });
    };
    request.onsuccess = () => yes(request.result);
    request.onerror = () => no(request.error);
  });
  return opened;
}

async function evenings() {
  const db = await database();
  return done(db.transaction("evenings").objectStore("evenings").getAll());
}

/** The evening that was open last on this phone, or "". */
export async function newest() {
  const rows = (await evenings()).sort((one, other) => other.used - one.used);
  return rows[0]?.evening ?? "";
}

/** Other evenings of this phone of which something still waits. */
export async function leftovers(current) {
  const db = await database();
  const found = [];
  for (const { evening } of await evenings()) {
    const waiting = await done(db.transaction("events").objectStore("events").count(of(evening)));
    if (evening !== current && waiting) found.push(evening);
  }
  return found;
}

/** Forget evenings that the service takes no more. */
export async function sweep(now) {
  for (const row of await evenings()) if (row.until && row.until < now) await forgetEvening(row.evening);
}

async function forgetEvening(evening) {
  const db = await database();
  const change = db.transaction(["evenings", "tonight", "events"], "readwrite", DURABLE);
  change.objectStore("evenings").delete(evening);
  change.objectStore("tonight").delete(evening);
  change.objectStore("events").delete(of(evening));
  await finished(change);
}

const of = (evening, most = Infinity) => IDBKeyRange.bound([evening, 0], [evening, most]);
const newDevice = () => crypto.randomUUID();

/** Open the store of one evening, made when there is none. */
export async function openVault(evening) {
  const db = await database();
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const change = db.transaction("evenings", "readwrite", DURABLE);
  const store = change.objectStore("evenings");
  const found = await done(store.get(evening));
  const row = found ?? { evening, device: newDevice(), key, last: 0, until: 0 };
  store.put({ ...row, used: Date.now() });
  await finished(change);
  return new Vault(db, evening, row.key);
}

/** The store of an evening that is not the one on the screen, as it is. */
export async function besides(evening) {
  const row = (await evenings()).find((one) => one.evening === evening);
  return new Vault(await database(), evening, row.key);
}

class Vault {
  constructor(db, evening, key) {
    Object.assign(this, { db, evening, key });
  }

  bound(id) {
    return bytes.encode(`${this.evening}\u001f${id}`);
  }

  async seal(id, value) {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const how = { name: "AES-GCM", iv, additionalData: this.bound(id) };
    return { iv, body: await crypto.subtle.encrypt(how, this.key, bytes.encode(JSON.stringify(value))) };
  }

  async unseal(id, { iv, body }) {
    const how = { name: "AES-GCM", iv, additionalData: this.bound(id) };
    return JSON.parse(words.decode(await crypto.subtle.decrypt(how, this.key, body)));
  }

  async row() {
    return done(this.db.transaction("evenings").objectStore("evenings").get(this.evening));
  }

  /** Keep what only this phone may know of the evening, and until when. */
  async keepTonight(tonight) {
    const sealed = await this.seal("tonight", tonight);
    const change = this.db.transaction(["evenings", "tonight"], "readwrite", DURABLE);
    const row = await done(change.objectStore("evenings").get(this.evening));
    if (!row) return;
    change.objectStore("evenings").put({ ...row, until: tonight.takes_until });
    change.objectStore("tonight").put({ evening: this.evening, ...sealed });
    await finished(change);
  }

  async tonight() {
    const sealed = await done(this.db.transaction("tonight").objectStore("tonight").get(this.evening));
    return sealed ? this.unseal("tonight", sealed).catch(() => null) : null;
  }

  /** Keep one event under the next number of this phone; true once it is on the disk, false when the evening is gone. */
  async add(kind, payload) {
    const id = crypto.randomUUID();
    const sealed = await this.seal(id, { at: Date.now(), kind, payload });
    const change = this.db.transaction(["evenings", "events"], "readwrite", DURABLE);
    const row = await done(change.objectStore("evenings").get(this.evening));
    if (!row) return false;
    change.objectStore("evenings").put({ ...row, last: row.last + 1 });
    change.objectStore("events").add({ evening: this.evening, n: row.last + 1, id, ...sealed });
    await finished(change);
    return true;
  }

  async waiting() {
    return done(this.db.transaction("events").objectStore("events").count(of(this.evening)));
  }

  /** The oldest events, opened, with the name of this phone. */
  async batch(most) {
    const look = this.db.transaction(["evenings", "events"]);
    const row = done(look.objectStore("evenings").get(this.evening));
    const sealed = done(look.objectStore("events").getAll(of(this.evening), most));
    const { device } = (await row) ?? {};
    const events = [];
    for (const one of await sealed) {
      const told = await this.unseal(one.id, one).catch(() => null);
      if (told) events.push({ n: one.n, key: one.id, ...told });
      else return this.without(one.n, most);
    }
    return { device, events };
  }

  // A row that can not be opened (a torn disk) must not hold up the rest: it goes, and the numbers close up.
  async without(n, most) {
    const change = this.db.transaction("events", "readwrite", DURABLE);
    change.objectStore("events").delete([this.evening, n]);
    await finished(change);
    await this.rename();
    return this.batch(most);
  }

  /** Forget what the service has, if it was sent under the name this phone still bears. */
  async acknowledge(device, n) {
    const change = this.db.transaction(["evenings", "events"], "readwrite", DURABLE);
    const row = await done(change.objectStore("evenings").get(this.evening));
    if (row?.device === device) change.objectStore("events").delete(of(this.evening, n));
    await finished(change);
  }

  /** Go on under a new name, counting what waits from 1; each event keeps its own key, so none is stored twice. */
  async rename() {
    const change = this.db.transaction(["evenings", "events"], "readwrite", DURABLE);
    const events = change.objectStore("events");
    const row = await done(change.objectStore("evenings").get(this.evening));
    const kept = await done(events.getAll(of(this.evening)));
    if (!row) return;
    events.delete(of(this.evening));
    kept.forEach((one, place) => events.put({ ...one, n: place + 1 }));
    change.objectStore("evenings").put({ ...row, device: newDevice(), last: kept.length });
    await finished(change);
  }

  forget() {
    return forgetEvening(this.evening);
  }
}
