// The yearly assessment as docs/api.md has it.
import type { LedgerRecord, Row } from '@/ledger/contract'

export type Stage = 'draft' | 'telling' | 'review' | 'published' | 'final'
export const kStages: Stage[] = ['draft', 'telling', 'review', 'published', 'final']

export interface Scheme {
  id: string
  name_zh: string
  name_en: string
  clause: string
  confidence: string
  quote: string
  quote_place: string
  of_streets: boolean
}

export interface Item {
  id: string
  name_zh: string
  name_en: string
  unit: string
  part: 'base' | 'bonus' | 'deduction'
  way: 'told' | 'scale' | 'goal' | 'each'
  missing: 'spared' | 'none' | 'full'
  points: number
  clause: string
  confidence: string
}

export interface ItemRow extends Row {
  item: string
  name: string
  most: number
  figure?: number
  goal?: number
  goal_low?: boolean
  made?: string
  computed?: number
  fault?: string
  told?: number
  told_words?: string
  evidence?: string // ids, blank between
  reviewed?: number
  review_words?: string
  granted?: number
  final?: number
}

export interface Law {
  version: string
  clause: string
  confidence: string
  quote: string
  quote_place: string
  items: Item[]
  grades: { id: string; name_zh: string; name_en: string; least: number }[]
}

export interface Total {
  base: number
  bonus: number
  deduction: number
  total: number
  grade: string
}

export interface Assessments {
  schemes: Scheme[]
  assessments: LedgerRecord[]
  may_run: boolean
}

export interface Assessment extends LedgerRecord {
  sheets: LedgerRecord[]
  may_run: boolean
}

export interface Sheet extends LedgerRecord {
  law: Law
  told_until: string
  published_on: string
  appeal_until: string
  made_of: Record<string, string | number>
  appeals: LedgerRecord[]
  recount: { frozen: Total; now: Total; same: boolean }
  can: { tell: boolean; review: boolean; reopen: boolean }
}

// One item as it is sent.
export interface Word {
  item: string
  points?: number
  words?: string
  evidence?: string[]
}
