// The typed client of docs/api.md, outlets.
import { get, seg } from '@/api'
import type * as c from './contract'

export const outlet = {
  amounts: (site: string, year: number) => get<c.Amounts>(`/sites/${seg(site)}/amounts`, { year }),
  marks: (site: string) => get<c.Marks>(`/sites/${seg(site)}/marks`),
  control: (site: string) => get<c.Control>(`/sites/${seg(site)}/control`),
  ofFirm: (firm: string, year: number) => get<c.FirmAmounts>(`/firms/${seg(firm)}/amounts`, { year }),
  transmission: (month: string, street = '') => get<c.Transmissions>('/transmission', { month, street }),
  permit: (permit: string) => get<c.PermitSight>(`/permits/${seg(permit)}/sight`),
  published: () => get<c.PublicOutlets>('/public/outlets'),
}
