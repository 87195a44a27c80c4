// Open burning, as docs/api.md has it.
export interface Line {
  street: string
  found: number
  confirmed: number
  refuted: number
  waiting: number
  late: number
  area_m2: number
  mean_minutes: number | null
  rank: number
  tied: boolean
  gap: boolean
}

export interface Fire {
  id: string
  street: string
  state: 'waiting' | 'confirmed' | 'refuted'
  found_at: number
  found_by: string
  what: string
  area_m2: number
  sightings: number
  minutes: number | null
  late: boolean
  chiefs: string
  case: string
  simulated: boolean
}

export interface Bulletin {
  period: string
  from: number
  until: number
  lines: Line[]
  total: Line
  fires: Fire[]
  ranking: ('confirmed' | 'area' | 'late' | 'mean_minutes')[]
  confidence: string
  seasons: { id: string; name_zh: string; name_en: string }[]
  may_deliver: boolean
}

export interface Receipt {
  kept: number
  repeated: number
  outside: number
  heat: number
  weak: number
  joined: number
  opened: string[]
  refused_count: number
  refused: { line: number; text: string }[]
}

// A bulletin that was issued: kept as it was then, printed as a paper.
export interface Issued {
  id: string
  name: string
}
