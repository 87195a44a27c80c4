// The shapes of docs/api.md, papers and discretion.
export type PaperFormat = 'docx' | 'pdf' | 'xlsx'

export interface Paper {
  id: string
  label_zh: string
  label_en: string
  note_zh: string
  note_en: string
  formats: PaperFormat[]
}

export interface Level {
  id: string // "times.heavy"
  zh: string
  en: string
  percent: number
  confidence: string
}

export interface Factor {
  id: string
  zh: string
  en: string
  levels: Level[]
}

export interface Violation {
  id: string
  zh: string
  en: string
  clause: string
  basis: string
  least: number // yuan
  most: number
  band: number // percent points
  confidence: string
  note: string
  factors: Factor[]
}

export interface Fine {
  percent: number
  amount: number // yuan
  low: number
  high: number
  why_zh: string
  why_en: string
}
