// The typed client of docs/api.md, check lists and visits.
import { get } from '@/api'
import { ledger } from '@/ledger/api'
import type { LedgerRecord } from '@/ledger/contract'
import type { Checklist, StreetScore } from './contract'

const kMostObjects = 1000 // that a list to choose from shows, on line and off line

const of = (field: string, value: string) => JSON.stringify([[field, '=', value]])

export const visits = {
  checklists: () => get<Checklist[]>('/checklists'),
  // What a list may be used on.
  objects: (kind: string) => ledger.list(kind, { limit: kMostObjects }),
  ranking: (checklist: string, from: string, until: string) =>
    get<{ streets: StreetScore[]; all: boolean }>('/visits/ranking', { checklist, from, until }),
  recent: async (checklist: string, limit = 20): Promise<LedgerRecord[]> =>
    (await ledger.list('visit', { where: of('checklist', checklist), order: '-checked_on', limit })).items,
  about: async (through: string, id: string, limit = 20): Promise<LedgerRecord[]> =>
    (await ledger.list('visit', { where: of(through, id), order: '-checked_on', limit })).items,
}
