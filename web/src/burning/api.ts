// The typed client of docs/api.md, open burning.
import { address, ask, get, post, seg } from '@/api'
import type { Bulletin, Issued, Receipt } from './contract'

const kDeliveryPatienceMs = 120_000

export const burning = {
  bulletin: (period: string, from: string) => get<Bulletin>('/burning/bulletin', { period, from }),
  table: (period: string, from: string) => address('/burning/bulletin', { period, from, format: 'csv' }),
  issue: (period: string, from: string) => post<{ id: string; name: string }>('/burning/bulletins', { period, from }),
  issued: () => get<Issued[]>('/burning/bulletins', { limit: 8 }),
  paper: (id: string) => address(`/burning/bulletins/${seg(id)}/report`),
  deliver: async (file: File): Promise<Receipt> => {
    const headers = { 'Content-Type': file.name.endsWith('.json') ? 'application/json' : 'text/csv' }
    return (await ask('POST', address('/fires'), { body: file, headers }, kDeliveryPatienceMs)).json()
  },
}
