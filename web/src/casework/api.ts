// The typed client of docs/api.md, cases and workflows.
import { address, get, post, seg } from '@/api'
import type { Case } from '@/contract'
import type * as c from './contract'

export const casework = {
  list: (q: c.CaseQuery = {}) => get<{ total: number; items: Case[] }>('/cases', q),
  board: (workflow: string, street = '') => get<c.CaseBoard>('/cases/board', { workflow, street }),
  calendar: (q: { from: string; days: number; workflow?: string; street?: string }) => get<c.DueDays>('/cases/calendar', q),
  statistics: (q: c.StatisticsQuery) => get<{ all: c.Stays; rows: c.StaysOf[] }>('/cases/statistics', q),
  statisticsTable: (q: c.StatisticsQuery) => address('/cases/statistics', { ...q, format: 'csv' }),
  kinds: () => get<c.Named[]>('/cases/kinds'),
  open: (opening: c.Opening) => post<Case>('/cases', opening),
  act: (id: string, deed: c.Deed) => post<Case>(`/cases/${seg(id)}/actions`, deed),
  workflows: () => get<c.FlowBrief[]>('/workflows'),
  workflow: (id: string, version = '') => get<c.Workflow>(`/workflows/${seg(id)}`, { version }),
}
