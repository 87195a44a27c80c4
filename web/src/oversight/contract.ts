// Shapes of docs/api.md, inspections by lot and credit.
export type Stage = 'committing' | 'revealing' | 'drawn' | 'void'
export type Group = 'key' | 'special' | 'general'

export interface Party {
  name: string
  commitment: string | null
  secret: string | null
  committed_at: number | null
  revealed_at: number | null
}

export interface DrawBrief {
  id: string
  year: number
  quarter: number
  stage: Stage
  digest: string
  parties: Party[]
  opened_at: number
  due_at: number
  seed: string | null
  count: number
  late: string[]
  ended_at: number | null
  simulated: boolean
}

export interface Drawn {
  firm: string
  inspectors: string[]
  barred: Record<string, string>
}

export interface Draw extends DrawBrief {
  pool: string
  drawn: Drawn[]
  me?: string | null
}

export interface Pool {
  until: string
  most_visits: number
  quotas: { group: Group; count: number }[]
  firms: { id: string; name: string; group: Group; area: string; parts: number[]; before: string[] }[]
  inspectors: { id: string; name: string; valid_until: string; avoids: string[]; areas: string[] }[]
}

export interface GroupPlan {
  group: Group
  firms: number
  doubled: number
  spared: number
  visits: number
  due: number[]
  drawn: number
  left_over?: number
  quota?: number
}

export interface Plan {
  id: string
  year: number
  quarter: number
  inspectors: number
  groups: GroupPlan[]
  clause: string
  confidence: string
  published_at: number
}

export interface DrawLaw {
  groups: { id: Group; share_permille: number; per_inspector: number; every_year: boolean }[]
  most_visits: number
  publish_days: number
  commit_hours: number
  reveal_hours: number
  clause: string
  confidence: string
}

export interface Tally {
  drawn: number
  done: number
  published: number
  in_time: number
  late: number
}

export interface Workload {
  year: number
  groups: (Tally & { quarter: number; group: Group })[]
  inspectors: (Tally & { id: string; name: string })[]
}

export interface PublicResult {
  id: string
  number: string
  firm: string
  group: Group
  quarter: number
  checked_on: string
  inspectors: string[]
  result: string
  due_on: string
  published_on: string
  simulated: boolean
}

export interface PublicInspections {
  district_zh: string
  district_en: string
  law: DrawLaw
  plans: Plan[]
  draws: DrawBrief[]
  results: PublicResult[]
}

export type Grade = 'honest' | 'good' | 'warning' | 'bad'

export interface EventLaw {
  id: string
  name_zh: string
  name_en: string
  points: number
  months: number
  repair_months: number
  penalty: boolean
  bad: boolean
  clause: string
  confidence: string
}

export interface CreditLaw {
  start: number
  honest_from: number
  good_from: number
  warning_from: number
  honest_months: number
  events: EventLaw[]
  bands: { id: string; name_zh: string; name_en: string; below: number; clause: string; confidence: string }[]
  clause: string
  confidence: string
}

export interface Credit {
  year: number
  grade: Grade
  score: number
  band: string
  events: { what: string; day: string; points: number; until: string; event: string }[]
  decided_on: string
  valid_until: string
  simulated: boolean
}

export interface CreditEvent {
  id: string
  firm: string
  name?: string
  event: string
  what: string
  day: string
  until: string
  points: number
  origin: string
  state: 'proposed' | 'confirmed' | 'revoked' | 'repaired'
  repair_from?: string
}

export interface DistrictCredit {
  law: CreditLaw
  grades: Partial<Record<Grade, number>>
  bands: Record<string, number>
  firms: (Credit & { firm: string; name: string; street: string })[]
  ending: CreditEvent[]
}

export interface FirmCredit {
  firm: string
  name: string
  law: CreditLaw
  years: Credit[]
  events: CreditEvent[]
}
