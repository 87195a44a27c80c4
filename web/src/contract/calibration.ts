// 校准: how micro stations follow the standard ones. As docs/api.md has it.
import type { FactorBrief } from './site'

// 校准: one fit of one factor of a micro station.
export interface Fit {
  id: string
  occasion: 'first' | 'weekly'
  state: 'applied' | 'rejected'
  reason: string
  valid_from: number
  valid_until: number
  from: number
  until: number
  pairs: number
  slope: number | null
  offset: number | null
  slope_change: number | null
  offset_change: number | null
  r2_before: number | null
  r2_after: number | null
  intercept: number | null
  terms: { factor: string; name_zh: string; name_en: string; slope: number; low: number; high: number }[]
  references: { site: string; name_zh: string; name_en: string; km: number }[]
  at: number
  who: string
  why: string
}

export interface CalibratedFactor extends FactorBrief {
  fit: Fit | null
  history: Fit[] // newest first
}

export interface Calibration {
  plan: {
    weeks_back: number
    longest_weeks: number
    least_pairs: number
    first_pairs: number
    least_r2: number
    overreach: number
    references: number
    within_km: number
  } | null
  factors: CalibratedFactor[]
}
