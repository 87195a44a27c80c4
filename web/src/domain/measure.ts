import type { Series } from '@/contract'

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

// One series per factor: the mean where there is one, not its minimum and maximum.
export function mainMeasures(all: Series[]): Series[] {
  const best = new Map<string, Series>()
  for (const series of all) {
    const known = best.get(series.factor)
    if (!known || rank(series) < rank(known)) best.set(series.factor, series)
  }
  return [...best.values()]
}
