// Series, index, completeness and limits, made when asked.
import { sensed } from './calibration.mjs'
import { airFactors, aqiOf, allAt, concentration, dayValues, hour } from './air.mjs'
import { hash } from './random.mjs'
import { factorsOf, noiseLimits, noiseFactors, valueOf, waterFactors } from './sites.mjs'

const day = 24 * hour
const stepOf = { realtime: hour / 12, minute: hour / 12, hour, day, month: 30 * day }

const airLimits = {
  a34004: { day: [35, 60] }, a34002: { day: [50, 120] }, a21004: { hour: [200, 200], day: [80, 80] },
  a21026: { hour: [150, 500], day: [50, 150] }, a05024: { hour: [160, 200] }, a21005: { hour: [10, 10], day: [4, 4] },
}
const classIII = { w01009: 5, w01019: 6, w21003: 1, w21011: 0.2 }
const classIV = { w01009: 3, w01019: 10, w21003: 1.5, w21011: 0.3 }

function limitsOf(site, factor, cadence) {
  const law = (value, scope, statistic, standard, confidence = 'verified') => ({ value, scope, statistic, standard, clause: '表1', confidence })
  if (site.kind === 'river') {
    const value = (site.target_class === 'III' ? classIII : classIV)[factor]
    return value ? [law(value, site.target_class, 'instant', 'GB 3838-2002', 'public library')] : []
  }
  if (site.kind === 'noise') {
    const [d, n] = noiseLimits[site.zone]
    return [law(d, `${site.zone}:day`, 'day_noise', 'GB 3096-2008'), law(n, `${site.zone}:night`, 'night_noise', 'GB 3096-2008')]
  }
  const pair = airLimits[factor]?.[cadence === 'day' ? 'day' : 'hour']
  return pair ? [law(pair[1], '2', cadence === 'day' ? 'day' : 'hour', 'GB 3095-2026')] : []
}

const isCalibrated = (site, cadence) => site.kind === 'air_micro' && cadence === 'hour'

export function seriesOf(site, codes, cadence, from, until, audits, as) {
  const step = stepOf[cadence] ?? hour
  const factors = factorsOf(site.kind).filter((f) => codes.includes(f.code))
  return factors.map(({ code, unit }) => {
    const points = []
    for (let t = Math.ceil((from + 8 * hour) / step) * step - 8 * hour; t < Math.min(until, Date.now()); t += step) {
      const truth = cadence === 'day' && site.kind.startsWith('air') ? dayValues(site.id, t)[code] : (valueOf(site, code, t) ?? concentration(site.id, code, t))
      const value = isCalibrated(site, cadence) && as === 'measured' ? sensed(site.id, code, truth) : truth
      const origin = isCalibrated(site, cadence) && as !== 'measured' ? 'calibrated' : 'device'
      const chance = hash(`${site.id}${code}${t}`)
      const audited = audits.find((a) => a.site === site.id && a.factor === code && t >= a.from && t < a.until)
      const mark = audited?.decision === 'invalid' ? 'inv' : chance > 0.992 ? 'D' : chance > 0.985 ? 'C' : 'N'
      if (chance < 0.012) points.push([t, null, 'Md', 'device', false])
      else points.push([t, audited?.decision === 'replace' ? audited.value : value, mark, audited ? 'audit' : origin, !!audited || (chance > 0.4 && chance < 0.406)])
    }
    return { factor: code, unit, measure: 'avg', points, limits: limitsOf(site, code, cadence) }
  })
}

export function indexOf(site, cadence, from, until) {
  const step = cadence === 'day' ? day : hour
  const out = []
  if (!site.kind.startsWith('air')) return out
  for (let t = Math.ceil((from + 8 * hour) / step) * step - 8 * hour; t < Math.min(until, Date.now()); t += step) {
    const values = cadence === 'day' ? dayValues(site.id, t) : allAt(site.id, t)
    if (hash(`gap${site.id}${t}`) > 0.985) { out.push({ at: t, value: null, category: '', colour: '', primary: [], items: {}, standard: 'HJ 633-2026', also: null }); continue }
    const old = t < Date.parse('2026-03-01T00:00:00+08:00')
    const { value, items, primary, category, colour } = aqiOf(values, old ? 2012 : 2026)
    const also = old ? aqiOf(values, 2026) : null
    out.push({ at: t, value, category, colour, primary, items, standard: old ? 'HJ 633-2012' : 'HJ 633-2026', also: also ? { standard: 'HJ 633-2026', value: also.value, category: also.category, colour: also.colour } : null })
  }
  return out
}

export function completenessOf(site, from, until) {
  const out = []
  for (const { code } of factorsOf(site.kind)) {
    for (let t = Math.ceil(from / hour) * hour; t < Math.min(until, Date.now()); t += hour) {
      const lost = hash(`${site.id}${code.slice(0, 3)}${t}`)
      const received = lost > 0.97 ? 0 : lost > 0.9 ? 41 + Math.floor(lost * 15) : 60
      out.push({ factor: code, at: t, due: 60, received, valid: Math.max(0, received - (hash(`v${site.id}${code}${t}`) > 0.93 ? 9 : 0)) })
    }
  }
  return out
}

export const factors = [
  ...airFactors.map((f) => ({ ...f, old_code: '', medium: 'air' })),
  ...waterFactors.map((f) => ({ ...f, old_code: '', medium: 'water' })),
  ...noiseFactors.map((f) => ({ ...f, old_code: '', medium: 'noise' })),
]

const names = Object.fromEntries(factors.map((f) => [f.code, f]))
const row = (standard, factor, statistic, scope, upper, from, until, confidence = 'verified', lower = null) => ({
  id: `${standard}/${factor}/${statistic}/${scope}/${from}`, standard, clause: '表1', factor, factor_zh: names[factor].name_zh, factor_en: names[factor].name_en,
  statistic, scope, comparison: lower === null ? 'at_most' : 'at_least', lower, upper, unit: names[factor].unit, condition: '', from, until, confidence,
})
export const limits = [
  ...[['a34004', 'day', 35, 60], ['a34002', 'day', 50, 120], ['a34004', 'year', 15, 30], ['a34002', 'year', 40, 60], ['a21026', 'hour', 150, 500], ['a21004', 'hour', 200, 200], ['a05024', 'mda8', 100, 160]]
    .flatMap(([f, s, one, two]) => [row('GB 3095-2026', f, s, '1', one, '2026-03-01', '2031-01-01'), row('GB 3095-2026', f, s, '2', two, '2026-03-01', '2031-01-01')]),
  ...[['a34004', 'day', 35, 75], ['a34002', 'day', 50, 150], ['a34004', 'year', 15, 35]]
    .flatMap(([f, s, one, two]) => [row('GB 3095-2012', f, s, '1', one, '2016-01-01', '2026-03-01'), row('GB 3095-2012', f, s, '2', two, '2016-01-01', '2026-03-01')]),
  ...Object.entries({ w01019: [2, 4, 6, 10, 15], w21003: [0.15, 0.5, 1, 1.5, 2], w21011: [0.02, 0.1, 0.2, 0.3, 0.4] })
    .flatMap(([f, list]) => list.map((v, i) => row('GB 3838-2002', f, 'instant', ['I', 'II', 'III', 'IV', 'V'][i], v, '2002-06-01', null, 'public library'))),
  ...[7.5, 6, 5, 3, 2].map((v, i) => row('GB 3838-2002', 'w01009', 'instant', ['I', 'II', 'III', 'IV', 'V'][i], null, '2002-06-01', null, 'public library', v)),
  ...Object.entries(noiseLimits).flatMap(([zone, [d, n]]) => [row('GB 3096-2008', 'Leq', 'day_noise', zone, d, '2008-10-01', null), row('GB 3096-2008', 'Leq', 'night_noise', zone, n, '2008-10-01', null)]),
]
export const standards = [
  ['GB 3095-2026', '环境空气质量标准', '2026-03-01', null, 'verified'], ['GB 3095-2012', '环境空气质量标准', '2016-01-01', '2026-03-01', 'verified'],
  ['GB 3838-2002', '地表水环境质量标准', '2002-06-01', null, 'public library'], ['GB 3096-2008', '声环境质量标准', '2008-10-01', null, 'verified'],
].map(([standard, name, from, until, confidence]) => ({ standard, name, from, until, confidence, count: limits.filter((l) => l.standard === standard).length }))
