// What the service says of outlets; docs/api.md.
export interface Law {
  standard: string
  clause: string
  confidence: string
}
export interface Outlook {
  end: 'sure' | 'open' | 'missed'
  best: number
  worst: number
  expected: number | null
}
export interface AmountMonth {
  month: string
  measured_kg: number
  substituted_kg: number
  measured: number
  missing: number
  stopped: number
}
export interface Substitute {
  from: number
  until: number
  kg_each: number | null
  looked_at: number
  of: number | null
  manual: boolean
}
export interface AmountPart {
  from: number
  until: number
  capture: number | null
  measured: number
  missing: number
  stopped: number
  measured_kg: number
  substituted_kg: number
  runs: number
  substitutes: Substitute[]
}
export interface RunOut {
  days: number
  expected: string | null
  earliest: string | null
  latest: string | null
  year_kg: number
  year_low_kg: number
  year_high_kg: number
}
export interface FactorAmounts {
  factor: string
  total_kg: number
  permitted_kg: number | null
  run_out: RunOut | null
  months: AmountMonth[]
  parts: AmountPart[]
}
export interface Amounts {
  year: number
  counted: { from: number; until: number }
  by: 'hour' | 'day'
  pass: number
  law: Law | null
  factors: FactorAmounts[]
}
export interface FirmAmounts {
  year: number
  permit: string | null
  outlets: { station: string; name_zh: string; name_en: string; efficiency: number | null; factors: FactorAmounts[] }[]
  factors: FactorAmounts[]
  transmission: { month: string; efficiency: number | null; pass: number; outlook: Outlook; law: Law } | null
}
export interface Mark {
  id: string
  revision: number
  kind: string
  from: number
  until: number | null
  factors: string
  reason: string
  answer: string
  state: 'filed' | 'accepted' | 'refused' | 'withdrawn'
  firm: string
  firm_name: string
  simulated: boolean
  filed_at: number
  deadline: number | null
  late: boolean
  letter: string | null
  law: Law | null
  may_answer: boolean
  may_withdraw: boolean
  versions: { at: number; who: string; why: string; state: string }[]
}
export interface RuleRow {
  scope: string
  value: string
  unit: string
  law: Law
}
export interface Marks {
  firm: string | null
  firm_name: string | null
  deadline_hour: RuleRow[]
  effects: RuleRow[]
  marks: Mark[]
}
export interface Control {
  checks: { id: string; code: string; kind: string; at: number | null; simulated: boolean; results: { item: string; factor: string; drift: number; verdict: 'fine' | 'adjust' | 'out' | null }[] }[]
  lost: { factor: string; from: number; until: number }[]
  overdue: { kind: string; last: number; due: number; law: Law }[]
  samples: { id: string; code: string; purpose: string; day: string; enough: boolean; simulated: boolean; results: { hour: number; factor: string; manual: number; automatic: number | null; allowed: { bound: number; relative: boolean } | null; confirmed: boolean | null; law: Law | null }[] }[]
  unconverted: Record<string, number>
  limits: { id: string; factor: string; upper: number | null; unit: string; standard: string; clause: string; confidence: string }[]
  questions: { id: string; factor: string; hour: number | null; value: number | null; usual: number | null; ratio: number | null; state: string; answer: string }[]
  drift: RuleRow[]
  every: RuleRow[]
}
export interface Transmissions {
  month: string
  pass: number | null
  law: Law | null
  rows: {
    firm: string | null
    name: string
    stations: { id: string; name_zh: string; name_en: string; simulated: boolean }[]
    months: { month: string; owed: number; rate: number | null; validity: number | null; efficiency: number | null; met: boolean | null; outlook: Outlook | null }[]
  }[]
}
export interface PermitSight {
  permit: string
  code: string
  tolerance: number
  law: { report: Law | null; tolerance: Law | null }
  reports: { kind: string; from: string; until: string; due_on: string; id: string | null; submitted_on: string | null; late: boolean }[]
  compared: { report: number; factor: string; reported_kg: number; monitored_kg: number; differs: boolean }[]
  monitoring: { outlet: string; factor: string; frequency: string; automatic: boolean; demanded: number; done: number }[]
  findings: { code: 'overlap' | 'no_outlet' | 'not_in_permit' | 'limits_overlap'; subject: string; record: string }[]
  supervision: Linked[]
  enforcement: Linked[]
}
export interface Linked {
  kind: string
  id: string
  number: string
  day: string
  result: string
}
export interface PublicOutlets {
  district_zh: string
  district_en: string
  within_hours: number
  outlets: {
    id: string
    name_zh: string
    name_en: string
    firm_name: string | null
    simulated: boolean
    newest: number | null
    late: boolean
    factors: { code: string; name_zh: string; name_en: string; unit: string; hours: { t: number; value: number; converted: number | null; mark: string }[]; limits: { upper: number | null; unit: string; standard: string; clause: string }[] }[]
  }[]
}
