import { describe, expect, it } from 'vitest'
import type { Traced } from '@/answers/contract'
import { layered } from '@/answers/layers'

const node = (from: number | null, distance: number): Traced => ({ kind: 'pipe', id: String(distance), from, distance })
const places = (nodes: Traced[]) => layered(nodes).map((one) => [one.column, one.row])

describe('a trace in columns', () => {
  it('stands each node in the middle of what hangs on it', () => {
    expect(places([node(null, 0), node(0, 1), node(0, 1), node(1, 2), node(1, 2)])).toEqual([[0, 1.25], [1, 0.5], [1, 2], [2, 0], [2, 1]])
  })
  it('keeps the branches apart, so that lines do not cross', () => {
    const rows = layered([node(null, 0), node(0, 1), node(0, 1), node(2, 2), node(1, 2)]).map((one) => one.row)
    expect(rows[1]! < rows[2]!).toBe(rows[4]! < rows[3]!)
  })
  it('takes a chain of any length and a start alone', () => {
    expect(places([node(null, 0)])).toEqual([[0, 0]])
    const long = Array.from({ length: 20_000 }, (_, i) => node(i ? i - 1 : null, i))
    expect(layered(long).at(-1)).toMatchObject({ column: 19_999, row: 0 })
    expect(layered([])).toEqual([])
  })
})
