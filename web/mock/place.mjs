// An invented district with the real one's street names: outlines are drawn here, not copied.
import { hash } from './random.mjs'

const outline = [
  [113.660, 34.748], [113.672, 34.757], [113.690, 34.760], [113.706, 34.756], [113.717, 34.744],
  [113.735, 34.739], [113.752, 34.744], [113.771, 34.741], [113.792, 34.749], [113.818, 34.745],
  [113.846, 34.747], [113.868, 34.733], [113.870, 34.717], [113.862, 34.700], [113.868, 34.680],
  [113.852, 34.662], [113.846, 34.640], [113.822, 34.626], [113.800, 34.630], [113.779, 34.618],
  [113.752, 34.622], [113.731, 34.612], [113.706, 34.624], [113.694, 34.645], [113.676, 34.655],
  [113.668, 34.676], [113.655, 34.690], [113.662, 34.712], [113.653, 34.730],
]

const seeds = [
  ['beixiajie', '北下街街道', 'Beixiajie', 113.672, 34.750],
  ['xidajie', '西大街街道', 'Xidajie', 113.668, 34.739],
  ['nanguan', '南关街道', 'Nanguan', 113.673, 34.728],
  ['dongdajie', '东大街街道', 'Dongdajie', 113.690, 34.742],
  ['chengdonglu', '城东路街道', 'Chengdonglu', 113.696, 34.752],
  ['erligang', '二里岗街道', 'Erligang', 113.700, 34.727],
  ['longhaimalu', '陇海马路街道', 'Longhaimalu', 113.676, 34.714],
  ['zijingshannanlu', '紫荆山南路街道', 'Zijingshannanlu', 113.688, 34.698],
  ['hanghaidonglu', '航海东路街道', 'Hanghaidonglu', 113.726, 34.716],
  ['shibalihe', '十八里河街道', 'Shibalihe', 113.694, 34.668],
  ['jindai', '金岱街道', 'Jindai', 113.748, 34.672],
  ['nancao', '南曹街道', 'Nancao', 113.776, 34.646],
  ['putian', '圃田街道', 'Putian', 113.806, 34.716],
]

// The part of a ring that is nearer to a than to b (both [lon, lat]).
function nearer(ring, a, b) {
  const mid = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
  const side = (p) => (p[0] - mid[0]) * (b[0] - a[0]) + (p[1] - mid[1]) * (b[1] - a[1])
  const kept = []
  ring.forEach((p, i) => {
    const q = ring[(i + 1) % ring.length]
    const [sp, sq] = [side(p), side(q)]
    if (sp <= 0) kept.push(p)
    if (sp * sq < 0) {
      const f = sp / (sp - sq)
      kept.push([p[0] + (q[0] - p[0]) * f, p[1] + (q[1] - p[1]) * f])
    }
  })
  return kept
}

// Bends an edge the same way from whichever side it is drawn, so that neighbours stay joined.
function bend(p, q, depth = 3) {
  if (depth === 0 || Math.hypot(p[0] - q[0], p[1] - q[1]) < 0.004) return [p]
  const key = [p, q].map((e) => e.map((v) => v.toFixed(5)).join()).sort().join('|')
  const shift = (hash(key) - 0.5) * 0.16 * (p[0] < q[0] || (p[0] === q[0] && p[1] < q[1]) ? 1 : -1)
  const mid = [
    (p[0] + q[0]) / 2 - (q[1] - p[1]) * shift,
    (p[1] + q[1]) / 2 + (q[0] - p[0]) * shift,
  ]
  return [...bend(p, mid, depth - 1), ...bend(mid, q, depth - 1)]
}

const smooth = (ring) => {
  const bent = ring.flatMap((p, i) => bend(p, ring[(i + 1) % ring.length]))
  return [...bent, bent[0]].map(([x, y]) => [+x.toFixed(5), +y.toFixed(5)])
}

const cells = seeds.map(([id, name_zh, name_en, x, y]) => {
  const ring = seeds.reduce(
    (left, [other, , , ox, oy]) => (other === id ? left : nearer(left, [x, y], [ox, oy])), outline)
  return { id, name_zh, name_en, centre: [x, y], ring }
})

// The outline is bent edge by edge exactly as the cells along it are: corners of cells lie on it.
const onEdge = (p, a, b) =>
  Math.abs((b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])) < 1e-9 &&
  p[0] >= Math.min(a[0], b[0]) - 1e-9 && p[0] <= Math.max(a[0], b[0]) + 1e-9 &&
  p[1] >= Math.min(a[1], b[1]) - 1e-9 && p[1] <= Math.max(a[1], b[1]) + 1e-9
const corners = cells.flatMap((cell) => cell.ring)
const outlineRing = outline.flatMap((a, i) => {
  const b = outline[(i + 1) % outline.length]
  const along = corners.filter((p) => onEdge(p, a, b) && Math.hypot(p[0] - b[0], p[1] - b[1]) > 1e-9)
  const distinct = along.filter((p, n) =>
    along.findIndex((q) => Math.hypot(p[0] - q[0], p[1] - q[1]) < 1e-9) === n)
  if (!distinct.some((p) => Math.hypot(p[0] - a[0], p[1] - a[1]) < 1e-9)) distinct.push(a)
  return distinct.sort((p, q) =>
    Math.hypot(p[0] - a[0], p[1] - a[1]) - Math.hypot(q[0] - a[0], q[1] - a[1]))
})

export const streets = cells.map(({ id, name_zh, name_en, ring, centre }) => ({
  id, name_zh, name_en, centre,
  geometry: { type: 'Polygon', coordinates: [smooth(ring)] },
}))

export const district = {
  id: 'guancheng', name_zh: '管城回族区', name_en: 'Guancheng Hui District',
  centre: [113.756, 34.690],
  outline: { type: 'Polygon', coordinates: [smooth(outlineRing)] },
  streets: streets.map(({ centre, ...street }) => street),
  today_standard: 'GB 3095-2026',
  ground: null,
}
