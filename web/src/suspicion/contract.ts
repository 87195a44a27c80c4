// 数据真实性, as docs/api.md has it.
export type Verdict = 'new' | 'confirmed' | 'refuted'

export interface Finding {
  id: string
  revision: number
  station: string
  code: string
  name_zh: string
  name_en: string
  factor: string
  from: number
  until: number
  found_at: number
  strength: number
  sentence_zh: string
  sentence_en: string
  also: string[] | null
  confidence: string
  state: Verdict
  reason: string
  decided_by: string
  decided_at: number | null
}

export interface Line {
  name_zh: string
  name_en: string
  look: 'measured' | 'expected' | 'witness' | 'earlier' | 'limit'
  values: (number | null)[]
}
export interface WholeFinding extends Finding {
  figures: Record<string, number>
  picture: { from: string; step_s: number; lines: Line[] }
}

export interface ScoredDay {
  day: string
  probability: number
  evidence: { what: string; log_odds: number }[]
}
export interface Outlet {
  id: string
  name_zh: string
  name_en: string
  simulated: boolean
  days: ScoredDay[]
  findings: Finding[]
}
export interface Suspicion {
  from: string
  until: string
  may_decide: boolean
  outlets: Outlet[]
}
