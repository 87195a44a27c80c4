import { describe, expect, it } from 'vitest'
import { chartOption, limitBounds, nearest, type Look, type Track } from '@/chart/option'
import type { Case, Device, IndexPoint, Point, Series } from '@/contract'
import { agentText } from '@/domain/agent'
import { differing, isGood, monthCells } from '@/domain/calendar'
import { frameTime } from '@/domain/commands'
import { parseDay } from '@/domain/format'
import { isHealthy } from '@/domain/health'
import { kNoOxygen, mainMeasures, withGaps } from '@/domain/measure'
import { parseMetrics } from '@/domain/metrics'
import { fits, periodEnd, spanOf } from '@/domain/range'
import { upsert } from '@/live'
import { openThen } from '@/pages/map/useOpenCases'

const day = (text: string, value: number | null, category: string, also: IndexPoint['also'] = null): IndexPoint => ({
  at: parseDay(text), value, category, colour: '', primary: [], items: {}, standard: 'HJ 633-2012', also,
})

describe('the calendar', () => {
  it('begins its weeks on Monday and keeps days without data', () => {
    const cells = monthCells(parseDay('2026-02-01'), [day('2026-02-03', 83, '2')])
    expect(cells.slice(0, 7).map((cell) => cell?.day ?? null)).toEqual([null, null, null, null, null, null, 1])
    expect(cells.filter(Boolean)).toHaveLength(28)
    expect(cells.find((cell) => cell?.day === 3)?.point?.value).toBe(83)
    expect(cells.find((cell) => cell?.day === 4)?.point).toBeNull()
    expect(cells.length % 7).toBe(0)
  })
  it("finds the days that today's standard judges otherwise", () => {
    const today = { standard: 'HJ 633-2026', value: 101, category: '3', colour: '#FF7E00' }
    const points = [day('2026-02-03', 83, '2', today), day('2026-02-04', 74, '2', { ...today, value: 84, category: '2' })]
    expect(differing(points)).toHaveLength(1)
    expect(points.map(isGood)).toEqual([true, true])
    expect(isGood(day('2026-02-05', null, '1'))).toBe(false)
  })
})

const look: Look = { ink: '', faint: '', line: '', panel: '', danger: 'red', warn: 'orange', accent: '', palette: ['a', 'b'] }
const words = { limit: () => 'GB 3095-2026 表1', mark: (m: string) => m, unverified: '未核实' }
const points: Point[] = [[0, 10, 'N', 'device', false], [3_600_000, null, 'Md', 'device', false], [7_200_000, 30, 'D', 'device', false]]
const track = (extra: Partial<Track> = {}): Track => ({
  name: 'PM2.5', factor: 'a34004', site: 'A', measure: 'avg', unit: 'ug/m3', decimals: 0, points, compared: false,
  limits: [{ value: 60, scope: '2', statistic: 'day', standard: 'GB 3095-2026', clause: '表1', confidence: 'memory' }], ...extra,
})

describe('the chart', () => {
  it('keeps gaps, draws marked points and names its limit with what is unverified', () => {
    const option = chartOption([track()], look, words, null)
    const [line, marks] = option.series as unknown as [{ data: unknown[]; connectNulls: boolean; markLine: { data: { yAxis: number; name: string }[] } }, { data: unknown[] }]
    expect(line.connectNulls).toBe(false)
    expect(line.data[1]).toEqual([3_600_000 + 8 * 3_600_000, null])
    expect(line.markLine.data[0]).toEqual({ yAxis: 60, name: '60 · GB 3095-2026 表1 · 未核实' })
    expect(marks.data).toHaveLength(1)
  })
  it('gives each unit its own axis, two at most', () => {
    const option = chartOption([track(), track({ unit: 'mg/m3' }), track({ unit: '%' })], look, words, null)
    expect(option.yAxis).toHaveLength(2)
    expect(option.series.map((series) => series.yAxisIndex)).toEqual([0, 1, 1, 0, 1, 1])
  })
  it('stretches an axis to a limit within reach, and leaves one beyond to words', () => {
    const limit = (value: number) => ({ ...track().limits[0]!, value })
    const tracks = [track({ limits: [limit(75)] }), track({ limits: [limit(76)] })] // the greatest value is 30
    expect(limitBounds(tracks).map(({ beyond }) => beyond)).toEqual([false, true])
    const option = chartOption(tracks, look, words, null)
    expect(option.yAxis[0]).toMatchObject({ scale: false, dataMin: 75, dataMax: 75 })
    expect(limitBounds([track({ compared: true })])).toEqual([])
  })
  it('begins a scale without a meaning of zero at its values and limits', () => {
    const [axis] = chartOption([track({ unit: 'dB(A)' })], look, words, null).yAxis
    expect(axis).toMatchObject({ scale: true, dataMin: 60 })
  })
  it('leaves the source of a limit to the words beside a narrow chart', () => {
    const [line] = chartOption([track()], look, words, null, true).series as unknown as [{ markLine: { data: { name: string }[] } }]
    expect(line.markLine.data[0]?.name).toBe('60')
  })
  it('finds the point under a click', () => {
    expect(nearest(points, 3_700_000)?.[0]).toBe(3_600_000)
    expect(nearest([], 1)).toBeNull()
  })
})

describe('small rules', () => {
  it('prefers the mean of a factor', () => {
    const series = (measure: string): Series => ({ factor: 'a34004', unit: '', measure, points: [], limits: [] })
    expect(mainMeasures([series('min'), series('avg'), series('max')]).map((s) => s.measure)).toEqual(['avg'])
    expect(mainMeasures([series('rtd')])).toHaveLength(1)
  })
  it('shows the hours of flue gas that had no oxygen to be converted with', () => {
    const hour = 3_600_000
    const series = (measure: string, points: Point[]): Series => ({ factor: 'a21002', unit: 'mg/m3', measure, points, limits: [] })
    const at = (n: number, value: number, mark = 'N'): Point => [n * hour, value, mark, 'device', false]
    const measured = series('avg', [at(0, 30), at(1, 31), at(2, 32, 'M'), at(3, 33), at(9, 34)])
    const converted = series('zs_avg', [at(0, 36), at(3, 37)])
    const found = withGaps([measured, converted], converted, 10 * hour)
    expect(found.map(([t, value, mark]) => [t / hour, value, mark])).toEqual([[0, 36, 'N'], [1, null, kNoOxygen], [3, 37, 'N']]) // 2: maintenance, 9: not derived yet
    expect(withGaps([measured], measured, 10 * hour)).toBe(measured.points)
  })
  it('offers only ranges that a cadence fills sensibly', () => {
    expect(fits('minute', 'lastYear')).toBe(false)
    expect(fits('hour', 'lastYear')).toBe(true)
    expect(fits('month', 'last24h')).toBe(false)
    expect(spanOf('last24h', 86_400_000)).toEqual({ from: 0, until: 86_400_000 })
    expect(periodEnd(0, 'hour')).toBe(3_600_000)
  })
  it('calls a device unhealthy when it is off, thin or out of time', () => {
    const device = { online: true, online_rate: 0.99, capture_rate: 0.97, clock_offset_s: 3 } as Device
    expect(isHealthy(device)).toBe(true)
    expect(isHealthy({ ...device, online: false })).toBe(false)
    expect(isHealthy({ ...device, capture_rate: 0.5 })).toBe(false)
    expect(isHealthy({ ...device, clock_offset_s: -300 })).toBe(false)
  })
  it('writes times as frames do', () => {
    expect(frameTime(Date.parse('2026-11-22T00:05:09+08:00'))).toBe('20261122000509')
  })
  it('reads metrics and leaves comments and buckets out', () => {
    const text = '# HELP x\nx_total{kind="crc"} 412\ny 3.5\nz_bucket{le="1"} 2\nnonsense\n'
    expect(parseMetrics(text)).toEqual([
      { name: 'x_total', labels: '{kind="crc"}', value: 412 },
      { name: 'y', labels: '', value: 3.5 },
    ])
  })
  it('keeps a live list bounded and without doubles', () => {
    const list = [{ id: 'a', n: 1 }, { id: 'b', n: 1 }]
    upsert(list, { id: 'b', n: 2 }, 2)
    upsert(list, { id: 'c', n: 1 }, 2)
    expect(list).toEqual([{ id: 'c', n: 1 }, { id: 'a', n: 1 }])
  })
})

describe('a browser in two words', () => {
  it('tells those apart that pretend to be another', () => {
    expect(agentText('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0')).toBe('Edge · Windows')
    expect(agentText('Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1')).toBe('Safari · iOS')
    expect(agentText('curl/8.5.0')).toBe('curl/8.5.0')
    expect(agentText('')).toBe('—')
  })
})

describe('cases of an earlier moment', () => {
  const one = (id: string, opened_at: number, closed_at: number | null, due_at: number | null = null) =>
    ({ id, opened_at, closed_at, due_at, state: closed_at === null ? 'open' : 'closed', overdue: true }) as Case
  it('are those opened before and closed after, overdue as they were', () => {
    const cases = [one('late', 50, null), one('open', 10, null, 90), one('closed', 10, 30, 20), one('gone', 5, 20), one('overdue', 5, 60, 22)]
    expect(openThen(cases, 25).map(({ id, overdue }) => [id, overdue])).toEqual([['open', false], ['closed', true], ['overdue', true]])
  })
})
