// Cases in the order in which they are due, on boards by step and street.
import type { Case } from '@/contract'
import { kDayMs, startOfDay } from '@/domain/format'
import type { CaseBoard, Cell } from './contract'

export type Urgency = 'late' | 'today' | 'soon' | 'later'
const kUrgencies: Urgency[] = ['late', 'today', 'soon', 'later']
const kSoonDays = 3

// While its clock stands a case is not late.
export function urgencyOf(item: Case, now: number): Urgency {
  if (item.paused_at !== null || item.due_at === null) return 'later'
  if (item.overdue || item.due_at < now) return 'late'
  const today = startOfDay(now)
  if (item.due_at < today + kDayMs) return 'today'
  return item.due_at < today + kSoonDays * kDayMs ? 'soon' : 'later'
}

export function byUrgency(items: Case[], now: number): { urgency: Urgency; items: Case[] }[] {
  return kUrgencies
    .map((urgency) => ({ urgency, items: items.filter((item) => urgencyOf(item, now) === urgency) }))
    .filter((group) => group.items.length)
}

export interface Counts {
  open: number
  overdue: number
}
export interface Pivot {
  streets: string[]
  of: (step: string, street: string) => Counts
  ofStep: (step: string) => Counts
  ofStreet: (street: string) => Counts
  all: Counts
}

const sum = (cells: Cell[]): Counts =>
  cells.reduce((all, cell) => ({ open: all.open + cell.open, overdue: all.overdue + cell.overdue }), { open: 0, overdue: 0 })

// Streets in the order that the district names them; cases of no street come last.
export function pivotOf(board: CaseBoard, order: string[]): Pivot {
  const there = [...new Set(board.cells.map((cell) => cell.street))]
  const rank = (street: string) => (street === '' ? order.length + 1 : order.includes(street) ? order.indexOf(street) : order.length)
  return {
    streets: there.sort((a, b) => rank(a) - rank(b)),
    of: (step, street) => sum(board.cells.filter((cell) => cell.step === step && cell.street === street)),
    ofStep: (step) => sum(board.cells.filter((cell) => cell.step === step)),
    ofStreet: (street) => sum(board.cells.filter((cell) => cell.street === street)),
    all: sum(board.cells),
  }
}
