import { describe, expect, it } from 'vitest'
import { boundsOf, cameraOf, centroidOf, fitted, pathOf, zoomed } from '@/map/geometry'
import { placeNames, spread } from '@/map/layout'

const square = { type: 'Polygon' as const, coordinates: [[[113, 34], [114, 34], [114, 35], [113, 35], [113, 34]]] }

describe('the drawn map', () => {
  it('fits the district between the panels', () => {
    const pad = { top: 10, right: 50, bottom: 10, left: 50 }
    const project = fitted(boundsOf([square]), 400, 400, pad, { zoom: 1, dx: 0, dy: 0 })
    const [left] = project(113, 34)
    const [right, top] = project(114, 35)
    expect(left).toBeCloseTo(50)
    expect(right).toBeCloseTo(350)
    expect(top).toBeGreaterThan(10)
    expect(project(113.5, 34.6)[1]).toBeLessThan(project(113.5, 34.4)[1])
    expect(pathOf(square, project)).toMatch(/^M[\d.,-]+L.*Z$/)
  })
  it('keeps what lies under the pointer when it comes nearer', () => {
    const pad = { top: 70, right: 40, bottom: 90, left: 320 }
    const at: [number, number] = [900, 200]
    const look = (view: Parameters<typeof cameraOf>[4]) => cameraOf([113, 34, 114, 35], 1440, 900, pad, view)
    const before = { zoom: 1.5, dx: 40, dy: -12 }
    const place = look(before).unproject(...at)
    look(zoomed(before, 6, 1440, 900, pad, at)).project(...place).forEach((v, i) => expect(v).toBeCloseTo(at[i] ?? 0, 6))
  })
  it('finds the middle of a street', () => {
    expect(centroidOf(square)?.map((v) => v.toFixed(3))).toEqual(['113.500', '34.500'])
  })
})

describe('the layout', () => {
  it('moves overlapping markers apart, but not far, and leaves others', () => {
    const discs = [{ x: 0, y: 0, radius: 14 }, { x: 4, y: 0, radius: 14 }, { x: 300, y: 0, radius: 14 }]
    const moved = spread(discs)
    expect(Math.hypot((moved[1]?.x ?? 0) - (moved[0]?.x ?? 0), 0)).toBeGreaterThan(25)
    expect(moved[2]).toEqual(discs[2])
    const crowd = spread(Array.from({ length: 40 }, (_, i) => ({ x: i / 10, y: 0, radius: 14 })))
    crowd.forEach((disc, i) => expect(Math.hypot(disc.x - i / 10, disc.y)).toBeLessThan(27))
  })
  it('writes no name over a marker or over another name', () => {
    const name = (id: string, x: number, y: number) => ({ id, text: '南关街道', centre: [x, y] as [number, number] })
    expect(placeNames([name('a', 0, 0)], [{ x: 0, y: 0, radius: 14 }])[0]?.y).not.toBe(0)
    const [a, b] = placeNames([name('a', 0, 0), name('b', 10, 2)], [])
    expect(Math.abs((a?.y ?? 0) - (b?.y ?? 0))).toBeGreaterThan(16)
    const wall = Array.from({ length: 20 }, (_, i) => ({ x: 0, y: i * 12 - 120, radius: 14 }))
    expect(placeNames([name('a', 0, 0)], wall)).toEqual([])
  })
})
