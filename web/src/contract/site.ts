// Stations, what they measured and how it is judged. As docs/api.md has it.

export type SiteKind = 'air_standard' | 'air_micro' | 'river' | 'noise' | 'outlet' | 'power'
export type SiteStatus = 'ok' | 'silent' | 'alarm' | 'quarantined'
export type Cadence = 'realtime' | 'minute' | 'hour' | 'day' | 'month'

export interface IndexNow {
  index: 'AQI' | 'water_class' | 'noise' | 'outlet'
  value: number | null
  category: string
  name_zh: string
  name_en: string
  colour: string
  primary: string[]
  standard: string
  unverified: boolean
}

export interface Site {
  id: string
  kind: SiteKind
  name_zh: string
  name_en: string
  street: string
  lon: number | null
  lat: number | null
  simulated: boolean
  status: SiteStatus
  index: IndexNow | null
  at: number | null
}

export interface FactorBrief {
  code: string
  name_zh: string
  name_en: string
  unit: string
  decimals: number
}

export interface Factor extends FactorBrief {
  old_code: string
  medium: string
}

export interface SiteDetail extends Site {
  factors: FactorBrief[]
  devices: string[]
  target_class?: string
  zone?: string
}

export interface MapMoment {
  site: string
  index: IndexNow | null
  at: number | null
}

export type Point = [t: number, value: number | null, mark: string, origin: string, revised: boolean]

export interface LimitLine {
  value: number
  lower?: number | null
  upper?: number | null
  scope: string
  statistic: string
  standard: string
  clause: string
  confidence: string
}

export interface Series {
  factor: string
  unit: string
  measure: string
  points: Point[]
  limits: LimitLine[]
}

export interface IndexPoint {
  at: number
  value: number | null
  category: string
  colour: string
  primary: string[]
  items: Record<string, number>
  multiples?: Record<string, number> // times over class III, by factor
  standard: string
  also: { standard: string; value: number; category: string; colour: string } | null
}

export interface Completeness {
  factor: string
  at: number
  due: number
  received: number
  valid: number
}

export interface MonthTransmission {
  month: string
  counted: { from: number; until: number }
  pass: number
  standard: string
  clause: string
  confidence: string
  rate: number | null
  validity: number | null
  efficiency: number | null
  outlook: { end: 'sure' | 'open' | 'missed'; best: number; worst: number; expected: number | null }
  factors: { factor: string; owed: number; came: number; valid: number; efficiency: number | null }[]
}

export interface Version {
  value: number | null
  mark: string
  origin: string
  seq: number
  received: number
  by: string
  reason: string
  frame: number | null
}

export type Decision = 'valid' | 'invalid' | 'replace'

export interface Audit {
  factor: string
  cadence: Cadence
  measure: string
  from: number
  until: number
  decision: Decision
  value?: number
  reason: string
}

export interface LiveValue {
  site: string
  factor: string
  t: number
  value: number | null
  mark: string
}
