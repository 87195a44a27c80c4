// The typed client of docs/api.md, power use.
import { get, seg } from '@/api'
import type { PowerFirm, PowerFirmLine } from './contract'

export const power = {
  firms: () => get<PowerFirmLine[]>('/power/firms'),
  firm: (id: string, from: number, until: number) => get<PowerFirm>(`/power/firms/${seg(id)}`, { from, until }),
}
