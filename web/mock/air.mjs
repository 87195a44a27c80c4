// Invented concentrations and their real AQI: break points of HJ 633-2026 and HJ 633-2012.
import { hash, wave } from './random.mjs'

export const hour = 3_600_000
export const airFactors = [
  { code: 'a34004', name_zh: 'PM2.5', name_en: 'PM2.5', unit: 'ug/m3', decimals: 0 },
  { code: 'a34002', name_zh: 'PM10', name_en: 'PM10', unit: 'ug/m3', decimals: 0 },
  { code: 'a21004', name_zh: '二氧化氮', name_en: 'NO2', unit: 'ug/m3', decimals: 0 },
  { code: 'a21026', name_zh: '二氧化硫', name_en: 'SO2', unit: 'ug/m3', decimals: 0 },
  { code: 'a05024', name_zh: '臭氧', name_en: 'O3', unit: 'ug/m3', decimals: 0 },
  { code: 'a21005', name_zh: '一氧化碳', name_en: 'CO', unit: 'mg/m3', decimals: 1 },
]
const iaqi = [0, 50, 100, 150, 200, 300, 400, 500]
const points = {
  2026: {
    a34004: [0, 35, 60, 115, 150, 250, 350, 500], a34002: [0, 50, 120, 250, 350, 420, 500, 600],
    a21004: [0, 100, 200, 700, 1200, 2340, 3090, 3840], a21026: [0, 150, 500, 650, 800],
    a05024: [0, 160, 200, 300, 400, 800, 1000, 1200], a21005: [0, 5, 10, 35, 60, 90, 120, 150],
  },
}
points[2012] = {
  ...points[2026],
  a34004: [0, 35, 75, 115, 150, 250, 350, 500], a34002: [0, 50, 150, 250, 350, 420, 500, 600],
}
export const categories = [
  [50, '优', 'Excellent', '#00E400'], [100, '良', 'Good', '#FFFF00'],
  [150, '轻度污染', 'Lightly polluted', '#FF7E00'], [200, '中度污染', 'Moderately polluted', '#FF0000'],
  [300, '重度污染', 'Heavily polluted', '#99004C'], [500, '严重污染', 'Severely polluted', '#7E0023'],
]
export const categoryOf = (aqi) => categories.findIndex(([top]) => aqi <= top)

export function concentration(site, factor, t) {
  const h = ((t / hour + 8) % 24 + 24) % 24
  const traffic = Math.exp(-((h - 8) ** 2) / 6) + Math.exp(-((h - 19) ** 2) / 8)
  const sun = Math.max(0, Math.sin(((h - 7) / 13) * Math.PI))
  const episode = 1 + 0.42 * wave('episode', t / hour / 30) + 0.25 * wave('episode2', t / hour / 90)
  const own = 1 + 0.16 * (hash(site) - 0.5) * 2 + 0.1 * wave(site, t / hour / 5)
  const hot = site === 'M17' || site === 'M08' ? 1.55 + 0.3 * wave(site + 'hot', t / hour / 7) : 1
  const noise = 1 + 0.05 * wave(site + factor, t / hour * 1.7)
  const level = own * hot * noise * episode
  const base = {
    a34004: 42 * (0.8 + 0.35 * traffic), a34002: 78 * (0.8 + 0.4 * traffic),
    a21004: 26 + 34 * traffic, a21026: 8 + 3 * traffic,
    a05024: 30 + 95 * sun, a21005: 0.5 + 0.5 * traffic,
  }[factor]
  const value = factor === 'a05024' ? base * (1.5 - 0.4 * episode) * noise : base * level
  return factor === 'a21005' ? Math.round(value * 10) / 10 : Math.round(value)
}

export function aqiOf(values, year = 2026) {
  const items = {}
  for (const [factor, c] of Object.entries(values)) {
    const bp = points[year][factor]
    const i = Math.max(1, bp.findIndex((b) => c <= b))
    items[factor] = Math.ceil(
      ((iaqi[i] - iaqi[i - 1]) / (bp[i] - bp[i - 1])) * (c - bp[i - 1]) + iaqi[i - 1])
  }
  const value = Math.max(1, ...Object.values(items))
  const primary = value > 50 ? Object.keys(items).filter((f) => items[f] === value) : []
  const category = categoryOf(value)
  return { value, items, primary, category: String(category + 1), colour: categories[category][3] }
}

export const allAt = (site, t) =>
  Object.fromEntries(airFactors.map(({ code }) => [code, concentration(site, code, t)]))

export function dayValues(site, dayStart) {
  const values = {}
  for (const { code } of airFactors) {
    let sum = 0
    for (let h = 0; h < 24; h += 3) sum += concentration(site, code, dayStart + h * hour)
    values[code] = code === 'a21005' ? Math.round(sum / 0.8) / 10 : Math.round(sum / 8)
  }
  return values
}
