import type { Point, Series } from '@/contract'
import { kHourMs } from './format'

// What is converted to reference oxygen is what the limit is for.
const kRank = ['zs_avg', 'zs_rtd', 'avg', 'rtd', 'index', 'cou']

const rank = ({ measure }: Series) => {
  const at = kRank.indexOf(measure)
  return at < 0 ? kRank.length : at
}

export const isConverted = (series: Series) => series.measure.startsWith('zs_')

// The least and the most of the same periods, as devices send them with the mean.
export function extremesOf(all: Series[], main: Series): { low: Series | undefined; high: Series | undefined } {
  const prefix = isConverted(main) ? 'zs_' : ''
  const find = (measure: string) => all.find((series) => series.factor === main.factor && series.measure === prefix + measure)
  return main.measure.endsWith('avg') ? { low: find('min'), high: find('max') } : { low: undefined, high: undefined }
}

// The page's own mark, beside those of HJ 212: measured, but not converted for want of oxygen.
export const kNoOxygen = 'noO2'
const kSettledMs = 3 * kHourMs // the service has derived an hour long before

// The converted hours, and a gap for each hour that was measured well and could not be converted.
export function withGaps(all: Series[], main: Series, now: number): Point[] {
  if (main.measure !== 'zs_avg') return main.points
  const known = new Set(main.points.map(([t]) => t))
  const settled = Math.max(main.points.at(-1)?.[0] ?? 0, now - kSettledMs)
  const measured = all.find((series) => series.factor === main.factor && series.measure === 'avg')?.points ?? []
  const gaps = measured
    .filter(([t, value, mark]) => value !== null && mark === 'N' && t <= settled && !known.has(t))
    .map(([t]): Point => [t, null, kNoOxygen, 'derived', false])
  return gaps.length ? [...main.points, ...gaps].sort((a, b) => a[0] - b[0]) : main.points
}

// One series per factor: the mean where there is one, not its minimum and maximum.
export function mainMeasures(all: Series[]): Series[] {
  const best = new Map<string, Series>()
  for (const series of all) {
    const known = best.get(series.factor)
    if (!known || rank(series) < rank(known)) best.set(series.factor, series)
  }
  return [...best.values()]
}
