import type { Geometry } from 'geojson'
import { describe, expect, it } from 'vitest'
import { added, areaOf, areaText, geometryOf, inserted, lengthOf, lengthText, metresBetween, moved, pasted, removed, scaleBar, sketchOf, type Sketch, type Spot } from '@/ledger/shape'
import { cameraOf, focusOn } from '@/map/geometry'

const ring: Spot[] = [[113.7, 34.7], [113.71, 34.7], [113.71, 34.71], [113.7, 34.71]]
const square: Geometry = { type: 'Polygon', coordinates: [[...ring, ring[0]!]] }

describe('drawing', () => {
  it('makes a line of two points and an area of three, and nothing of fewer', () => {
    let line: Sketch = { type: 'line', parts: [] }
    line = added(line, [113.7, 34.7])
    expect(geometryOf(line)).toBeNull()
    expect(geometryOf(added(line, [113.8, 34.7]))).toEqual({ type: 'LineString', coordinates: [[113.7, 34.7], [113.8, 34.7]] })
    const area = ring.slice(0, 3).reduce<Sketch>((sketch, spot) => added(sketch, spot), { type: 'area', parts: [] })
    expect(geometryOf(area)).toMatchObject({ type: 'Polygon', coordinates: [[ring[0], ring[1], ring[2], ring[0]]] })
  })
  it('moves a point instead of adding a second one', () => {
    expect(geometryOf(added(added({ type: 'point', parts: [] }, [113.7, 34.7]), [113.8, 34.8]))).toEqual({ type: 'Point', coordinates: [113.8, 34.8] })
  })
  it('bends, adds and takes away corners, and the ring stays closed', () => {
    const sketch = sketchOf(square)!
    expect(sketch.parts).toEqual([ring])
    const bent = moved(sketch, { part: 0, at: 0 }, [113.69, 34.69])
    const polygon = geometryOf(bent) as GeoJSON.Polygon
    expect(polygon.coordinates[0]?.[0]).toEqual([113.69, 34.69])
    expect(polygon.coordinates[0]?.at(-1)).toEqual([113.69, 34.69])
    expect(inserted(sketch, { part: 0, at: 3 }, [113.69, 34.705]).parts[0]).toHaveLength(5)
    expect(geometryOf(removed(removed(sketch, { part: 0, at: 3 }), { part: 0, at: 2 }))).toBeNull()
  })
  it('keeps the parts of a line and of an area with a hole', () => {
    const many: Geometry = { type: 'MultiLineString', coordinates: [[[113.7, 34.7], [113.8, 34.7]], [[113.9, 34.7], [113.9, 34.8]]] }
    expect(geometryOf(sketchOf(many)!)).toEqual(many)
    expect(sketchOf({ type: 'MultiPolygon', coordinates: [] })).toBeNull()
  })
})

describe('pasting', () => {
  const typeOf = (found: ReturnType<typeof pasted>) => ('geometry' in found ? found.geometry.type : found.fault)
  it('takes coordinates as people have them', () => {
    expect(pasted('113.74, 34.70', 'point')).toEqual({ geometry: { type: 'Point', coordinates: [113.74, 34.7] } })
    expect(pasted(' 113.74，34.70 ', 'point')).toMatchObject({ geometry: { type: 'Point' } })
    expect(pasted('113.7 34.7\n113.8 34.7', 'line')).toMatchObject({ geometry: { type: 'LineString' } })
    expect(pasted('113.7,34.7;113.8,34.7;113.8,34.8;113.7,34.7', 'area')).toMatchObject({ geometry: { coordinates: [[[113.7, 34.7], [113.8, 34.7], [113.8, 34.8], [113.7, 34.7]]] } })
  })
  it('takes GeoJSON, also within a feature', () => {
    expect(typeOf(pasted(JSON.stringify(square), 'area'))).toBe('Polygon')
    expect(typeOf(pasted(JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', geometry: square }] }), 'area'))).toBe('Polygon')
  })
  it('says what is wrong', () => {
    expect(typeOf(pasted('34.70,113.74', 'point'))).toBe('swapped')
    expect(typeOf(pasted('2.35,48.85', 'point'))).toBe('outside')
    expect(typeOf(pasted('管城区政府', 'point'))).toBe('unreadable')
    expect(typeOf(pasted('113.7,34.7', 'line'))).toBe('type')
    expect(typeOf(pasted(JSON.stringify(square), 'line'))).toBe('type')
    expect(typeOf(pasted('', 'point'))).toBe('unreadable')
  })
})

describe('measuring', () => {
  it('is right on the ground', () => {
    // one hundredth of a degree of latitude: 1111.95 m on the mean sphere
    expect(metresBetween([113.7, 34.7], [113.7, 34.71])).toBeCloseTo(1111.95, 1)
    expect(metresBetween([113.7, 34.7], [113.71, 34.7])).toBeCloseTo(1111.95 * Math.cos((34.7 * Math.PI) / 180), 0)
    expect(areaOf(ring) / (1111.95 * 1111.95 * Math.cos((34.705 * Math.PI) / 180))).toBeCloseTo(1, 4)
    expect(areaOf([...ring].reverse())).toBeCloseTo(areaOf(ring))
    expect(lengthOf(ring.slice(0, 1))).toBe(0)
  })
  it('is said in fitting units', () => {
    expect(lengthText(42.34)).toBe('42.3 m')
    expect(lengthText(1234)).toBe('1.23 km')
    expect(areaText(6500)).toBe('6500 m²')
    expect(areaText(125_000)).toBe('12.50 hm²')
    expect(areaText(3_400_000)).toBe('3.40 km²')
  })
  it('draws a bar of a round length', () => {
    const { metres, pixels } = scaleBar(7.3, 130)
    expect(metres).toBe(500)
    expect(pixels).toBeLessThanOrEqual(130)
    expect(scaleBar(0.1, 130).metres).toBe(10)
  })
})

describe('the camera', () => {
  it('finds the place under a pixel again', () => {
    const camera = cameraOf([113.6, 34.6, 113.9, 34.8], 800, 600, { top: 10, right: 20, bottom: 30, left: 40 }, { zoom: 3, dx: 15, dy: -40 })
    const [lon, lat] = camera.unproject(...camera.project(113.7213, 34.7456))
    expect(lon).toBeCloseTo(113.7213, 9)
    expect(lat).toBeCloseTo(34.7456, 9)
  })
  it('looks at a point with room around it', () => {
    const [west, south, east, north] = focusOn([[113.7, 34.7]])!
    expect([east - west, north - south].every((span) => span > 0.005 && span < 0.02)).toBe(true)
    expect(focusOn([])).toBeUndefined()
  })
})
