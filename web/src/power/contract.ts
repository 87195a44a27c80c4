// Power use of firms, as docs/api.md has it.
export type MeterState = 'unknown' | 'off' | 'standby' | 'run'
export type OrderKind = 'stop' | 'reduce' | 'peak' | 'night'

export interface PowerFirmLine {
  id: string
  name: string
  street: string
  simulated: boolean
  meters: number
  unwired: number
  heard: number
  silent: number
  running: number
  newest: number | null
  clues: Record<string, number>
  lasting: number
}

export interface PowerMeter {
  id: string
  name: string
  role: 'total' | 'production' | 'treatment'
  line: string | null
  device: string | null
  site: string
  channel: number
  rated_kw: number
  learned: { run_kw: number; off_kw: number; typical_kw: number } | null
  runs: [number, number, MeterState][]
}

export interface PowerOrder {
  id: string
  name: string
  order: OrderKind
  line: string | null
  from: number
  until: number
  reduction: number
  minutes: [number, number]
}

export interface PowerClue {
  id: string
  code: string
  aspect: string
  name_zh: string
  name_en: string
  measured_zh: string
  measured_en: string
  line: string
  device: string
  meter: string
  from: number
  until: number
  over: boolean
  state: string
  clause: string
  confidence: string
  photos: string[]
  simulated: boolean
  case: string
}

export interface PowerOutlet {
  site: string
  factor: string
  name_zh: string
  name_en: string
  unit: string
  points: [number, number | null][]
}

export interface PowerFirm {
  id: string
  name: string
  simulated: boolean
  from: number
  until: number
  pairs: { lines: { id: string; name: string; devices: string[] }[]; devices: { id: string; name: string }[] }
  meters: PowerMeter[]
  unwired: string[]
  orders: PowerOrder[]
  clues: PowerClue[]
  outlets: PowerOutlet[]
}
