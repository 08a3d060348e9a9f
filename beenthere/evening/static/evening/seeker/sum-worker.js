// Finds a number whose SHA-256 with the challenge begins with enough zero bits. Own code, because a
// page without https has no crypto.subtle; the loop is plain and asks nothing of the device.

const K = new Uint32Array(64);
const FIRST = new Uint32Array(8);
const W = new Uint32Array(64);

// The constants are the first bits of the roots of the first primes (FIPS 180-4).
(function fill() {
  let found = 0;
  for (let n = 2; found < 64; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n; d++) if (n % d === 0) { isPrime = false; break; }
    if (!isPrime) continue;
    const part = (root) => ((root - Math.floor(root)) * 4294967296) >>> 0;
    if (found < 8) FIRST[found] = part(Math.sqrt(n));
    K[found++] = part(Math.cbrt(n));
  }
})();

export function digest(bytes) {
  const length = bytes.length;
  const padded = new Uint8Array(((length + 8) >> 6 << 6) + 64);
  padded.set(bytes);
  padded[length] = 128;
  new DataView(padded.buffer).setUint32(padded.length - 4, length * 8);
  const view = new DataView(padded.buffer);
  const hash = FIRST.slice();
  for (let at = 0; at < padded.length; at += 64) block(view, at, hash);
  return hash;
}

function block(view, at, hash) {
  for (let i = 0; i < 16; i++) W[i] = view.getUint32(at + i * 4);
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const t = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s + W[i - 7] + t) | 0;
  }
  let [a, b, c, d, e, f, g, h] = hash;
  for (let i = 0; i < 64; i++) {
    const s = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const one = (h + s + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const t = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const two = (t + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((value, i) => { hash[i] = (hash[i] + value) | 0; });
}

function zeros(hash) {
  return hash[0] ? Math.clz32(hash[0]) : 32 + Math.clz32(hash[1]);
}

const ROUND = 4096;
if (typeof self !== "undefined" && typeof window === "undefined") {
  self.addEventListener("message", ({ data: { challenge, bits } }) => {
    const encoder = new TextEncoder();
    for (let number = 0; ; number++) {
      if (zeros(digest(encoder.encode(`${challenge}:${number}`))) >= bits) {
        self.postMessage({ answer: String(number) });
        return;
      }
      if (number % ROUND === ROUND - 1) self.postMessage({ share: 1 - Math.exp(-number / 2 ** bits) });
    }
  });
}
