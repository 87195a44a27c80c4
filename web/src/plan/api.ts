// What the pages of a plan ask: records of its kinds, whole, and what the service computes of them.
import { address, get, post, seg } from '@/api'
import { ledger } from '@/ledger/api'
import type { PaperFormat } from '@/enforcement/contract'
import type { Kind, LedgerRecord, Page } from '@/ledger/contract'
import type * as c from './contract'

const kMost = 1000 // of one kind: the most that one page of records holds
const kMostFound = 50

type Where = [field: string, op: string, value: unknown][]

const all = async (kind: string, where: Where = [], order?: string): Promise<LedgerRecord[]> =>
  (await ledger.list(kind, { limit: kMost, ...(where.length && { where: JSON.stringify(where) }), ...(order && { order }) })).items

const kSearched = ['indicator', 'plan_task', 'project'] as const
export interface Found {
  kind: (typeof kSearched)[number]
  items: LedgerRecord[]
}

export const plan = {
  readings: (id: string, year: number, area?: string) => get<{ year: number; indicators: c.Reading[] }>('/plan/indicators', { plan: id, year, area }),
  reading: (id: string, year: number) => get<c.ReadingWhole>(`/plan/indicators/${seg(id)}`, { year }),
  decomposition: async (id: string, year: number) => (await get<{ targets: c.TargetChecked[] }>(`/plan/indicators/${seg(id)}/targets`, { year })).targets,
  lit: async (id: string) => (await get<{ tasks: c.TaskLit[] }>('/plan/tasks', { plan: id })).tasks,
  changes: (id: string, since?: string) => get<c.Changes>('/plan/changes', { plan: id, since }),
  rankings: () => get<c.RankingFinding['rules'][]>('/plan/rankings'),
  ranking: (id: string, month: string) => get<c.Ranking>(`/plan/rankings/${seg(id)}`, { month }),
  publish: (id: string, month: string, why: string) => post<{ id: string }>(`/plan/rankings/${seg(id)}`, { month, why }),
  bulletins: () => get<{ bulletins: c.Bulletin[]; may_publish: boolean }>('/plan/bulletins'),
  issue: (period: string, day: string, why: string) => post<{ id: string }>('/plan/bulletins', { period, day, why }),
  sheetUrl: (street: string, format: PaperFormat) => address(`/plan/streets/${seg(street)}/sheet`, { format }),
  rankingUrl: (id: string, month: string) => address(`/plan/rankings/${seg(id)}`, { month, format: 'csv' }),

  plans: () => all('plan'),
  indicators: (id: string) => all('indicator', [['plan', '=', id]], 'number'),
  targets: (indicator?: string) => all('indicator_target', indicator ? [['indicator', '=', indicator]] : [], 'year'),
  figures: (indicator?: string) => all('indicator_report', indicator ? [['indicator', '=', indicator]] : [], '-year'),
  tasks: (id: string) => all('plan_task', [['plan', '=', id]]),
  reports: (task?: string) => all('task_report', task ? [['task', '=', task]] : [], '-month'),
  milestones: (task?: string) => all('task_milestone', task ? [['task', '=', task]] : [], 'due_on'),
  projects: () => all('project', [], 'line'),
  progress: (project: string) => all('project_report', [['project', '=', project]], '-reported_on'),
  find: (words: string): Promise<Found[]> =>
    Promise.all(kSearched.map(async (kind) => ({ kind, items: (await ledger.list(kind, { search: words, limit: kMostFound })).items }))),
}

const openAll = async (kind: string, where: Where = []): Promise<LedgerRecord[]> =>
  (await get<Page>(`/public/records/${seg(kind)}`, { limit: kMost, ...(where.length && { where: JSON.stringify(where) }) })).items

// What anybody may ask without a log-in.
export const openPlan = {
  plans: () => openAll('plan'),
  kind: (name: string) => get<Kind>(`/public/kinds/${seg(name)}`),
  readings: async (id: string, year: number) => (await get<{ indicators: c.Reading[] }>('/public/plan/indicators', { plan: id, year })).indicators,
  tasks: (id: string) => openAll('plan_task', [['plan', '=', id]]),
  projects: async (id: string) => (await openAll('project')).filter((one) => !one.fields.plan || one.fields.plan === id),
  bulletins: () => get<c.Bulletin[]>('/public/plan/bulletins'),
  paperUrl: (bulletin: string, paper: string, format: PaperFormat) => address(`/public/plan/bulletins/${seg(bulletin)}/papers/${seg(paper)}`, { format }),
}
