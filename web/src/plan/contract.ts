// The records of a plan as its pages read them; packs/national/ledgers/{plan,indicator,plan_task,project,…}.toml.
import type { Paper } from '@/enforcement/contract'
import type { LedgerRecord, Row } from '@/ledger/contract'

export interface UnitNamed extends Row {
  unit?: string // id of a unit; absent: the text names no single one
  words: string
}

export interface Goal extends Row {
  words: string
  value?: number
  unit?: string
  by?: string
}

export interface Stage extends Row {
  name: string
  planned_on?: string
  done_on?: string
}

export interface Fund extends Row {
  source: string
  year: number
  planned?: number
  paid?: number
}

export type UnitPart = 'lead_units' | 'duty_units' | 'coop_units'
export const kUnitParts: UnitPart[] = ['lead_units', 'duty_units', 'coop_units']

// Something that is due on a day.
export interface DueThing {
  kind: string
  id: string
  title: string
  day: string
  done: boolean
  what: 'task' | 'milestone' | 'project' | 'stage'
}

// ---- what the service computes (docs/api.md, The plan)

export type Light = 'done' | 'green' | 'yellow' | 'red'
export const kLights: Light[] = ['red', 'yellow', 'green', 'done']

export interface TaskLit extends LedgerRecord {
  light: Light
  reasons: string[]
  report: { id: string; month: string; progress: number | null; done: string; problems: string; state: string } | null
  milestones: { id: string; name: string; due_on: string; done_on: string }[]
}

export interface TrajectoryPoint {
  month: number
  items: number
  of_month: number | null
  so_far: number | null
}

export interface Reading {
  id: string
  number: number
  group: string
  name: string
  name_en: string
  unit: string
  nature: 'binding' | 'expected' | ''
  better: 'low' | 'high'
  base: number | null
  base_year: number | null
  words: string
  target: { id: string; year: number; value: number | null; words: string } | null
  source: 'none' | 'computed' | 'reported'
  simulated: boolean // some of what it is made of was invented for show
  latest: { year: number; value: number | null } | null
  method: { id: string; name_zh: string; name_en: string; form: string; bound: number; places: number; clause: string; confidence: string } | null
  value: number | null
  met: boolean | null
  as_of: string
  reported_on: string | null
  accepted: boolean | null
  points: TrajectoryPoint[]
  same_period: number | null
  need: { chance: 'sure' | 'open' | 'impossible'; rest: number; mean: number | null; hits: number | null } | null
  outlook: { probability: number; low: number; middle: number; high: number; years: number[]; forecast_days: number; spread: number } | null
  standard: string
  earlier_standard: string
  by_earlier_standard: number | null
}

export interface Contribution {
  of: string
  items: number
  moved: number
}

export interface ReadingWhole extends Reading {
  year: number
  points_before: TrajectoryPoint[]
  no_outlook: string
  by_month: Contribution[]
  by_part: Contribution[]
  items: { day: string; value: number; of: string }[]
  items_total: number
}

export interface Contradiction {
  kind: 'differs' | 'looser' | 'no_value' | 'weights'
  part: string
  made: number | null
}
export interface TargetChecked extends LedgerRecord {
  areas: Contradiction[]
  units: Contradiction[]
  months: Contradiction[]
}

export interface Standing {
  id: string
  name_zh: string
  name_en: string
  rank: number | null // null: not ranked
  tied: boolean
  score: number | null
  of: { value: number | null; rank: number | null }[] // by criterion
  gaps: string[] // criteria without a value
}

export interface RankingFinding {
  rules: {
    id: string
    name_zh: string
    name_en: string
    criteria: { id: string; name_zh: string; name_en: string; unit: string; weight: number; better: 'low' | 'high'; places: number; gap: string }[]
    last_n: number
    months: number
    stations: string[] // the kinds of stations that are ranked; none: streets are
    window: number // figures are of so many months
    clause: string
    confidence: string
  }
  month: string
  rows: Standing[]
  to_interview: string[]
}

export interface Ranking extends RankingFinding {
  published: { id: string; issue: number; at: number | null; who: string; finding: RankingFinding; same: boolean; same_then: boolean | null }[]
  may_publish: boolean
}

// What is otherwise than it was when a day began.
export interface Look {
  value: number | null
  met: boolean | null
  probability: number | null
}
export interface Changes {
  plan: string
  since: string
  indicators: { id: string; name: string; name_en: string; unit: string; before: Look; now: Look; shifts: ('reached' | 'lost' | 'likelier' | 'less_likely')[] }[]
  lights: { id: string; number: string; title: string; before: Light; now: Light; reasons: string[] }[]
  milestones: { kind: string; id: string; title: string; name: string; due_on: string; passing: 'reached' | 'missed' }[]
  reports: { kind: string; id: string; title: string; report: string; of: string; value: number | null; simulated: boolean }[]
  published: { kind: string; id: string; name: string }[]
  ranking: string
  month: string
  ranks: { id: string; name_zh: string; name_en: string; before: number | null; now: number | null }[]
}

// A bulletin that was issued.
export interface Bulletin {
  id: string
  name: string
  period: string
  from_on: string
  until_on: string
  issue: number
  at: number | null
  who: string // empty: not for this reader
  papers: Paper[]
}
