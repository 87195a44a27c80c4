import { get, post, seg } from '@/api'
import type * as c from './contract'

export const assessment = {
  all: () => get<c.Assessments>('/plan/assessments'),
  one: (id: string) => get<c.Assessment>(`/plan/assessments/${seg(id)}`),
  open: (scheme: string, year: number, told_until: string, why: string) => post<{ id: string }>('/plan/assessments', { scheme, year, told_until, why }),
  move: (id: string, to: c.Stage, why: string) => post(`/plan/assessments/${seg(id)}/move`, { to, why }),
  sheet: (id: string) => get<c.Sheet>(`/plan/sheets/${seg(id)}`),
  tell: (id: string, revision: number, items: c.Word[], hand_in: boolean) => post(`/plan/sheets/${seg(id)}/tell`, { revision, items, hand_in }),
  review: (id: string, revision: number, items: c.Word[]) => post(`/plan/sheets/${seg(id)}/review`, { revision, items }),
  appeal: (id: string, item: string, grounds: string, evidence: string[]) => post(`/plan/sheets/${seg(id)}/appeal`, { item, grounds, evidence }),
  accept: (id: string) => post(`/plan/sheets/${seg(id)}/accept`),
  reopen: (id: string, until: string, why: string) => post(`/plan/sheets/${seg(id)}/reopen`, { until, why }),
  answer: (appeal: string, answer: string, points?: number) => post(`/plan/appeals/${seg(appeal)}/answer`, { answer, ...(points !== undefined && { points }) }),
}
