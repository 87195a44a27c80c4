// The shapes of docs/api.md around cases: workflows, boards, what people send.
import type { CaseAction, Effect, Need } from '@/contract'

export interface Named {
  id: string
  name_zh: string
  name_en: string
}

export interface FlowBrief extends Named {
  open: number // cases that the reader may see
}

export interface FlowAction extends CaseAction {
  to: string // a step, kClosed, or empty: stays
  needs: Need[]
  role: Named | null // the step's own
  returns: boolean
  does: Effect
}
export const kClosed = 'closed'

export interface FlowStep extends Named {
  roles: Named[]
  own_area: boolean
  own_unit: boolean
  on_duty: boolean
  limit: string // "3d", "5wd" working days, "8wh" working hours
  remind: number[] // ms before due
  escalate: { after: number; role: Named }[]
  actions: FlowAction[]
}

export interface Workflow extends Named {
  version: string
  in_force: boolean
  limit: string
  proof: Need[]
  rejoin: number
  calm: number
  by_hand: Named[]
  opens: { kind: string; states: string[] } | null
  look_back: { after: string; step: string } | null
  steps: FlowStep[]
}

export interface Cell {
  step: string
  street: string
  open: number
  overdue: number
}
export interface CaseBoard {
  workflow: string
  steps: Named[]
  cells: Cell[]
}

export const kGroupings = ['month', 'street', 'unit', 'workflow', 'step'] as const
export type Grouping = (typeof kGroupings)[number]
export interface Stays {
  stays: number // at steps that were left
  on_time: number
  on_time_share: number | null
  mean_hours: number | null // without pauses
  reviews: number // stays at steps that may send back
  returned: number
  return_share: number | null
}
export type StaysOf = Stays & { [of in Grouping]?: string } & { workflow_zh?: string; workflow_en?: string; step_zh?: string; step_en?: string }
export interface StatisticsQuery extends Record<string, string | undefined> {
  from: string // "2026-01"
  until: string
  by?: string // of kGroupings, with commas
  workflow?: string
  street?: string
}

export interface DueDays {
  before: number // open cases due earlier
  days: { day: string; open: number; overdue: number }[]
  rest: string[] // days that are not worked
}

export interface Part {
  title: string
  street: string
  unit: string
}
export interface Deed {
  verb: string
  step: string // what the page showed
  text: string
  evidence: string[]
  form?: Record<string, unknown>
  street?: string
  unit?: string
  user?: string
  units?: string[]
  parts?: Part[]
  into?: string
}

export interface Opening {
  workflow: string
  title: string
  text: string
  street: string
  unit: string
  firm: string
  subject: string
  due_at?: number
}

export type CaseQuery = Partial<
  Record<'state' | 'street' | 'workflow' | 'step' | 'subject' | 'firm' | 'unit' | 'parent', string> & {
    mine: 1
    overdue: 1
    due_from: number
    due_until: number
    limit: number
    offset: number
  }
>
