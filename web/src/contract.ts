// The shapes of docs/api.md. Times are UTC milliseconds; shares and rates are fractions 0–1.
import type { Feature, FeatureCollection, Geometry } from 'geojson'

export type Outline = Geometry | Feature | FeatureCollection
export type SiteKind = 'air_standard' | 'air_micro' | 'river' | 'noise' | 'outlet'
export type SiteStatus = 'ok' | 'silent' | 'alarm' | 'quarantined'
export type Cadence = 'realtime' | 'minute' | 'hour' | 'day' | 'month'
export type Role = 'district_duty' | 'leader' | 'department' | 'enforcement' | 'grid_worker' | 'street' | 'firm' | 'engineer' | 'auditor' | 'viewer' | 'admin'

export interface Session {
  user: string
  name: string
  roles: Role[]
  area: string
  unit: string
  firm: string
  owes: '' | 'password' | 'totp' // to be done before anything else
  totp: boolean
  way: 'password' | 'totp' | 'oidc'
  csrf: string
}

export interface Street {
  id: string
  name_zh: string
  name_en: string
  geometry: Geometry
}

export interface District {
  id: string
  name_zh: string
  name_en: string
  centre: [number, number]
  outline: Outline
  streets: Street[]
  today_standard: string
}

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

// 校准: one fit of one factor of a micro station.
export interface Fit {
  id: string
  occasion: 'first' | 'weekly'
  state: 'applied' | 'rejected'
  reason: string
  valid_from: number
  valid_until: number
  from: number
  until: number
  pairs: number
  slope: number | null
  offset: number | null
  slope_change: number | null
  offset_change: number | null
  r2_before: number | null
  r2_after: number | null
  intercept: number | null
  terms: { factor: string; name_zh: string; name_en: string; slope: number; low: number; high: number }[]
  references: { site: string; name_zh: string; name_en: string; km: number }[]
  at: number
  who: string
  why: string
}

export interface CalibratedFactor extends FactorBrief {
  fit: Fit | null
  history: Fit[] // newest first
}

export interface Calibration {
  plan: {
    weeks_back: number
    longest_weeks: number
    least_pairs: number
    first_pairs: number
    least_r2: number
    overreach: number
    references: number
    within_km: number
  } | null
  factors: CalibratedFactor[]
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

export interface RawFrame {
  device: string
  received: number
  text: string
  bytes_base64: string
  decoded: Record<string, unknown> | null
}

export type AlertState = 'pending' | 'firing' | 'resolved' | 'silenced'

export interface Revision {
  number: number
  at: number
  who: string
  why: string
  fields: Record<string, string | number | boolean | null>
}

export interface Alert {
  id: string
  rule: string
  rule_zh: string
  rule_en: string
  site: string
  site_zh: string
  site_en: string
  street: string
  factor: string
  state: AlertState
  severity: string
  value: number | null
  peak: number | null
  threshold: number | null
  unit: string
  limit: { standard: string; clause: string; confidence: string } // standard empty: a rule of the district
  began_at: number
  fired_at: number | null
  resolved_at: number | null
  silenced_until: number | null
  case: string // empty: none
  history?: Revision[]
}

export interface Evidence {
  hash: string
  name: string
  type: string
  size?: number
}

export interface CaseEvent {
  at: number
  who: string
  name: string
  verb: string
  step: string
  text: string
  text_en: string // empty: somebody's own words
  evidence: Evidence[]
}

export interface CaseAction {
  verb: string
  label_zh: string
  label_en: string
  needs: ('text' | 'photo')[]
}

export interface Case {
  id: string
  workflow: string
  title_zh: string
  title_en: string
  street: string
  site: string
  alert: string // empty: none
  state: 'open' | 'closed'
  step: string
  step_zh: string
  step_en: string
  assignee: string
  assignee_name: string
  opened_at: number
  due_at: number | null
  overdue: boolean
  escalated: boolean
  closed_at: number | null
  timeline?: CaseEvent[]
  actions?: CaseAction[]
}

export interface Device {
  id: string
  site: string
  state: 'admitted' | 'quarantined'
  system: string
  online: boolean
  last_seen: number | null
  clock_offset_s: number | null
  online_rate: number | null
  capture_rate: number | null
  refusals: Record<string, number>
  deviations: Record<string, number>
  switches: Record<string, unknown> | null
  first_frame: string
}

export type CommandState = 'queued' | 'sent' | 'accepted' | 'done' | 'failed' | 'timeout'

export interface Command {
  id: string
  cn: string
  name_zh: string
  name_en?: string
  who: string
  asked_at: number
  state: CommandState
  answer: Record<string, unknown> | null
  ended_at: number | null
}

export interface FrameLine {
  seq: number
  received: number
  text: string
}

export interface Standard {
  standard: string
  name: string
  from: string
  until: string | null
  confidence: string
  count: number
}

export interface Limit {
  id: string
  standard: string
  clause: string
  factor: string
  factor_zh: string
  factor_en: string
  statistic: string
  scope: string
  comparison: 'at_most' | 'at_least' | 'within'
  lower: number | null
  upper: number | null
  unit: string
  condition: string
  from: string
  until: string | null
  confidence: string
}

export interface Figure {
  id: string
  name_zh: string
  name_en: string
  value: number | null
  target: number | null
  unit: string
  better: 'low' | 'high'
}

export interface Summary {
  day: string
  good_days: number | null
  valid_days: number | null
  good_share: number | null
  good_share_target: number | null
  pm25_mean: number | null
  pm25_target: number | null
  pm10_mean: number | null
  pm10_target: number | null
  alerts_firing: number
  cases_open: number
  cases_overdue: number
  online_rate: number | null
  cases_by_street: { street: string; open: number; overdue: number }[]
  figures: Figure[]
}

export interface RosterEntry {
  street: string
  shift: 'day' | 'night'
  user: string
  name: string
  phone_masked: string
  from: number
  until: number
}

export interface Handover {
  id: string
  at: number
  from_user: string
  to_user: string
  text: string
  open_alerts: string[] | null
  open_cases: string[] | null
  signed: boolean
}

export interface User {
  id: string
  name: string
  roles: Role[]
  area: string
}

export interface ForwardPlan {
  id: string
  name_zh: string
  name_en: string
  host: string
  port: number
  dialect: '2005' | '2017' | '2025'
  media: SiteKind[]
  cadences: Cadence[]
  sites: Record<string, { mn?: string; st?: string }>
  paused: boolean
  history: boolean
}

export interface Forward extends ForwardPlan {
  has_password: boolean
  encrypted: boolean
  connected: boolean
  queued: number
  behind: number
  sent: number
  resent: number
  acked: number
  acked_values: number
  refused: number
  set_aside: number
  last_error: string
  oldest: number | null
  delivered_qn: string
  delivered_at: number | null
}

export interface Proof {
  series: { day: string; digest: string; frames: number; samples: number }[]
  ledger: { day: string; digest: string; revisions: number }[]
}

export interface LiveValue {
  site: string
  factor: string
  t: number
  value: number | null
  mark: string
}
