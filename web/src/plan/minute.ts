// 一分钟: all that one look at a plan shows; a part that is not for this reader is null.
import { api, ifAllowed } from '@/api'
import type { Case } from '@/contract'
import { addMonths, dayText, kDayMs, parseDay, startOfMonth } from '@/domain/format'
import type { LedgerRecord } from '@/ledger/contract'
import { plan } from './api'
import { metOf } from './chance'
import type { Changes, Fund, Ranking, Reading, TaskLit } from './contract'
import { figure, moneyOf, reportedYears, rowsOf, said } from './read'
import { monthly } from './sketch'

export interface Minute {
  chosen: LedgerRecord
  year: number
  readings: Reading[] | null
  figures: LedgerRecord[]
  tasks: TaskLit[] | null
  projects: LedgerRecord[] | null
  ranking: Ranking | null
  changes: Changes | null
  late: Case[] // cases whose time ended since yesterday began
}

const kLate = 50

async function rankedLast(): Promise<Ranking | null> {
  const rules = (await plan.rankings())[0]
  return rules ? plan.ranking(rules.id, dayText(addMonths(startOfMonth(Date.now()), -1)).slice(0, 7)) : null
}

// Null: there is no plan, or none for this reader.
export async function minuteOf(wanted?: string): Promise<Minute | null> {
  const plans = (await ifAllowed(plan.plans())) ?? []
  const chosen = plans.find((one) => one.id === wanted) ?? plans[0]
  if (!chosen) return null
  const today = dayText(Date.now()), since = parseDay(dayText(Date.now() - kDayMs))
  const year = Number(today.slice(0, 4))
  const [readings, figures, tasks, projects, ranking, changes, late] = await Promise.all([
    ifAllowed(plan.readings(chosen.id, year)),
    ifAllowed(plan.figures()),
    ifAllowed(plan.lit(chosen.id)),
    ifAllowed(plan.projects()),
    ifAllowed(rankedLast()),
    ifAllowed(plan.changes(chosen.id)),
    ifAllowed(api.cases({ state: 'open', overdue: 1, due_from: since, due_until: Date.now(), limit: kLate })),
  ])
  return {
    chosen, year, tasks, ranking, changes,
    readings: readings && readings.indicators,
    figures: figures ?? [],
    projects: projects && projects.filter((one) => !said(one, 'plan') || said(one, 'plan') === chosen.id),
    late: late?.items ?? [],
  }
}

export interface Cell {
  one: Reading
  value: number | null
  met: boolean | null
  values: (number | null)[] // its small trajectory
  span: string // of time that the trajectory covers
}

// The table of indicators; the goals that stand elsewhere in the text have the page of the plan.
const kElsewhere = '正文目标'
export function cellsOf({ readings, figures, year }: Minute): Cell[] {
  return (readings ?? []).filter((one) => one.group !== kElsewhere).map((one) => {
    const reports = reportedYears(figures.filter((report) => said(report, 'indicator') === one.id))
    const [first, last] = [reports[0], reports.at(-1)]
    const value = one.value ?? one.latest?.value ?? null, met = metOf(one)
    if (one.points.length) return { one, value, met, values: monthly(one.points), span: String(year) }
    return { one, value, met, values: reports.map((report) => figure(report, 'value')), span: first && last ? `${figure(first, 'year')}–${figure(last, 'year')}` : '' }
  })
}

export const moneyIn = (projects: LedgerRecord[]) => moneyOf(projects.flatMap((one) => rowsOf<Fund>(one, 'funds')))
