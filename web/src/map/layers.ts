// Records as layers over the ground: by vector tiles, or as they are where there are few.
import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, LayerSpecification, SourceSpecification } from 'maplibre-gl'
import type { Ground } from '@/contract'
import { token } from '@/theme'

export interface GroundLayer {
  id: string // of the kind
  shape: 'point' | 'line' | 'area'
  colour: string
  tiles?: string // address with {z}/{x}/{y}
  data?: FeatureCollection // features with properties id, title
}

export interface Pick {
  layer: string
  id: string
  title: string
  count: number // records that the point stands for
}

export const kLayerPrefix = 'records:'
const kTileZoom = 14 // deeper is drawn from these tiles

export function sourceOf(layer: GroundLayer): SourceSpecification {
  return layer.tiles
    ? { type: 'vector', tiles: [layer.tiles], minzoom: 6, maxzoom: kTileZoom }
    : { type: 'geojson', data: layer.data ?? { type: 'FeatureCollection', features: [] } }
}

// The national map under the district's own lines, where a key is set.
export const groundSources = (ground: Ground | null) =>
  (ground?.tiles ?? []).map((address, i): [string, SourceSpecification] =>
    [`ground:${i}`, { type: 'raster', tiles: [address], tileSize: 256, maxzoom: ground?.max_zoom }])
export const kNight = { 'raster-brightness-max': 0.55, 'raster-saturation': -0.5, 'raster-contrast': 0.1 }

const byZoom = (...stops: [number, number][]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...stops.flat()] as ExpressionSpecification

const kRadii = [[8, 1.6], [11, 3.4], [14, 6], [17, 9]] as const
// A point that stands for several is larger, up to twice as large.
const kMore: ExpressionSpecification = ['min', 5, ['*', 1.4, ['ln', ['coalesce', ['get', 'count'], 1]]]]

export function stylesOf(layer: GroundLayer): LayerSpecification[] {
  const common = {
    source: kLayerPrefix + layer.id,
    ...(layer.tiles ? { 'source-layer': layer.id } : {}),
  }
  const id = kLayerPrefix + layer.id
  if (layer.shape === 'area')
    return [
      { id, type: 'fill', ...common, paint: { 'fill-color': layer.colour, 'fill-opacity': 0.22 } },
      { id: `${id}:edge`, type: 'line', ...common, paint: { 'line-color': layer.colour, 'line-width': 1.4 } },
    ]
  if (layer.shape === 'line')
    return [{ id, type: 'line', ...common, layout: { 'line-cap': 'round', 'line-join': 'round' }, paint: { 'line-color': layer.colour, 'line-width': byZoom([9, 1.5], [15, 4]) } }]
  return [{
    id, type: 'circle', ...common,
    paint: { 'circle-color': layer.colour, 'circle-radius': ['interpolate', ['linear'], ['zoom'], ...kRadii.flatMap(([zoom, radius]) => [zoom, ['+', radius, kMore]])] as ExpressionSpecification, 'circle-stroke-color': token('panel'), 'circle-stroke-width': byZoom([9, 0], [12, 1.2]) },
  }]
}

// Areas lie below lines, lines below points, whatever the order they were switched on in.
const kDepth = { area: 0, line: 1, point: 2 }
export const inDepth = (layers: GroundLayer[]) => [...layers].sort((a, b) => kDepth[a.shape] - kDepth[b.shape])

const kPalette = ['#5a8dee', '#e07b39', '#3fae92', '#c95f5f', '#8a6fd1', '#d0a12f', '#2f8fd0', '#b0699a', '#6f9a3c', '#7d8aa0']

// A kind without a colour of its own always gets the same one.
export function colourOf(kind: { name: string; colour: string }): string {
  if (kind.colour) return kind.colour
  const sum = [...kind.name].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) >>> 0, 7)
  return kPalette[sum % kPalette.length] ?? '#5a8dee'
}
