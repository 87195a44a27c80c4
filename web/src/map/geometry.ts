// Plane geometry of the map: outlines, bounds and the web mercator both bases draw in.
import type { Geometry, Position } from 'geojson'
import type { Outline } from '@/contract'

export type Bounds = [west: number, south: number, east: number, north: number]
export type Project = (lon: number, lat: number) => [x: number, y: number]
export interface Padding {
  top: number
  right: number
  bottom: number
  left: number
}

export function geometriesOf(outline: Outline): Geometry[] {
  if (outline.type === 'FeatureCollection') return outline.features.map((f) => f.geometry)
  if (outline.type === 'Feature') return [outline.geometry]
  return [outline]
}

export function ringsOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'Polygon') return geometry.coordinates
  if (geometry.type === 'MultiPolygon') return geometry.coordinates.flat()
  return []
}

export function boundsOf(geometries: Geometry[]): Bounds {
  const bounds: Bounds = [180, 90, -180, -90]
  for (const position of geometries.flatMap(ringsOf).flat()) {
    const [lon = 0, lat = 0] = position
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

// Area centroid of the largest ring: where a street's name stands.
export function centroidOf(geometry: Geometry): [number, number] | null {
  let best: [number, number] | null = null
  let largest = 0
  for (const ring of ringsOf(geometry)) {
    let [area, x, y] = [0, 0, 0]
    ring.forEach(([ax = 0, ay = 0], i) => {
      const [bx = 0, by = 0] = ring[(i + 1) % ring.length] ?? []
      const cross = ax * by - bx * ay
      area += cross
      x += (ax + bx) * cross
      y += (ay + by) * cross
    })
    if (Math.abs(area) > largest) {
      largest = Math.abs(area)
      best = [x / (3 * area), y / (3 * area)]
    }
  }
  return best
}

function mercator(lon: number, lat: number): [number, number] {
  const s = Math.sin((lat * Math.PI) / 180)
  return [(lon + 180) / 360, 0.5 - Math.log((1 + s) / (1 - s)) / (4 * Math.PI)]
}

export interface View {
  zoom: number // 1: the bounds fit
  dx: number // pixels moved by hand
  dy: number
}

export function fitted(bounds: Bounds, width: number, height: number, pad: Padding, view: View): Project {
  const [x0, y1] = mercator(bounds[0], bounds[1])
  const [x1, y0] = mercator(bounds[2], bounds[3])
  const wide = Math.max(1, width - pad.left - pad.right)
  const high = Math.max(1, height - pad.top - pad.bottom)
  const scale = Math.min(wide / (x1 - x0), high / (y1 - y0)) * view.zoom
  const cx = pad.left + wide / 2 + view.dx
  const cy = pad.top + high / 2 + view.dy
  return (lon, lat) => {
    const [x, y] = mercator(lon, lat)
    return [cx + (x - (x0 + x1) / 2) * scale, cy + (y - (y0 + y1) / 2) * scale]
  }
}

export function pathOf(geometry: Geometry, project: Project): string {
  return ringsOf(geometry)
    .map((ring) => {
      const at = ring.map(([lon = 0, lat = 0]) => project(lon, lat).map((v) => v.toFixed(1)).join())
      return `M${at.join('L')}Z`
    })
    .join('')
}

export function hasWebGl(): boolean {
  const canvas = document.createElement('canvas')
  return !!(canvas.getContext('webgl2') ?? canvas.getContext('webgl'))
}
