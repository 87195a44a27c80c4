// The shapes of docs/api.md, section Answers on top of the registers.
import type { Geometry } from 'geojson'
import type { Labelled, LedgerRecord, Row } from '@/ledger/contract'

export type Spot = [lon: number, lat: number]
export type Way = 'up' | 'down'

export interface ChainKind extends Labelled {
  kind: string
  colour: string
  chain: '' | 'source' | 'way' | 'water'
  fields: (Labelled & { field: string; target: string; flow: Way })[]
}

// A record out of the asker's reach is told by its kind only.
export interface ChainNode {
  kind: string
  hidden?: true
  id?: string
  title?: string
  street?: string
  point?: Spot | null
}

export interface Traced extends ChainNode {
  distance: number
  from: number | null
}

export interface Trace {
  nodes: Traced[]
  reached: number
  circle: boolean
}

export interface Gaps {
  items: (ChainNode & { id: string; title: string; way: Way })[]
  count: number
  all: boolean
}

export type Answer = 'allowed' | 'restricted' | 'forbidden'

export interface CheckBrief {
  id: string
  number: string
  check: 'siting' | 'plot'
  name: string
  trade: string
  street: string
  plot: string
  answer: Answer
  at: number
  who_name: string
}

export interface UnitRule {
  dimension: string
  effect: 'forbid' | 'cap' | 'require'
  text: string
  clause: string
  factor: string
  most: number | null
  emitted: number | null
  outcome: 'met' | 'broken' | 'to_prove'
  answer: Answer
}

export interface SitingFinding {
  answer: Answer
  outside: number
  area_m2: number
  closed: { id: string; name: string; share: number; answer: Answer; clause: string }[]
  units: { id: string; code: string; name: string; grade: 1 | 2 | 3; share: number; answer: Answer; rules: UnitRule[] }[]
  plots?: PlotFinding[] // absent in checks of earlier versions
}

export interface PlotFinding {
  answer: Answer
  plot: string
  plot_name: string
  state: string
  listed: boolean
  land_class: 1 | 2
  rules: { id: string; answer: Answer; zh: string; en: string; clause: string; confidence: string }[]
}

export interface Check extends CheckBrief {
  place: Geometry | null
  emissions: Record<string, number> | null
  remedial: boolean
  finding: SitingFinding | PlotFinding
}

export interface AreaChanges {
  items: { id: string; title: string; before_m2: number | null; after_m2: number | null; change_m2: number; at: number; who: string; why: string }[]
  grown_m2: number
  lost_m2: number
  all: boolean
}

export interface InCharge extends LedgerRecord {
  role_zh: string
  role_en: string
  row?: Row
  masked?: Record<string, string>
}

export interface Charge {
  street: string
  looks: (Labelled & {
    id: string
    within: number
    items: { kind: string; id: string; title: string; metres: number | null; above: boolean; people: InCharge[]; units: InCharge[] }[]
  })[]
}

export interface Nearest extends Labelled {
  kind: string
  items: (LedgerRecord & { metres: number | null })[]
}

export interface Tile extends Labelled {
  id: string
  kind: string
  share: boolean
  unit: string
  better: '' | 'low' | 'high'
  streets: Record<string, number | null> // "": of no street
  total: number | null
}

export interface BoardBrief extends Labelled {
  id: string
}

export interface Board extends BoardBrief {
  tiles: Tile[]
}

export interface Dossier {
  record: LedgerRecord
  score: number
  missing: (Labelled & { field: string })[]
  parts: (Labelled & {
    kind: string
    through: string
    expected: boolean
    missing: boolean
    weight: number
    count: number
    items: { id: string; title: string; on?: string | null }[]
  })[]
  timeline: { day: string; kind: string; id: string; title: string; label_zh?: string; label_en?: string; revision?: number; who?: string }[]
}
