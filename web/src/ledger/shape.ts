// Places on the ground as people draw, paste and measure them. Degrees of CGCS2000, longitude first.
import type { Geometry, Position } from 'geojson'

export type ShapeType = 'point' | 'line' | 'area'
export type Spot = [lon: number, lat: number]

// A line or an area while it is drawn: its parts without the closing point of a ring.
export interface Sketch {
  type: ShapeType
  parts: Spot[][]
}

const kEarth = 6_371_008.8 // mean radius, m
const rad = (degrees: number) => (degrees * Math.PI) / 180
const round = (v: number) => Math.round(v * 1e7) / 1e7
const spot = ([lon = 0, lat = 0]: Position): Spot => [lon, lat]
const open = (ring: Position[]): Spot[] => ring.slice(0, -1).map(spot)

// A multi-polygon is shown and replaced, not bent: null.
export function sketchOf(geometry: Geometry): Sketch | null {
  switch (geometry.type) {
    case 'Point':
      return { type: 'point', parts: [[spot(geometry.coordinates)]] }
    case 'LineString':
      return { type: 'line', parts: [geometry.coordinates.map(spot)] }
    case 'MultiLineString':
      return { type: 'line', parts: geometry.coordinates.map((line) => line.map(spot)) }
    case 'Polygon':
      return { type: 'area', parts: geometry.coordinates.map(open) }
    default:
      return null
  }
}

const kLeast = { point: 1, line: 2, area: 3 }

export function geometryOf(sketch: Sketch): Geometry | null {
  const parts = sketch.parts
    .filter((part) => part.length >= kLeast[sketch.type])
    .map((part) => part.map(([lon, lat]) => [round(lon), round(lat)]))
  const [first] = parts
  if (!first) return null
  if (sketch.type === 'point') return { type: 'Point', coordinates: first[0] ?? [] }
  if (sketch.type === 'area') return { type: 'Polygon', coordinates: parts.map((ring) => [...ring, ring[0] ?? []]) }
  return parts.length === 1 ? { type: 'LineString', coordinates: first } : { type: 'MultiLineString', coordinates: parts }
}

export interface Corner {
  part: number
  at: number
}

const changed = (sketch: Sketch, part: number, change: (spots: Spot[]) => Spot[]): Sketch => ({
  ...sketch,
  parts: sketch.parts.map((spots, i) => (i === part ? change(spots) : spots)),
})

export function added(sketch: Sketch, place: Spot): Sketch {
  if (sketch.type === 'point') return { ...sketch, parts: [[place]] }
  return sketch.parts.length ? changed(sketch, sketch.parts.length - 1, (spots) => [...spots, place]) : { ...sketch, parts: [[place]] }
}
export const moved = (sketch: Sketch, corner: Corner, place: Spot) =>
  changed(sketch, corner.part, (spots) => spots.map((one, i) => (i === corner.at ? place : one)))
export const removed = (sketch: Sketch, corner: Corner) =>
  changed(sketch, corner.part, (spots) => spots.filter((_, i) => i !== corner.at))
export const inserted = (sketch: Sketch, corner: Corner, place: Spot) =>
  changed(sketch, corner.part, (spots) => [...spots.slice(0, corner.at + 1), place, ...spots.slice(corner.at + 1)])

export type PasteFault = 'unreadable' | 'type' | 'swapped' | 'outside'

// China's land and sea with room: nothing else is a place here.
const inChina = ([lon = 0, lat = 0]: Position) => lon > 73 && lon < 136 && lat > 3 && lat < 54

const kTypes: Record<string, ShapeType> = {
  Point: 'point', LineString: 'line', MultiLineString: 'line', Polygon: 'area', MultiPolygon: 'area',
}

function geometryIn(text: string): Geometry | null {
  try {
    const found = JSON.parse(text) as { type?: string; geometry?: Geometry; features?: { geometry: Geometry }[] }
    if (found.type === 'Feature') return found.geometry ?? null
    if (found.type === 'FeatureCollection') return found.features?.[0]?.geometry ?? null
    return found.type && found.type in kTypes ? (found as unknown as Geometry) : null
  } catch {
    return null
  }
}

// "113.74,34.70", several of them on lines or after semicolons, or GeoJSON.
export function pasted(text: string, type: ShapeType): { geometry: Geometry } | { fault: PasteFault } {
  let geometry = geometryIn(text.trim())
  if (!geometry) {
    const pairs = text.trim().split(/[;；\n]+/).filter((line) => line.trim())
    const spots = pairs.map((line) => line.trim().split(/[\s,，]+/).map(Number))
    if (!spots.length || spots.some((pair) => pair.length !== 2 || pair.some((v) => !Number.isFinite(v)))) return { fault: 'unreadable' }
    const ring = spots as Spot[]
    const [first, last] = [ring[0], ring.at(-1)]
    const closed = type === 'area' && ring.length > 3 && first?.join() === last?.join()
    geometry = geometryOf({ type, parts: [closed ? ring.slice(0, -1) : ring] })
    if (!geometry) return { fault: 'type' }
  }
  if (kTypes[geometry.type] !== type) return { fault: 'type' }
  const positions = flat(geometry)
  if (!positions.every(inChina)) return { fault: positions.every(([a = 0, b = 0]) => inChina([b, a])) ? 'swapped' : 'outside' }
  return { geometry }
}

function flat(geometry: Geometry): Position[] {
  const dig = (part: unknown): Position[] =>
    Array.isArray(part) && typeof part[0] === 'number' ? [part as Position] : Array.isArray(part) ? part.flatMap(dig) : []
  return 'coordinates' in geometry ? dig(geometry.coordinates) : []
}

export function metresBetween(a: Spot, b: Spot): number {
  const h = Math.sin(rad(b[1] - a[1]) / 2) ** 2 + Math.cos(rad(a[1])) * Math.cos(rad(b[1])) * Math.sin(rad(b[0] - a[0]) / 2) ** 2
  return 2 * kEarth * Math.asin(Math.sqrt(h))
}

export const lengthOf = (line: Spot[]) =>
  line.slice(1).reduce((sum, place, i) => sum + metresBetween(line[i] ?? place, place), 0)

// On the sphere, m²; the ring need not be closed.
export function areaOf(ring: Spot[]): number {
  const sum = ring.reduce((total, [lon, lat], i) => {
    const [nextLon, nextLat] = ring[(i + 1) % ring.length] ?? [lon, lat]
    return total + rad(nextLon - lon) * (2 + Math.sin(rad(lat)) + Math.sin(rad(nextLat)))
  }, 0)
  return Math.abs((sum * kEarth * kEarth) / 2)
}

export function lengthText(metres: number): string {
  return metres < 1000 ? `${metres.toFixed(metres < 100 ? 1 : 0)} m` : `${(metres / 1000).toFixed(metres < 10_000 ? 2 : 1)} km`
}
export function areaText(squareMetres: number): string {
  if (squareMetres < 10_000) return `${Math.round(squareMetres)} m²`
  return squareMetres < 1_000_000 ? `${(squareMetres / 10_000).toFixed(2)} hm²` : `${(squareMetres / 1_000_000).toFixed(2)} km²`
}

// A scale bar of a round length, at most `widest` pixels.
export function scaleBar(metresPerPixel: number, widest: number): { metres: number; pixels: number } {
  const most = metresPerPixel * widest
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = ([5, 2, 1].find((n) => n * power <= most) ?? 1) * power
  return { metres, pixels: metres / metresPerPixel }
}
