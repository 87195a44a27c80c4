// SHA-256 (FIPS 180-4) for the proof of work: the browser's own is asynchronous, and absent where a page
// comes over plain HTTP.
const kRound = new Uint32Array(64)
const kStart = new Uint32Array(8)

// The first 32 bits of the fractions of the roots of the first primes.
function fill() {
  let found = 0
  for (let n = 2; found < 64; n++) {
    let prime = true
    for (let d = 2; d * d <= n && prime; d++) prime = n % d !== 0
    if (!prime) continue
    if (found < 8) kStart[found] = (Math.sqrt(n) % 1) * 2 ** 32
    kRound[found++] = (Math.cbrt(n) % 1) * 2 ** 32
  }
}
fill()

const turned = (x: number, n: number) => (x >>> n) | (x << (32 - n))
const words = new Uint32Array(64)

function block(state: Uint32Array, bytes: DataView, at: number) {
  for (let i = 0; i < 16; i++) words[i] = bytes.getUint32(at + i * 4)
  for (let i = 16; i < 64; i++) {
    const w15 = words[i - 15] as number
    const w2 = words[i - 2] as number
    const s0 = turned(w15, 7) ^ turned(w15, 18) ^ (w15 >>> 3)
    const s1 = turned(w2, 17) ^ turned(w2, 19) ^ (w2 >>> 10)
    words[i] = (words[i - 16] as number) + s0 + (words[i - 7] as number) + s1
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    const s1 = turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (kRound[i] as number) + (words[i] as number)) | 0
    const s0 = turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0
    h = g
    g = f
    f = e
    e = (d + t1) | 0
    d = c
    c = b
    b = a
    a = (t1 + t2) | 0
  }
  ;[a, b, c, d, e, f, g, h].forEach((value, i) => (state[i] = (state[i] as number) + value))
}

export function sha256(text: string): Uint32Array {
  const bytes = new TextEncoder().encode(text)
  const length = (((bytes.length + 8) >> 6) + 1) << 6
  const padded = new Uint8Array(length)
  padded.set(bytes)
  padded[bytes.length] = 0x80
  const view = new DataView(padded.buffer)
  view.setUint32(length - 8, Math.floor((bytes.length * 8) / 2 ** 32))
  view.setUint32(length - 4, (bytes.length * 8) >>> 0)
  const state = kStart.slice()
  for (let at = 0; at < length; at += 64) block(state, view, at)
  return state
}

export function leadingZeroBits(digest: Uint32Array): number {
  let bits = 0
  for (const word of digest) {
    bits += Math.clz32(word)
    if (word !== 0) break
  }
  return bits
}

// The answer to a challenge of the service: docs/api.md, proof of work.
export function solved(challenge: string, bits: number): string {
  for (let n = 0; ; n++) if (leadingZeroBits(sha256(`${challenge}.${n}`)) >= bits) return String(n)
}
