// What the rest of a year has to be, and how likely that is, as keys of words with what fills them.
import { amount, number } from '@/domain/format'
import type { Reading } from './contract'

export interface Said {
  key: string
  with: Record<string, string | number>
}

export function needSaid({ need, better, unit }: Reading): Said | null {
  if (!need) return null
  if (need.chance === 'sure') return { key: 'plan.needSure', with: { rest: need.rest } }
  if (need.chance === 'impossible') return { key: 'plan.needImpossible', with: { rest: need.rest } }
  if (need.hits !== null) return { key: better === 'high' ? 'plan.needHits' : 'plan.needMisses', with: { rest: need.rest, n: need.hits } }
  return { key: better === 'low' ? 'plan.needAtMost' : 'plan.needAtLeast', with: { rest: need.rest, mean: amount(need.mean, unit, 1) } }
}

export const probabilityText = (reading: Reading) => (reading.outlook ? `${number(reading.outlook.probability * 100, 0)}%` : '')
export const chanceTone = (probability: number) => (probability >= 0.8 ? 'ok' : probability >= 0.4 ? 'warn' : 'danger') as 'ok' | 'warn' | 'danger'

// The goal met or not, by this year's figure; without one by the latest year that the target already asked for.
export function metOf({ met, latest, target, better, value }: Reading): boolean | null {
  if (value !== null || latest?.value == null || target?.value == null || latest.year < target.year) return met
  return better === 'low' ? latest.value <= target.value : latest.value >= target.value
}
