// Plane geometry of the map: outlines, bounds and the web mercator both bases draw in.
import type { Geometry, Position } from 'geojson'
import type { Outline } from '@/contract'

export type Bounds = [west: number, south: number, east: number, north: number]
export type Project = (lon: number, lat: number) => [x: number, y: number]
export type Unproject = (x: number, y: number) => [lon: number, lat: number]
// How the ground lies on the screen at the moment.
export interface Camera {
  project: Project
  unproject: Unproject
}
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

export const boundsOf = (geometries: Geometry[]): Bounds => boundsAround(geometries.flatMap(ringsOf).flat())

export function boundsAround(positions: Position[]): Bounds {
  const bounds: Bounds = [180, 90, -180, -90]
  for (const [lon = 0, lat = 0] of positions) {
    bounds[0] = Math.min(bounds[0], lon)
    bounds[1] = Math.min(bounds[1], lat)
    bounds[2] = Math.max(bounds[2], lon)
    bounds[3] = Math.max(bounds[3], lat)
  }
  return bounds
}

const kLeastSpan = 0.004 // degrees: a single point is not looked at through a microscope

// The bounds of a record's place with room around it.
export function focusOn(positions: Position[]): Bounds | undefined {
  if (!positions.length) return undefined
  const [west, south, east, north] = boundsAround(positions)
  const room = Math.max(kLeastSpan, (east - west) * 0.15, (north - south) * 0.15)
  return [west - room, south - room, east + room, north + room]
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

function geographic(x: number, y: number): [lon: number, lat: number] {
  return [x * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI]
}

export interface View {
  zoom: number // 1: the bounds fit
  dx: number // pixels moved by hand
  dy: number
}

// The view after a zoom that leaves what lies at `at` where it is; without a place the middle stays.
export function zoomed(view: View, to: number, width: number, height: number, pad: Padding, at?: [x: number, y: number]): View {
  const by = to / view.zoom
  const middle = [pad.left + (width - pad.left - pad.right) / 2, pad.top + (height - pad.top - pad.bottom) / 2] as const
  const [x, y] = at ? [at[0] - middle[0], at[1] - middle[1]] : [0, 0]
  return { zoom: to, dx: x - (x - view.dx) * by, dy: y - (y - view.dy) * by }
}

export function fitted(bounds: Bounds, width: number, height: number, pad: Padding, view: View): Project {
  return cameraOf(bounds, width, height, pad, view).project
}

export function cameraOf(bounds: Bounds, width: number, height: number, pad: Padding, view: View): Camera {
  const [x0, y1] = mercator(bounds[0], bounds[1])
  const [x1, y0] = mercator(bounds[2], bounds[3])
  const wide = Math.max(1, width - pad.left - pad.right)
  const high = Math.max(1, height - pad.top - pad.bottom)
  const scale = Math.min(wide / (x1 - x0), high / (y1 - y0)) * view.zoom
  const cx = pad.left + wide / 2 + view.dx
  const cy = pad.top + high / 2 + view.dy
  return {
    project: (lon, lat) => {
      const [x, y] = mercator(lon, lat)
      return [cx + (x - (x0 + x1) / 2) * scale, cy + (y - (y0 + y1) / 2) * scale]
    },
    unproject: (x, y) => geographic((x - cx) / scale + (x0 + x1) / 2, (y - cy) / scale + (y0 + y1) / 2),
  }
}

export function linesOf(geometry: Geometry): Position[][] {
  if (geometry.type === 'LineString') return [geometry.coordinates]
  return geometry.type === 'MultiLineString' ? geometry.coordinates : []
}

const drawn = (line: Position[], project: Project) =>
  `M${line.map(([lon = 0, lat = 0]) => project(lon, lat).map((v) => v.toFixed(1)).join()).join('L')}`

// Rings closed, lines open; a point is no path.
export function pathOf(geometry: Geometry, project: Project): string {
  return [
    ...ringsOf(geometry).map((ring) => `${drawn(ring, project)}Z`),
    ...linesOf(geometry).map((line) => drawn(line, project)),
  ].join('')
}

export function hasWebGl(): boolean {
  const canvas = document.createElement('canvas')
  return !!(canvas.getContext('webgl2') ?? canvas.getContext('webgl'))
}
