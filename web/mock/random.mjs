// Figures that look like chance but are always the same.
export function hash(text) {
  let h = 2166136261
  for (const c of String(text)) h = Math.imul(h ^ c.codePointAt(0), 16777619)
  h ^= h >>> 15
  h = Math.imul(h, 2246822519)
  h ^= h >>> 13
  h = Math.imul(h, 3266489917)
  return ((h ^ (h >>> 16)) >>> 0) / 4294967296
}

// Smooth noise in −1 … 1 over x, knots at whole numbers.
export function wave(key, x) {
  const i = Math.floor(x)
  const f = x - i
  const s = f * f * (3 - 2 * f)
  const at = (n) => hash(`${key}:${n}`) * 2 - 1
  return at(i) * (1 - s) + at(i + 1) * s
}

export const hex = (key, digits) =>
  Array.from({ length: digits }, (_, i) => Math.floor(hash(`${key}/${i}`) * 16).toString(16)).join('')
