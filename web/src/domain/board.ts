import type { Case } from '@/contract'

export interface Column {
  step: string
  name_zh: string
  name_en: string
  cases: Case[]
}

const kOrder = ['dispatch', 'accept', 'handle', 'review']

// Open cases by step, in the order of the work; steps of other workflows follow as they appear.
export function columnsOf(cases: Case[]): Column[] {
  const columns = new Map<string, Column>()
  for (const item of cases) {
    const column = columns.get(item.step) ?? { step: item.step, name_zh: item.step_zh, name_en: item.step_en, cases: [] }
    column.cases.push(item)
    columns.set(item.step, column)
  }
  const rank = (step: string) => (kOrder.includes(step) ? kOrder.indexOf(step) : kOrder.length)
  for (const column of columns.values()) column.cases.sort(byDue)
  return [...columns.values()].sort((a, b) => rank(a.step) - rank(b.step))
}

function byDue(a: Case, b: Case) {
  return (a.due_at ?? Infinity) - (b.due_at ?? Infinity)
}
