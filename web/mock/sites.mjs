import { airFactors, allAt, aqiOf, categories, hour } from './air.mjs'
import { streets } from './place.mjs'
import { hash, wave } from './random.mjs'

const standardSites = [
  ['A01', '管城区政府', 'District Government', 113.6775, 34.7445, 'beixiajie'],
  ['A02', '航海体育场', 'Hanghai Stadium', 113.727, 34.7215, 'hanghaidonglu'],
  ['A03', '金岱产业园', 'Jindai Industrial Park', 113.746, 34.679, 'jindai'],
  ['A04', '圃田车站', 'Putian Station', 113.812, 34.722, 'putian'],
]
const micro = [
  ['紫荆公园', 'beixiajie'], ['北下街小学', 'beixiajie'], ['西大街社区', 'xidajie'], ['商城遗址', 'xidajie'],
  ['南关街口', 'nanguan'], ['新郑路', 'nanguan'], ['东大街医院', 'dongdajie'], ['文庙', 'dongdajie'],
  ['城东路立交', 'chengdonglu'], ['货栈街', 'chengdonglu'], ['二里岗南街', 'erligang'], ['陇海东路', 'erligang'],
  ['未来路', 'erligang'], ['陇海马路小学', 'longhaimalu'], ['郑汴路', 'longhaimalu'], ['紫荆山南路', 'zijingshannanlu'],
  ['南三环工地', 'zijingshannanlu'], ['长江东路', 'zijingshannanlu'], ['富田太阳城', 'hanghaidonglu'],
  ['中州大道', 'hanghaidonglu'], ['经开第八大街西', 'hanghaidonglu'], ['十八里河镇', 'shibalihe'], ['大王庄', 'shibalihe'],
  ['八郎寨', 'shibalihe'], ['南四环', 'shibalihe'], ['金岱路', 'jindai'], ['豫英路', 'jindai'], ['文德路', 'jindai'],
  ['南曹乡', 'nancao'], ['小魏庄', 'nancao'], ['野曹', 'nancao'], ['席村', 'nancao'], ['圃田东站', 'putian'],
  ['大有庄', 'putian'], ['潘林', 'putian'],
]
const rivers = [
  ['W01', '十七里河 · 航海路桥', 'Shiqili River, Hanghai Bridge', 113.701, 34.708, 'erligang', 'IV'],
  ['W02', '十八里河 · 入七里河口', 'Shibali River mouth', 113.716, 34.690, 'shibalihe', 'IV'],
  ['W03', '潮河 · 南曹村桥', 'Chao River, Nancao Bridge', 113.772, 34.657, 'nancao', 'III'],
  ['W04', '潮河 · 小魏庄水库', 'Chao River, Xiaoweizhuang Reservoir', 113.800, 34.640, 'nancao', 'III'],
  ['W05', '熊耳河 · 东明路桥', 'Xiong\'er River, Dongming Bridge', 113.704, 34.743, 'chengdonglu', 'IV'],
  ['W06', '七里河 · 圃田', 'Qili River, Putian', 113.836, 34.712, 'putian', 'IV'],
]
const noise = [
  ['N01', '紫荆山公园', 'Zijingshan Park', 113.665, 34.7525, 'beixiajie', '1'],
  ['N02', '南关商圈', 'Nanguan Shops', 113.6685, 34.722, 'nanguan', '2'],
  ['N03', '金岱工业园', 'Jindai Industry', 113.763, 34.668, 'jindai', '3'],
  ['N04', '中州大道', 'Zhongzhou Avenue', 113.737, 34.708, 'hanghaidonglu', '4a'],
  ['N05', '第三人民医院', 'Third Hospital', 113.685, 34.735, 'dongdajie', '1'],
]
const placed = (street, n, of) => {
  const { centre } = streets.find((s) => s.id === street)
  const wide = ['nancao', 'putian', 'jindai', 'shibalihe'].includes(street) ? 0.026 : 0.0078
  const angle = ((n + hash(street) * 0.9) / of) * Math.PI * 2
  return [+(centre[0] + Math.cos(angle) * wide).toFixed(5), +(centre[1] + Math.sin(angle) * wide * 0.72).toFixed(5)]
}

const base = [
  ...standardSites.map(([id, name_zh, name_en, lon, lat, street]) => ({ id, kind: 'air_standard', name_zh, name_en, street, lon, lat })),
  ...micro.map(([name_zh, street], i) => {
    const peers = micro.filter(([, s]) => s === street)
    const [lon, lat] = placed(street, peers.findIndex(([n]) => n === name_zh), peers.length)
    const id = `M${String(i + 1).padStart(2, '0')}`
    return { id, kind: 'air_micro', name_zh, name_en: `Micro ${id.slice(1)}`, street, lon, lat }
  }),
  ...rivers.map(([id, name_zh, name_en, lon, lat, street, target_class]) => ({ id, kind: 'river', name_zh, name_en, street, lon, lat, target_class })),
  ...noise.map(([id, name_zh, name_en, lon, lat, street, zone]) => ({ id, kind: 'noise', name_zh, name_en, street, lon, lat, zone })),
]

const silent = new Set(['M23', 'M31', 'N03'])
const alarm = new Set(['M17', 'M08', 'W02', 'N02'])
const waterClasses = [
  ['I', 'I类', 'Class I', '#2F7BFF'], ['II', 'II类', 'Class II', '#2F7BFF'], ['III', 'III类', 'Class III', '#00C853'],
  ['IV', 'IV类', 'Class IV', '#FFEB3B'], ['V', 'V类', 'Class V', '#FF9800'], ['劣V', '劣V类', 'Worse than V', '#F44336'],
]
export const waterFactors = [
  { code: 'w01001', name_zh: 'pH', name_en: 'pH', unit: '', decimals: 2 },
  { code: 'w01009', name_zh: '溶解氧', name_en: 'Dissolved oxygen', unit: 'mg/L', decimals: 2 },
  { code: 'w01019', name_zh: '高锰酸盐指数', name_en: 'Permanganate index', unit: 'mg/L', decimals: 1 },
  { code: 'w21003', name_zh: '氨氮', name_en: 'Ammonia nitrogen', unit: 'mg/L', decimals: 3 },
  { code: 'w21011', name_zh: '总磷', name_en: 'Total phosphorus', unit: 'mg/L', decimals: 3 },
  { code: 'w21001', name_zh: '总氮', name_en: 'Total nitrogen', unit: 'mg/L', decimals: 2 },
]
export const noiseFactors = [
  { code: 'Leq', name_zh: '等效声级', name_en: 'Leq', unit: 'dB(A)', decimals: 1 },
  { code: 'L10', name_zh: 'L10', name_en: 'L10', unit: 'dB(A)', decimals: 1 },
  { code: 'L50', name_zh: 'L50', name_en: 'L50', unit: 'dB(A)', decimals: 1 },
  { code: 'L90', name_zh: 'L90', name_en: 'L90', unit: 'dB(A)', decimals: 1 },
  { code: 'Ld', name_zh: '昼间等效声级', name_en: 'Ld', unit: 'dB(A)', decimals: 1 },
  { code: 'Ln', name_zh: '夜间等效声级', name_en: 'Ln', unit: 'dB(A)', decimals: 1 },
]
export const factorsOf = (kind) =>
  kind.startsWith('air') ? airFactors : kind === 'river' ? waterFactors : noiseFactors
export const noiseLimits = { 0: [50, 40], 1: [55, 45], 2: [60, 50], 3: [65, 55], '4a': [70, 55] }

export const waterValue = (site, factor, t) => {
  const [mid, wide] = { w01001: [7.8, 0.4], w01009: [7.2, 1.6], w01019: [4.6, 1.2], w21003: [0.72, 0.4], w21011: [0.17, 0.06], w21001: [3.6, 1.2] }[factor]
  const own = site.id === 'W02' && factor === 'w21003' ? 1.15 : (hash(site.id + factor) - 0.5) * wide
  return +(mid + own + wide * 0.35 * wave(site.id + factor, t / hour / 9)).toFixed(3)
}
export const noiseValue = (site, factor, t) => {
  const h = (t / hour + 8) % 24
  const [day, night] = noiseLimits[site.zone]
  const isDay = h >= 6 && h < 22
  const level = (isDay ? day - 4 : night - 3) + (site.id === 'N02' ? 5 : 0) + 3 * wave(site.id, t / hour * 1.3)
  const shift = { Leq: 0, L10: 3, L50: -2, L90: -6, Ld: 0.4, Ln: -0.6 }[factor]
  return +(level + shift).toFixed(1)
}
export const valueOf = (site, factor, t) =>
  site.kind.startsWith('air') ? null : site.kind === 'river' ? waterValue(site, factor, t) : noiseValue(site, factor, t)

function waterClass(site, t) {
  const tops = { w01009: [7.5, 6, 5, 3, 2], w01019: [2, 4, 6, 10, 15], w21003: [0.15, 0.5, 1, 1.5, 2], w21011: [0.02, 0.1, 0.2, 0.3, 0.4] }
  let worst = 0
  let primary = []
  for (const [factor, limits] of Object.entries(tops)) {
    const v = waterValue(site, factor, t)
    const at = limits.findIndex((limit) => (factor === 'w01009' ? v >= limit : v <= limit))
    const grade = at < 0 ? 5 : at
    if (grade > worst) [worst, primary] = [grade, []]
    if (grade === worst && grade > 2) primary.push(factor)
  }
  return { worst, primary }
}

export function indexAt(site, t) {
  if (site.kind.startsWith('air')) {
    const { value, primary, category, colour } = aqiOf(allAt(site.id, t))
    const [, name_zh, name_en] = categories[category - 1]
    return { index: 'AQI', value, category, name_zh, name_en, colour, primary, standard: 'HJ 633-2026', unverified: false }
  }
  if (site.kind === 'river') {
    const { worst, primary } = waterClass(site, t)
    const [category, name_zh, name_en, colour] = waterClasses[worst]
    return { index: 'water_class', value: worst + 1, category, name_zh, name_en, colour, primary, standard: 'GB 3838-2002', unverified: true }
  }
  const value = noiseValue(site, 'Leq', t)
  const h = (t / hour + 8) % 24
  const over = value > noiseLimits[site.zone][h >= 6 && h < 22 ? 0 : 1]
  return { index: 'noise', value, category: over ? '5' : '2', name_zh: over ? '超标' : '达标', name_en: over ? 'Exceeds' : 'Meets', colour: over ? '#FF7E00' : '#00C853', primary: [], standard: 'GB 3096-2008', unverified: false }
}

export const sitesAt = (now) =>
  base.map((site) => {
    const status = silent.has(site.id) ? 'silent' : alarm.has(site.id) ? 'alarm' : 'ok'
    const at = Math.floor(now / hour) * hour - (status === 'silent' ? 5 * hour : 0)
    return { ...site, simulated: true, status, index: indexAt(site, at), at }
  })
export const siteOf = (id) => base.find((site) => site.id === id)
