// The pages for everybody, as docs/api.md has them.
import type { Outline, Street } from '@/contract'

export interface Topic {
  value: string
  zh: string
  en: string
}

export interface ReportForm {
  district: { id: string; name_zh: string; name_en: string; centre: [number, number]; outline: Outline; streets: Street[] }
  topics: Topic[]
  longest_text: number
  photos: number
  photo_mb: number
}

export interface Challenge {
  challenge: string
  bits: number
  until: number
}

export interface NewReport {
  kind: string
  text: string
  address: string
  lon: number
  lat: number
  name: string
  phone: string
}

// What a citizen keeps to follow their report.
export interface ReportName {
  number: string
  code: string
}

export interface Stage {
  id: string
  zh: string
  en: string
  at: number | null
  now: boolean
}

export type Satisfied = 'yes' | 'fair' | 'no'

export interface Progress {
  number: string
  received_at: number
  kind: string
  text: string
  joined: boolean
  photos: number
  stages: Stage[]
  found: '' | 'true' | 'partly' | 'false'
  reply: string
  satisfied: '' | Satisfied
  reward: { state: 'approved' | 'paid'; amount: number } | null
  may: { photos: number; photo_mb: number; satisfaction: boolean }
}

export interface Opening {
  user: string
  name: string
  at: number
  why: string
}

export interface SealedIdentity {
  sealed: boolean
  may_open: boolean
  may_write: boolean
  openings: Opening[]
}
