// Compensation money and yield per mu, as docs/api.md has them.
import { get, post } from '@/api'

interface Named {
  id: string
  name_zh: string
  name_en: string
}

export interface MoneyRule extends Named {
  unit: string
  against: 'target' | 'mean'
  better: 'low' | 'high'
  fen_each: number
  most_fen: number
  rewards: boolean
  zero_sum: boolean
  clause: string
  confidence: string
}
export interface Entry {
  id: string
  rule: string
  month: string
  issue: number
  figure: number | null
  against: number | null
  fen: number | null // below 0: the street pays
  fault: string
  reason: string
  simulated: boolean
  state: 'computed' | 'confirmed' | 'paid' | 'replaced'
}
export interface Accounts {
  year: number
  rules: MoneyRule[]
  streets: { street: string; sum_fen: number; paid_fen: number; entries: Entry[] }[]
  may_compute: boolean
}

export interface YieldRow {
  record: string
  firm: string
  name: string
  street: string
  simulated: boolean
  rank: number | null
  score: number | null
  class: string
  parts: { value: number | null; norm: number | null; points: number | null; fault: string }[] // as the criteria
  vetoes: string[]
}
export interface Yield {
  year: number
  criteria: (Named & { unit: string; better: 'low' | 'high'; weight: number; cap: number; gap: string })[]
  classes: (Named & { share: number; policies: { what: string; name_zh: string; name_en: string }[] })[]
  clause: string
  confidence: string
  rows: YieldRow[]
  published: { at: number | null; who: string; frozen: boolean; same: boolean } | null
  may_publish: boolean
}

export const accounts = {
  compensation: (year: number) => get<Accounts>('/plan/compensation', { year }),
  compute: (rule: string, month: string, why: string) => post('/plan/compensation', { rule, month, why }),
  yield: (year: number) => get<Yield>('/plan/yield', { year }),
  publishYield: (year: number, why: string) => post('/plan/yield', { year, why }),
}

// Whole fen as yuan: "-1,234.50".
export const yuan = (fen: number) => `${fen < 0 ? '-' : ''}${Math.floor(Math.abs(fen) / 100).toLocaleString('en-US')}.${String(Math.abs(fen) % 100).padStart(2, '0')}`
