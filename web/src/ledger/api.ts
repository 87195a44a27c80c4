// The typed client of docs/api.md, section Registers.
import { address, ask, get, post, read, seg } from '@/api'
import type * as c from './contract'

const kImportMs = 120_000 // a large file is checked whole before it answers

export type ListQuery = Partial<
  Record<'where' | 'search' | 'box' | 'near' | 'inside' | 'order' | 'after', string> & { limit: number }
>

export const ledger = {
  kinds: () => get<{ shelves: c.Shelf[]; kinds: c.KindBrief[] }>('/kinds'),
  kind: (kind: string) => get<c.Kind>(`/kinds/${seg(kind)}`),

  list: (kind: string, q: ListQuery = {}) => get<c.Page>(`/records/${seg(kind)}`, q),
  count: async (kind: string, q: ListQuery = {}) => (await get<{ count: number }>(`/counts/${seg(kind)}`, q)).count,
  tally: (kind: string, field: string, q: ListQuery = {}) => get<c.Tally[]>(`/tallies/${seg(kind)}/${seg(field)}`, q),

  record: (kind: string, id: string, at?: number) => get<c.LedgerRecord>(`/records/${seg(kind)}/${seg(id)}`, { at }),
  create: (kind: string, fields: c.Fields, why: string) => post<c.LedgerRecord>(`/records/${seg(kind)}`, { fields, why }),
  change: (kind: string, id: string, fields: c.Fields, revision: number, why: string) =>
    read<c.LedgerRecord>('PUT', address(`/records/${seg(kind)}/${seg(id)}`), { fields, revision, why }),
  erase: (kind: string, id: string, revision: number, why: string) =>
    post<void>(`/records/${seg(kind)}/${seg(id)}/erase`, { revision, why }),
  move: (kind: string, id: string, verb: string, revision: number, why: string) =>
    post<c.LedgerRecord>(`/records/${seg(kind)}/${seg(id)}/move`, { verb, revision, why }),
  bulk: (kind: string, ids: string[], fields: c.Fields, why: string) =>
    post<{ changed: number }>(`/bulk/${seg(kind)}`, { ids, fields, why }),

  history: (kind: string, id: string) => get<c.Revision[]>(`/history/${seg(kind)}/${seg(id)}`),
  related: (kind: string, id: string) => get<c.Related[]>(`/related/${seg(kind)}/${seg(id)}`),
  dues: (q: { kind?: string; street?: string; state?: string }) => get<c.Dues>('/dues', q),

  filters: (kind: string) => get<c.SavedFilter[]>(`/filters/${seg(kind)}`),
  saveFilter: (kind: string, name: string, query: Record<string, string>, shared: boolean) =>
    post<c.SavedFilter>(`/filters/${seg(kind)}`, { name, query, shared }),
  eraseFilter: (kind: string, id: string) => post<void>(`/filters/${seg(kind)}/${seg(id)}/erase`),

  templateUrl: (kind: string) => address(`/templates/${seg(kind)}`),
  exportUrl: (kind: string, format: c.ExportFormat, q: ListQuery) => address(`/exports/${seg(kind)}`, { format, ...q }),
  // `at`: as the records were then.
  tilesUrl: (kind: string, street: string, at: number | null = null) => {
    const asked = new URLSearchParams({ ...(street && { street }), ...(at !== null && { at: String(at) }) }).toString()
    return `${location.origin}${address(`/tiles/${seg(kind)}`)}/{z}/{x}/{y}${asked && `?${asked}`}`
  },

  imports: (kind: string) => get<c.Import[]>('/imports', { kind }),
  import: async (kind: string, file: File, format: string, datum: c.Datum): Promise<c.Import> => {
    const headers = { 'Content-Type': 'application/octet-stream', 'X-File-Name': encodeURIComponent(file.name) }
    return (await ask('POST', address(`/imports/${seg(kind)}`, { format, datum }), { body: file, headers }, kImportMs)).json()
  },
  applyImport: (id: string, why: string, matches: Record<string, string>) =>
    post<c.Import>(`/imports/${seg(id)}/apply`, { why, matches }),
  undoImport: (id: string, why: string) => post<c.Import>(`/imports/${seg(id)}/undo`, { why }),
}
