import type { Cadence } from '@/contract'
import { kDayMs, kHourMs } from './format'

export const ranges = [
  { id: 'last24h', ms: kDayMs },
  { id: 'last3d', ms: 3 * kDayMs },
  { id: 'last7d', ms: 7 * kDayMs },
  { id: 'last30d', ms: 30 * kDayMs },
  { id: 'lastYear', ms: 366 * kDayMs },
] as const

export type RangeId = (typeof ranges)[number]['id']

const kStep: Record<Cadence, number> = {
  realtime: 60_000, minute: 60_000, hour: kHourMs, day: kDayMs, month: 30 * kDayMs,
}
const kMostPoints = 20_000 // per factor; the service itself stops at 100,000 in all

export function spanOf(id: RangeId, now: number) {
  const { ms } = ranges.find((range) => range.id === id) ?? ranges[1]
  return { from: now - ms, until: now }
}

export function fits(cadence: Cadence, id: RangeId): boolean {
  const { ms } = ranges.find((range) => range.id === id) ?? ranges[1]
  return ms / kStep[cadence] <= kMostPoints && ms >= kStep[cadence]
}

// The end (exclusive) of the period that begins at t.
export function periodEnd(t: number, cadence: Cadence): number {
  return t + kStep[cadence]
}
