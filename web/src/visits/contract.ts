// The shapes of docs/api.md, check lists and visits.
export interface CheckItem {
  id: string
  zh: string
  en: string
  clause: string
  confidence: 'verified' | 'memory' | 'practice'
  weight: number
  veto: boolean
  photo: 'none' | 'fault' | 'always'
  rectify_days: number
}

export interface Checklist {
  id: string
  name_zh: string
  name_en: string
  version: string
  through: string // field of a visit that refers to what is visited
  kind: string // the register of what is visited
  clause: string
  confidence: 'verified' | 'memory' | 'practice' // of weights and days
  items: CheckItem[]
}

export type Result = 'good' | 'bad' | 'none'
export interface Finding {
  item: string
  result: Result
  note: string
  photos: string[]
}

export interface Hand {
  name: string
  signature: string // of a photo that was kept
}

export interface VisitGiven {
  checklist: string
  version: string
  about: string
  at: number
  inspectors: string
  items: Finding[]
  enforcement: boolean // then two inspectors sign
  inspector_signatures: Hand[]
  signature: string // of who was visited
  signed_by: string
  remark: string
  place?: [lon: number, lat: number, accuracy: number]
}

export interface StreetScore {
  street: string
  visits: number
  faults: number
  open: number
  mean: number | null
}
