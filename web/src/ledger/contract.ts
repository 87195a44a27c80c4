// The shapes of docs/api.md, section Registers. Days and periods are ISO texts, instants UTC milliseconds.
import type { Geometry } from 'geojson'

export type FieldType =
  | 'text' | 'long_text' | 'number' | 'integer' | 'boolean' | 'instant' | 'day' | 'period' | 'money' | 'choice' | 'reference'
  | 'credit_code' | 'phone' | 'file' | 'photo' | 'point' | 'line' | 'area' | 'table' | 'json'

export type Row = Record<string, Value>
export type Value = string | number | boolean | null | undefined | string[] | Row[] | Geometry | object
export type Fields = Record<string, Value>

export interface Labelled {
  label_zh: string
  label_en: string
}

export interface Shelf {
  id: string
  name_zh: string
  name_en: string
}

export interface KindBrief extends Labelled {
  name: string
  shelf: string
  title: string // the field that names a record to people
  colour: string
  geometry: 'point' | 'line' | 'area' | null
  public: boolean
  state: string // the choice field that only transitions move
  may: { write: boolean; erase: boolean; import: boolean; export: boolean }
}

export interface Choice {
  value: string
  zh: string
  en: string
}

export interface Field extends Labelled {
  name: string
  type: FieldType
  help_zh: string
  help_en: string
  unit: string
  required: boolean
  required_if: { field: string; is: string[] } | null
  unique: boolean
  indexed: boolean
  searched: boolean
  public: boolean
  personal: boolean
  retired: boolean
  default: string
  computed: boolean
  choices: Choice[]
  target: string
  low: number | null
  high: number | null
  decimals: number | null
  columns: Field[]
}

export interface Transition extends Labelled {
  verb: string
  from: string[]
  to: string
  needs_reason: boolean
}

export interface Kind extends KindBrief {
  fields: Field[]
  transitions: Transition[]
  expiry: { field: string; remind_days: number[] } | null
  duties: (Labelled & { id: string; by: string; every: string; clause: string })[]
  relations: { out: { field: string; kind: string }[]; in: { kind: string; field: string }[] }
}

export interface LedgerRecord {
  kind: string
  id: string
  title: string
  revision: number
  fields: Fields
  names: Record<string, string>
  may?: string[]
}

export interface FieldFault {
  field: string // "plots[2].area" within a table
  zh: string
  en: string
}

export interface Page {
  items: LedgerRecord[]
  next: string | null
}

export interface Tally {
  value: string | number | boolean | null
  count: number
}

export interface Revision {
  number: number
  commit: number
  who: string
  name: string
  why: string
  at: number
  erased: boolean
  fields: Fields
}

export interface Related extends Labelled {
  kind: string
  field: string
  direction: 'in' | 'out'
  count: number
  items: LedgerRecord[]
}

export interface Due extends Labelled {
  kind: string
  id: string
  title: string
  street: string
  duty: string
  from: string
  until: string
  state: 'overdue' | 'due'
  clause: string
}

export interface Dues {
  items: Due[]
  counts: { overdue: number; due: number }
}

export interface SavedFilter {
  id: string
  name: string
  query: Record<string, string>
  shared: boolean
  mine: boolean
}

export interface ImportFault {
  row: number
  column: string
  field: string
  zh: string
  en: string
}

export interface Import {
  id: string
  kind: string
  file: string
  format: string
  state: 'checked' | 'applied' | 'undone'
  rows: number
  fresh: number
  changed: number
  same: number
  faults: ImportFault[]
  matches: { row: number; id: string; title: string; by: string }[]
  by: string
  at: number
  commit: number | null
}

export type Datum = 'CGCS2000' | 'WGS84' | 'GCJ02' | 'BD09'
export type ExportFormat = 'xlsx' | 'csv' | 'geojson' | 'json'
