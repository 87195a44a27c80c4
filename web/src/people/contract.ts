// The shapes of docs/api.md, section People.
import type { Role } from '@/contract'

export interface Person {
  id: string
  name: string
  roles: Role[]
  area: string
  unit: string
  firm: string
  phone: string
  email: string
  channels: string[] // of kChannels
  quiet: string // "22:00-07:00", "none"; empty: as the channel has it
  subject: string
  disabled: boolean
  must_change: boolean
  totp: boolean
  locked_until: number | null
  password_changed_at: number | null
  created_at: number | null
  revision: number
  password?: string // shown once, when it was just made
}

export const kChannels = ['sms', 'email', 'wecom', 'dingtalk', 'plain']
export type PersonFields = Partial<Pick<Person, 'name' | 'roles' | 'area' | 'unit' | 'firm' | 'phone' | 'email' | 'channels' | 'quiet' | 'subject' | 'disabled'>>

export interface RoleRights {
  id: Role
  name_zh: string
  name_en: string
  second_factor: boolean
  grants: { verb: string; kind: string; scope: 'everywhere' | 'own_area' | 'own_firm' }[]
}

export interface OpenSession {
  id: string
  opened_at: number
  seen_at: number
  way: string
  peer: string
  agent: string
  current: boolean
}

export interface ApiToken {
  id: string
  user: string
  name: string
  verbs: string[]
  kinds: string[]
  area: string
  created_at: number
  expires_at: number
  used_at: number | null
  revoked: boolean
  token?: string // shown once
}

export interface TotpBegin {
  secret: string
  uri: string
  qr: { size: number; path: string }
}

export interface LoginEvent {
  id: string
  user: string | null
  outcome: 'success' | 'wrong' | 'wrong_code' | 'locked' | 'refused'
  way: 'password' | 'totp' | 'oidc'
  peer: string | null
  agent: string | null
  first_at: number
  last_at: number
  count: number
}

export interface PersonalRead {
  id: string
  user: string
  kind_read: string
  record: string | null
  day: string
  first_at: number
  last_at: number
  count: number
}

export interface JournalEntry {
  position: number
  kind: string
  id: string
  number: number
  who: string
  name: string
  why: string
  at: number
  erased: boolean
}
