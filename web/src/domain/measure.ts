import type { Series } from '@/contract'

const kRank = ['avg', 'rtd', 'index', 'cou', 'zs_avg', 'zs_rtd']

const rank = ({ measure }: Series) => {
  const at = kRank.indexOf(measure)
  return at < 0 ? kRank.length : at
}

// The least and the most of the same periods, as devices send them with the mean.
export function extremesOf(all: Series[], main: Series): { low: Series | undefined; high: Series | undefined } {
  const prefix = main.measure.startsWith('zs_') ? 'zs_' : ''
  const find = (measure: string) => all.find((series) => series.factor === main.factor && series.measure === prefix + measure)
  return main.measure.endsWith('avg') ? { low: find('min'), high: find('max') } : { low: undefined, high: undefined }
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
