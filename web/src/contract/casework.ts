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
