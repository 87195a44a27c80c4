import type { IndexPoint } from '@/contract'
import { addMonths, kDayMs, kHourMs } from './format'

export interface Cell<P = IndexPoint> {
  at: number
  day: number
  point: P | null
}

const kWeek = 7

// A month as weeks beginning on Monday; nulls pad the first and the last week.
export function monthCells<P extends { at: number }>(monthStart: number, points: P[]): (Cell<P> | null)[] {
  const byDay = new Map(points.map((point) => [point.at, point]))
  const end = addMonths(monthStart, 1)
  const weekday = (new Date(monthStart + 8 * kHourMs).getUTCDay() + 6) % kWeek
  const cells: (Cell<P> | null)[] = Array.from({ length: weekday }, () => null)
  for (let at = monthStart, day = 1; at < end; at += kDayMs, day++) {
    cells.push({ at, day, point: byDay.get(at) ?? null })
  }
  while (cells.length % kWeek) cells.push(null)
  return cells
}

// Days whose category changes when the same data are judged by today's standard.
export function differing(points: IndexPoint[]): IndexPoint[] {
  return points.filter((point) => point.also && point.also.category !== point.category)
}

export function isGood(point: IndexPoint): boolean {
  return point.value !== null && (point.category === '1' || point.category === '2')
}
