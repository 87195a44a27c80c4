import type { Series } from '@/contract'

const kRank = ['avg', 'rtd', 'index', 'cou', 'zs_avg', 'zs_rtd']

const rank = ({ measure }: Series) => {
  const at = kRank.indexOf(measure)
  return at < 0 ? kRank.length : at
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
