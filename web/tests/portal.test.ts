import { describe, expect, it } from 'vitest'
import type { LimitLine, Point, Series } from '@/contract'
import { lastHours } from '@/portal/outlet'

const limit = (upper: number, statistic = 'hour', lower: number | null = null): LimitLine =>
  ({ value: upper, lower, upper, scope: 's', statistic, standard: 'GB', clause: '1', confidence: 'memory' })
const point = (t: number, value: number | null, mark = 'N'): Point => [t, value, mark, 'device', false]
const series = (factor: string, measure: string, points: Point[], limits: LimitLine[] = []): Series => ({ factor, unit: 'mg/m3', measure, points, limits })

describe('the newest hour of an outlet', () => {
  it('is shown at reference oxygen where that was made, beside the limit of its factor', () => {
    const lines = lastHours([series('a21002', 'avg', [point(1, 140)], [limit(150)]), series('a21002', 'zs_avg', [point(1, 120), point(2, 163.3)])])
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ value: 163.3, at: 2, converted: true, over: true })
  })
  it('takes the hour’s limit before the day’s, and the day’s where there is no other', () => {
    expect(lastHours([series('w', 'avg', [point(1, 5)], [limit(4, 'day'), limit(6)])])[0]).toMatchObject({ over: false })
    expect(lastHours([series('w', 'avg', [point(1, 5)], [limit(4, 'day')])])[0]).toMatchObject({ over: true })
  })
  it('is over below a range too, and never without a value', () => {
    expect(lastHours([series('pH', 'avg', [point(1, 5.5)], [limit(9, 'any', 6)])])[0]?.over).toBe(true)
    expect(lastHours([series('pH', 'avg', [point(1, null, 'D')], [limit(9, 'any', 6)])])[0]?.over).toBe(false)
  })
  it('puts what is limited first and leaves out what has no hour', () => {
    const lines = lastHours([series('a00000', 'avg', [point(1, 10)]), series('b', 'avg', [point(1, 1)], [limit(2)]), series('c', 'avg', [])])
    expect(lines.map((line) => line.factor)).toEqual(['b', 'a00000'])
  })
})
