// Days that are left, and how urgent that is.
import type { Tone } from '@/domain/state'
import type { Due } from './contract'

const kDayMs = 86_400_000
const kSoon = 30 // days, where a kind names none

// Whole days from one ISO day to another; negative: it is over. A blank day is never over.
export function daysUntil(day: string, today: string): number {
  return day ? Math.round((Date.parse(day) - Date.parse(today)) / kDayMs) : Infinity
}

export function dueToneOf(daysLeft: number, remind: number[]): Tone {
  if (daysLeft < 0) return 'danger'
  return daysLeft <= Math.max(...remind, remind.length ? 0 : kSoon) ? 'warn' : 'ok'
}

// Overdue first, the longest overdue at the top; then what is due soonest.
export function inUrgency(items: Due[]): Due[] {
  return [...items].sort((a, b) => Number(a.state !== 'overdue') - Number(b.state !== 'overdue') || a.until.localeCompare(b.until) || a.title.localeCompare(b.title))
}

// How the days that are left are said: the word's key and the number in it.
export function leftWords(daysLeft: number): { key: 'dues.overBy' | 'dues.today' | 'dues.leftDays'; n: number } {
  if (daysLeft === 0) return { key: 'dues.today', n: 0 }
  return daysLeft < 0 ? { key: 'dues.overBy', n: -daysLeft } : { key: 'dues.leftDays', n: daysLeft }
}
