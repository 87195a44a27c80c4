// The typed client of docs/api.md, 数据真实性.
import { get, post, seg } from '@/api'
import type { Suspicion, Verdict, WholeFinding } from './contract'

export const suspicion = {
  all: (days: number) => get<Suspicion>('/suspicion', { days }),
  one: (id: string) => get<WholeFinding>(`/suspicion/${seg(id)}`),
  decide: (id: string, revision: number, verdict: Verdict, why: string) => post<WholeFinding>(`/suspicion/${seg(id)}/verdict`, { verdict, why, revision }),
}
