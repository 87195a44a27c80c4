// The district, who is logged in, and who is on duty. As docs/api.md has it.
import type { Feature, FeatureCollection, Geometry } from 'geojson'

export type Outline = Geometry | Feature | FeatureCollection

export type Role = 'district_duty' | 'leader' | 'department' | 'enforcement' | 'grid_worker' | 'street' | 'firm' | 'engineer' | 'auditor' | 'viewer' | 'admin' | 'assessor'

export interface Session {
  user: string
  name: string
  roles: Role[]
  area: string
  unit: string
  firm: string
  owes: '' | 'password' | 'totp' // to be done before anything else
  totp: boolean
  way: 'password' | 'totp' | 'oidc'
  csrf: string
}

export interface Street {
  id: string
  name_zh: string
  name_en: string
  geometry: Geometry
}

export interface District {
  id: string
  name_zh: string
  name_en: string
  centre: [number, number]
  outline: Outline
  streets: Street[]
  today_standard: string
  ground: Ground | null
}

// Raster tiles of another server under the map; none: nothing leaves the machine.
export interface Ground {
  tiles: string[]
  attribution_zh: string
  attribution_en: string
  max_zoom: number
}

export interface Figure {
  id: string
  name_zh: string
  name_en: string
  value: number | null
  target: number | null
  unit: string
  better: 'low' | 'high'
}

export interface Summary {
  day: string
  good_days: number | null
  valid_days: number | null
  good_share: number | null
  good_share_target: number | null
  pm25_mean: number | null
  pm25_target: number | null
  pm10_mean: number | null
  pm10_target: number | null
  alerts_firing: number
  cases_open: number
  cases_overdue: number
  online_rate: number | null
  cases_by_street: { street: string; open: number; overdue: number }[]
  figures: Figure[]
}

export interface RosterEntry {
  street: string
  shift: 'day' | 'night'
  user: string
  name: string
  phone_masked: string
  from: number
  until: number
}

export interface Handover {
  id: string
  at: number
  from_user: string
  to_user: string
  text: string
  open_alerts: string[] | null
  open_cases: string[] | null
  signed: boolean
}

export interface User {
  id: string
  name: string
  roles: Role[]
  area: string
}
