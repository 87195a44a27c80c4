// The shapes of docs/api.md, other sources.
export interface AuditDay {
  what: 'raw' | 'video'
  day: string
  state: 'waiting' | 'came' | 'missing'
  file?: string
  hours?: number
  note?: string
}

export interface RetentionAudit {
  id: string
  state: 'waiting' | 'passed' | 'missing'
  days: AuditDay[]
}

export interface AuditAnswer {
  what: AuditDay['what']
  day: string
  file: string
  from: string
  until: string
}

export interface VehicleFigures {
  year: number
  checked: { kind: string; vehicles: number; checked: number; share: number | null }[]
  methods: { method: string; passed: number; failed: number }[]
  repeats: { plate: string; failed: number; last: string; repaired: boolean }[]
  repeats_all: number
  fleets: { kind: string; vehicles: number; new_energy: number; share: number | null }[]
}
