import type { Series } from '@/contract'

// What is converted to reference oxygen is what the limit is for.
const kRank = ['zs_avg', 'zs_rtd', 'avg', 'rtd', 'index', 'cou']

const rank = ({ measure }: Series) => {
  const at = kRank.indexOf(measure)
  return at < 0 ? kRank.length : at
}

export const isConverted = (series: Series) => series.measure.startsWith('zs_')

// One series per factor: the mean where there is one, not its minimum and maximum.
export function mainMeasures(all: Series[]): Series[] {
  const best = new Map<string, Series>()
  for (const series of all) {
    const known = best.get(series.factor)
    if (!known || rank(series) < rank(known)) best.set(series.factor, series)
  }
  return [...best.values()]
}
