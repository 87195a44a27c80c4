// Time limits as workflows write them: "5wd", "8wh", "1d12h".
export type LimitUnit = 'wd' | 'wh' | 'd' | 'h' | 'm' | 's'
export interface LimitPart {
  unit: LimitUnit
  n: number
}

export function partsOf(limit: string): LimitPart[] {
  return [...limit.matchAll(/(\d+)(wd|wh|d|h|m|s)/g)].map(([, n, unit]) => ({ unit: unit as LimitUnit, n: Number(n) }))
}

const kSizes: [LimitUnit, number][] = [['d', 86_400_000], ['h', 3_600_000], ['m', 60_000], ['s', 1000]]

// A plain length in the units that fit it: whole hours up to two days, then days.
export function lengthParts(ms: number): LimitPart[] {
  const parts: LimitPart[] = []
  let left = ms
  for (const [unit, size] of kSizes) {
    const n = Math.floor(left / size)
    if (n > 0) parts.push({ unit, n })
    left -= n * size
  }
  return parts
}
