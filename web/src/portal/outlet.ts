// What the newest hour of an outlet says of each factor that a limit binds, or that is measured beside it.
import type { LimitLine, Series } from '@/contract'

export interface HourLine {
  factor: string
  unit: string
  at: number
  value: number | null
  mark: string
  converted: boolean // at reference oxygen
  limit: LimitLine | null
  over: boolean
}

const kHour = 'hour'

// The limit that an hour is seen beside: the hour's own, else that of the day or of any time.
export function limitOf(series: Series): LimitLine | null {
  return series.limits.find((one) => one.statistic === kHour) ?? series.limits[0] ?? null
}

function isOver(value: number | null, limit: LimitLine | null): boolean {
  if (value === null || !limit) return false
  return (limit.upper != null && value > limit.upper) || (limit.lower != null && value < limit.lower)
}

// One line a factor: at reference oxygen where that is there, by what is limited first.
export function lastHours(all: Series[]): HourLine[] {
  const chosen = new Map<string, Series>()
  for (const one of all) {
    if (!['avg', 'zs_avg'].includes(one.measure) || !one.points.length) continue
    if (one.measure === 'zs_avg' || !chosen.has(one.factor)) chosen.set(one.factor, one)
  }
  // A limit stands beside either measure of its factor.
  const limits = new Map(all.filter((one) => one.limits.length).map((one) => [one.factor, limitOf(one)]))
  return [...chosen.values()]
    .map((one) => {
      const [at, value, mark] = one.points[one.points.length - 1]!
      const limit = limitOf(one) ?? limits.get(one.factor) ?? null
      return { factor: one.factor, unit: one.unit, at, value, mark, converted: one.measure === 'zs_avg', limit, over: isOver(value, limit) }
    })
    .sort((a, b) => Number(!!b.limit) - Number(!!a.limit) || a.factor.localeCompare(b.factor))
}
