// People, accounts and what is written down of them.
import { address, get, post, read, seg } from '@/api'
import type * as p from './contract'

export interface AuditFilter {
  [name: string]: string | number | undefined
}

export const people = {
  ways: () => get<{ sign_on: { name_zh: string; name_en: string } | null }>('/log-in-ways'),
  signOnAddress: (to: string) => address('/sign-on/start', { to }),

  changePassword: (old: string, fresh: string) => post<void>('/password', { old, new: fresh }),
  beginTotp: () => post<p.TotpBegin>('/totp/begin'),
  confirmTotp: (secret: string, code: string, password: string) => post<void>('/totp/confirm', { secret, code, password }),
  disableTotp: (password: string) => post<void>('/totp/disable', { password }),
  sessions: () => get<p.OpenSession[]>('/sessions'),
  closeSession: (id: string) => post<void>(`/sessions/${seg(id)}/close`),
  tokens: () => get<p.ApiToken[]>('/tokens'),
  makeToken: (token: Pick<p.ApiToken, 'name' | 'verbs' | 'kinds' | 'area' | 'expires_at'>) => post<p.ApiToken>('/tokens', token),
  revokeToken: (id: string) => post<p.ApiToken>(`/tokens/${seg(id)}/revoke`),

  list: () => get<p.Person[]>('/people'),
  make: (id: string, fields: p.PersonFields, why: string) => post<p.Person>('/people', { id, ...fields, why }),
  change: (id: string, revision: number, fields: p.PersonFields, why: string) =>
    read<p.Person>('PUT', address(`/people/${seg(id)}`), { ...fields, revision, why }),
  resetPassword: (id: string, why: string) => post<p.Person>(`/people/${seg(id)}/password`, { why }),
  resetTotp: (id: string, why: string) => post<p.Person>(`/people/${seg(id)}/totp`, { why }),
  roles: () => get<p.RoleRights[]>('/roles'),

  journal: (q: AuditFilter) => get<p.JournalEntry[]>('/journal', q),
  logins: (q: AuditFilter) => get<p.LoginEvent[]>('/logins', q),
  personalReads: (q: AuditFilter) => get<p.PersonalRead[]>('/personal-reads', q),
  csvAddress: (path: '/journal' | '/logins' | '/personal-reads', q: AuditFilter) => address(path, { ...q, format: 'csv' }),
}
