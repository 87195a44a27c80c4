// Mapbox vector tiles, as little of the format as points, lines and areas need.
const kExtent = 4096

const varint = (n) => { const out = []; let v = n >>> 0; while (v > 127) { out.push((v & 127) | 128); v >>>= 7 } out.push(v); return out }
const bytes = (tag, body) => [...varint((tag << 3) | 2), ...varint(body.length), ...body]
const whole = (tag, n) => [...varint(tag << 3), ...varint(n)]
const text = (tag, words) => bytes(tag, [...Buffer.from(String(words))])
const zigzag = (n) => (n << 1) ^ (n >> 31)

function join(parts) { // of many, without spreading them onto the stack
  const out = Buffer.concat(parts.map((part) => Buffer.from(part)))
  return out
}

const toTile = (z, x, y) => ([lon, lat]) => {
  const s = Math.sin((lat * Math.PI) / 180)
  const n = 2 ** z
  return [Math.round((((lon + 180) / 360) * n - x) * kExtent), Math.round(((0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)) * n - y) * kExtent)]
}

function drawn(geometry, place) {
  let [px, py] = [0, 0]
  const out = []
  const step = ([x, y]) => { out.push(zigzag(x - px), zigzag(y - py)); [px, py] = [x, y] }
  const line = (points, closed) => {
    const at = points.map(place)
    if (closed) at.pop()
    out.push((1 << 3) | 1); step(at[0])
    out.push(((at.length - 1) << 3) | 2); at.slice(1).forEach(step)
    if (closed) out.push(15)
  }
  if (geometry.type === 'Point') { out.push(9); step(place(geometry.coordinates)); return [1, out] }
  if (geometry.type === 'LineString') { line(geometry.coordinates, false); return [2, out] }
  geometry.coordinates.forEach((ring) => line(ring, true))
  return [3, out]
}

export function tileOf(layer, features, z, x, y) {
  const place = toTile(z, x, y)
  const keys = ['id', 'title', 'state']
  const values = new Map()
  const known = (value) => { if (!values.has(value)) values.set(value, values.size); return values.get(value) }
  const parts = [whole(15, 2), text(1, layer)]
  for (const { geometry, properties } of features) {
    const [type, commands] = drawn(geometry, place)
    const tags = keys.flatMap((key, i) => (properties[key] ? [i, known(properties[key])] : []))
    parts.push(bytes(2, [...bytes(2, tags.flatMap(varint)), ...whole(3, type), ...bytes(4, commands.flatMap(varint))]))
  }
  keys.forEach((key) => parts.push(text(3, key)))
  values.forEach((_at, value) => parts.push(bytes(4, text(1, value))))
  parts.push(whole(5, kExtent))
  const body = join(parts)
  return Buffer.concat([Buffer.from([(3 << 3) | 2, ...varint(body.length)]), body])
}

export function boundsOf(z, x, y) {
  const lon = (n) => (n / 2 ** z) * 360 - 180
  const lat = (n) => (Math.atan(Math.sinh(Math.PI * (1 - (2 * n) / 2 ** z))) * 180) / Math.PI
  return [lon(x - 0.05), lat(y + 1.05), lon(x + 1.05), lat(y - 0.05)]
}
