// The typed client of docs/api.md, inspections by lot and credit.
import { address, get, post, seg } from '@/api'
import type * as c from './contract'

export const kTask = 'inspection_task'

export const oversight = {
  plans: (year: number) => get<{ law: c.DrawLaw; plans: c.Plan[] }>('/inspections/plans', { year }),
  plan: (year: number, quarter: number) => post<c.Plan>('/inspections/plans', { year, quarter }),
  draws: () => get<c.DrawBrief[]>('/inspections/draws'),
  draw: (id: string) => get<c.Draw>(`/inspections/draws/${seg(id)}`),
  begin: (year: number, quarter: number, parties: string[]) => post<c.Draw>('/inspections/draws', { year, quarter, parties }),
  commit: (id: string, commitment: string) => post<c.Draw>(`/inspections/draws/${seg(id)}/commitment`, { commitment }),
  reveal: (id: string, secret: string) => post<c.Draw>(`/inspections/draws/${seg(id)}/reveal`, { secret }),
  sheetUrl: (task: string) => address(`/inspections/tasks/${seg(task)}/sheet`),
  planSheetUrl: (plan: string) => address(`/inspections/plans/${seg(plan)}/sheet`),
  drawSheetUrl: (draw: string) => address(`/inspections/draws/${seg(draw)}/sheet`),
  workload: (year: number) => get<c.Workload>('/inspections/workload', { year }),
  published: (year: number) => get<c.PublicInspections>('/public/inspections', { year }),
  publishedDraw: (id: string) => get<c.Draw>(`/public/inspections/draws/${seg(id)}`),
  publishedDrawUrl: (id: string) => address(`/public/inspections/draws/${seg(id)}`),

  credit: (street = '') => get<c.DistrictCredit>('/credit', { street }),
  firmCredit: (firm: string) => get<c.FirmCredit>(`/credit/${seg(firm)}`),
}
