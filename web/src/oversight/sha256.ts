// SHA-256 of a text, as hex. The browser's own exists only over HTTPS, and districts run this in rooms without it.
const primes = (count: number) => {
  const found: number[] = []
  for (let n = 2; found.length < count; n++) if (found.every((p) => n % p)) found.push(n)
  return found
}
// The first 32 bits of the fraction of a root.
const fraction = (root: number) => ((root - Math.floor(root)) * 2 ** 32) | 0
const kRounds = primes(64).map((p) => fraction(Math.cbrt(p)))
const kStart = primes(8).map((p) => fraction(Math.sqrt(p)))
const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by))

function padded(bytes: Uint8Array): DataView {
  const blocks = new Uint8Array(Math.ceil((bytes.length + 9) / 64) * 64)
  blocks.set(bytes)
  blocks[bytes.length] = 0x80
  const view = new DataView(blocks.buffer)
  view.setUint32(blocks.length - 8, Math.floor(bytes.length / 2 ** 29))
  view.setUint32(blocks.length - 4, bytes.length << 3)
  return view
}

export function sha256(text: string): string {
  const view = padded(new TextEncoder().encode(text))
  const hash = [...kStart]
  const w = new Int32Array(64)
  for (let at = 0; at < view.byteLength; at += 64) {
    for (let i = 0; i < 64; i++) {
      if (i < 16) w[i] = view.getInt32(at + i * 4)
      else {
        const a = w[i - 15]!, b = w[i - 2]!
        w[i] = w[i - 16]! + w[i - 7]! + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10))
      }
    }
    let [a, b, c, d, e, f, g, h] = hash as [number, number, number, number, number, number, number, number]
    for (let i = 0; i < 64; i++) {
      const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + kRounds[i]! + w[i]!) | 0
      const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0
      ;[h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0]
    }
    ;[a, b, c, d, e, f, g, h].forEach((part, i) => (hash[i] = (hash[i]! + part) | 0))
  }
  return hash.map((part) => (part >>> 0).toString(16).padStart(8, '0')).join('')
}
