// What the pages of a plan make of its records; no asking, no drawing.
import type { LedgerRecord, Row } from '@/ledger/contract'
import { kUnitParts, type DueThing, type Fund, type Stage, type UnitNamed } from './contract'

export const said = (record: LedgerRecord, field: string) => {
  const value = record.fields[field]
  return typeof value === 'string' ? value : ''
}
export const figure = (record: LedgerRecord, field: string) => {
  const value = record.fields[field]
  return typeof value === 'number' ? value : null
}
export const rowsOf = <T extends Row>(record: LedgerRecord, field: string) => {
  const value = record.fields[field]
  return Array.isArray(value) ? (value as T[]) : []
}

// "4.1.2" stands before "4.1.10", and what has no number after all that have one.
export function byNumber(a: LedgerRecord, b: LedgerRecord): number {
  const parts = (record: LedgerRecord) => String(record.fields.number ?? '').split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : Infinity))
  const [left, right] = [parts(a), parts(b)]
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const [one, other] = [left[i] ?? -1, right[i] ?? -1]
    if (one !== other) return one < other ? -1 : 1
  }
  return said(a, 'number').localeCompare(said(b, 'number'), 'zh')
}

export function grouped<T>(items: T[], by: (item: T) => string): { name: string; items: T[] }[] {
  const groups = new Map<string, T[]>()
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item])
  return [...groups].map(([name, group]) => ({ name, items: group }))
}

export const unitsOf = (task: LedgerRecord) => kUnitParts.flatMap((part) => rowsOf<UnitNamed>(task, part))

export function dueThings(tasks: LedgerRecord[], milestones: LedgerRecord[], projects: LedgerRecord[]): DueThing[] {
  const titles = new Map(tasks.map((task) => [task.id, task.title]))
  const finished = (project: LedgerRecord) => ['finished', 'accepted', 'dropped'].includes(said(project, 'state'))
  return [
    ...tasks.map((task): DueThing => ({ kind: 'plan_task', id: task.id, title: task.title, day: said(task, 'due_on'), done: said(task, 'state') !== 'open', what: 'task' })),
    ...milestones.map((one): DueThing => ({ kind: 'plan_task', id: said(one, 'task'), title: `${titles.get(said(one, 'task')) ?? ''} · ${said(one, 'name')}`, day: said(one, 'due_on'), done: !!said(one, 'done_on'), what: 'milestone' })),
    ...projects.map((project): DueThing => ({ kind: 'project', id: project.id, title: project.title, day: said(project, 'planned_end_on'), done: finished(project), what: 'project' })),
    ...projects.flatMap((project) => rowsOf<Stage>(project, 'milestones').map((stage): DueThing => ({ kind: 'project', id: project.id, title: `${project.title} · ${stage.name}`, day: stage.planned_on ?? '', done: !!stage.done_on, what: 'stage' }))),
  ].filter((thing) => thing.day)
}

// One accepted report of each whole year of the district, the earliest first.
export function reportedYears(figures: LedgerRecord[]): LedgerRecord[] {
  const years = new Map<number, LedgerRecord>()
  for (const report of figures)
    if (said(report, 'state') === 'accepted' && !said(report, 'area') && !figure(report, 'month')) years.set(figure(report, 'year') ?? 0, report)
  return [...years].sort(([a], [b]) => a - b).map(([, report]) => report)
}

export interface Money {
  planned: number
  paid: number
}
export function moneyOf(funds: Fund[]): Money {
  return funds.reduce((sum, fund) => ({ planned: sum.planned + (fund.planned ?? 0), paid: sum.paid + (fund.paid ?? 0) }), { planned: 0, paid: 0 })
}
export const moneyBy = (funds: Fund[], by: (fund: Fund) => string) => grouped(funds, by).map(({ name, items }) => ({ name, ...moneyOf(items) }))

// A bar of a Gantt chart as shares of its whole span.
export interface Bar {
  name: string
  planned: string
  done: string
  from: number | null // of the day on which it begins
  at: number // of the planned day
  doneAt: number | null
  late: boolean // done after its day, or not done though the day has passed
}
export interface Gantt {
  from: string
  until: string
  today: number | null // share, null: beyond
  bars: Bar[]
  body: { from: number; until: number } | null // from the begin to the planned end
  years: { name: string; at: number }[]
}

const dayNumber = (day: string) => Date.parse(`${day}T00:00:00Z`) / 86_400_000

export function ganttOf(stages: (Stage & { begin_on?: string })[], begin: string, plannedEnd: string, end: string, today: string): Gantt | null {
  const days = [begin, plannedEnd, end, ...stages.flatMap((stage) => [stage.begin_on ?? '', stage.planned_on ?? '', stage.done_on ?? ''])].filter(Boolean).sort()
  const from = days[0], until = days[days.length - 1]
  if (!from || !until) return null
  const [first, span] = [dayNumber(from), Math.max(1, dayNumber(until) - dayNumber(from))]
  const share = (day: string) => (dayNumber(day) - first) / span
  const years = Array.from({ length: Number(until.slice(0, 4)) - Number(from.slice(0, 4)) }, (_, i) => String(Number(from.slice(0, 4)) + i + 1))
  return {
    from,
    until,
    today: today >= from && today <= until ? share(today) : null,
    body: begin && plannedEnd && begin <= plannedEnd ? { from: share(begin), until: share(plannedEnd) } : null,
    years: years.map((name) => ({ name, at: share(`${name}-01-01`) })),
    bars: stages.filter((stage) => stage.planned_on || stage.done_on).map((stage) => {
      const planned = stage.planned_on ?? '', done = stage.done_on ?? ''
      return { name: stage.name, planned, done, from: stage.begin_on ? share(stage.begin_on) : null, at: share(planned || done), doneAt: done ? share(done) : null, late: !!planned && (done ? done > planned : planned < today) }
    }),
  }
}

// A report of a month keeps the first day of it.
export const monthName = (day: string) => day.slice(0, 7)
export const firstOfMonth = (day: string) => `${day.slice(0, 7)}-01`

// A stretch of a text about the first place where the words stand, in parts.
const kBefore = 24, kAfter = 70
export function around(text: string, words: string): { text: string; hit: boolean }[] {
  const at = text.indexOf(words)
  if (at < 0 || !words) return [{ text: text.slice(0, kBefore + kAfter), hit: false }]
  const from = Math.max(0, at - kBefore), until = at + words.length
  return [
    { text: (from ? '…' : '') + text.slice(from, at), hit: false },
    { text: text.slice(at, until), hit: true },
    { text: text.slice(until, until + kAfter) + (until + kAfter < text.length ? '…' : ''), hit: false },
  ]
}
