// The typed client of docs/api.md, section Answers on top of the registers.
import { address, get, post, seg } from '@/api'
import type { Geometry } from 'geojson'
import type * as c from './contract'

export interface SitingAsk {
  name: string
  place: Geometry
  trade: string
  emissions: Record<string, number>
  remedial: boolean
}

export interface PlotAsk {
  name: string
  plot: string
  trade: string
  land_class: 0 | 1 | 2
  remedial: boolean
}

export const answers = {
  chainPlan: () => get<{ kinds: c.ChainKind[] }>('/chain'),
  chain: (kind: string, id: string, way: c.Way, most: number) => get<c.Trace>(`/chain/${seg(kind)}/${seg(id)}`, { way, most }),
  gaps: (q: { kind?: string; street?: string; most?: number }) => get<c.Gaps>('/chain/gaps', q),

  checks: () => get<c.CheckBrief[]>('/checks'),
  check: (id: string) => get<c.Check>(`/checks/${seg(id)}`),
  checkSiting: (ask: SitingAsk) => post<c.Check>('/checks/siting', ask),
  checkPlot: (ask: PlotAsk) => post<c.Check>('/checks/plot', ask),
  reportUrl: (id: string) => address(`/checks/${seg(id)}/report`),
  areaChanges: (kind: string, since: number) => get<c.AreaChanges>(`/area-changes/${seg(kind)}`, { since }),

  charge: ([lon, lat]: c.Spot) => get<c.Charge>('/charge', { lon, lat }),
  nearest: ([lon, lat]: c.Spot, kinds: string[], most = 5) => get<c.Nearest[]>('/nearest', { lon, lat, kinds: kinds.join(','), most }),

  boards: () => get<c.BoardBrief[]>('/boards'),
  board: (id: string) => get<c.Board>(`/boards/${seg(id)}`),
  dossier: (kind: string, id: string) => get<c.Dossier>(`/dossiers/${seg(kind)}/${seg(id)}`),
}
