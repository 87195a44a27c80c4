// Alerts, and the cases that they open. As docs/api.md has it.

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
  taken_at?: number | null
  place?: [lon: number, lat: number] | null
  doubts?: ('far' | 'early' | 'ahead')[]
  told?: boolean // the place is the phone's word, not the photo's
  ahead_s?: number // of the phone's clock before the service's
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
  form: Record<string, unknown>
  made_at: number | null // done off line, and told later
}

export type Need = 'text' | 'photo' | 'located_photo' | 'document'
export type Effect = '' | 'assign' | 'invite' | 'answer' | 'pause' | 'resume' | 'extend' | 'split' | 'merge'

export interface CaseAction {
  verb: string
  label_zh: string
  label_en: string
  needs: Need[]
  does: Effect
  form: string[] // fields of the subject
}

export interface Case {
  id: string
  workflow: string
  version: string
  title_zh: string
  title_en: string
  street: string
  site: string
  alert: string // empty: none
  subject: string // "kind/id", empty: none
  firm: string
  unit: string
  place: [lon: number, lat: number] | null
  opened_by: string
  parent: string
  merged_into: string
  state: 'open' | 'closed'
  step: string
  step_zh: string
  step_en: string
  assignee: string
  assignee_name: string
  opened_at: number
  due_at: number | null
  case_due_at: number | null
  overdue: boolean
  escalated: boolean
  returned: number
  reopened: number
  paused_at: number | null
  answering: string[] // units that were invited
  look_back_at: number | null
  closed_at: number | null
  timeline?: CaseEvent[]
  actions?: CaseAction[]
}
