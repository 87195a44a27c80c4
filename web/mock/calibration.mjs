// Invented fits of micro stations: a first one and weekly ones whose slope wanders.
import { airFactors, hour } from './air.mjs'
import { hash, wave } from './random.mjs'
import { siteOf } from './sites.mjs'

const week = 168 * hour
const zone = 8 * hour
const monday = (t) => Math.floor((t + zone - 4 * 24 * hour) / week) * week + 4 * 24 * hour - zone

const lineOf = (id, code, t) => ({
  slope: +(0.75 + 0.3 * hash(id + code) + 0.08 * wave(id + code, t / week)).toFixed(3),
  offset: +((hash(code + id) - 0.5) * (code === 'a21005' ? 0.2 : 9)).toFixed(2),
})

// What the sensor said of a value that now stands corrected.
export function sensed(id, code, value) {
  const { slope, offset } = lineOf(id, code, Date.now())
  const raw = Math.max(0, (value - offset) / slope)
  return code === 'a21005' ? +raw.toFixed(1) : Math.round(raw)
}

function fitOf(site, factor, from, occasion, last) {
  const { slope, offset } = lineOf(site.id, factor.code, from)
  const blind = occasion === 'weekly' && hash(`${site.id}${factor.code}${from}`) > 0.9
  return {
    id: `${site.id}:${factor.code}:${from}`, occasion, state: blind ? 'rejected' : 'applied', reason: blind ? 'not_better' : '',
    valid_from: from, valid_until: from + 8 * week, from: from - (occasion === 'first' ? 48 * hour : 4 * week), until: from,
    pairs: occasion === 'first' ? 48 : 640 + Math.round(30 * hash(factor.code + from)), slope, offset,
    slope_change: last && !blind ? +(slope - last.slope).toFixed(3) : null, offset_change: last && !blind ? +(offset - last.offset).toFixed(2) : null,
    r2_before: +(0.2 + 0.5 * hash(site.id + from)).toFixed(2), r2_after: +(0.78 + 0.2 * hash(factor.code + from)).toFixed(2), intercept: offset,
    terms: [{ factor: factor.code, name_zh: factor.name_zh, name_en: factor.name_en, slope, low: 4, high: 140 }, { factor: 'a01002', name_zh: '湿度', name_en: 'Humidity', slope: -0.12, low: 20, high: 96 }],
    references: ['A01', 'A02'].map((id, i) => ({ site: id, name_zh: siteOf(id).name_zh, name_en: siteOf(id).name_en, km: 1.2 + 2.1 * i })),
    at: from + 122_000, who: 'flow', why: 'micro station calibrated',
  }
}

export function calibrationOf(site, now) {
  const plan = { weeks_back: 4, longest_weeks: 8, least_pairs: 100, first_pairs: 48, least_r2: 0.4, overreach: 0.25, references: 2, within_km: 5 }
  if (site.kind !== 'air_micro') return { plan, factors: [] }
  const first = monday(now) - 9 * week
  const factors = airFactors.map((factor) => {
    const history = [fitOf(site, factor, first + 50 * hour, 'first')]
    for (let from = first + week; from <= now; from += week) history.unshift(fitOf(site, factor, from, 'weekly', history.find((fit) => fit.state === 'applied')))
    return { ...factor, fit: history.find((fit) => fit.state === 'applied'), history }
  })
  return { plan, factors }
}
