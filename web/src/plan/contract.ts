// The records of a plan as its pages read them; packs/national/ledgers/{plan,indicator,plan_task,project,…}.toml.
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

// A task with what was said of it last.
export interface TaskLine {
  task: LedgerRecord
  units: UnitNamed[] // of all parts
  last: LedgerRecord | null // the newest report
  next: LedgerRecord | null // the first milestone that is not done
}

// Something that is due on a day.
export interface DueThing {
  kind: string
  id: string
  title: string
  day: string
  done: boolean
  what: 'task' | 'milestone' | 'project' | 'stage'
}
