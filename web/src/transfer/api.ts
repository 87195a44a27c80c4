// The typed client of docs/api.md, transfers and damage compensation.
import { address, get, seg } from '@/api'
import type { Case } from '@/contract'
import { dayText } from '@/domain/format'
import { ledger } from '@/ledger/api'
import type { PackageTaken } from './contract'

export const kTransfer = 'transfer'
export const kClue = 'damage_clue'

// What a package is of: a transfer to another organ, or a case.
export type PackageOf = 'transfer' | 'case'
const kPlaces: Record<PackageOf, (id: string) => string> = {
  transfer: (id) => `/records/transfer/${seg(id)}/package`,
  case: (id) => `/cases/${seg(id)}/evidence-package`,
}
export const packages = {
  url: (of: PackageOf, id: string) => address(kPlaces[of](id)),
  taken: (of: PackageOf, id: string) => get<{ may_take: boolean; taken: PackageTaken[] }>(`${kPlaces[of](id)}s`),
}

export const transfers = {
  // The clue that was taken from a case, if there is one.
  clueOf: async (id: string) => (await ledger.list(kClue, { where: JSON.stringify([['case', '=', id]]), limit: 1 })).items[0] ?? null,
  takeClue: (item: Case, why: string) =>
    ledger.create(kClue, {
      name: item.title_zh, case: item.id, happened: item.title_zh, found_on: dayText(item.opened_at), street: item.street || undefined, firm: item.firm || undefined,
      ...(item.subject.startsWith('penalty/') && { penalty: item.subject.slice('penalty/'.length) }),
      ...(item.place && { place: { type: 'Point', coordinates: item.place } }),
    }, why),
}
