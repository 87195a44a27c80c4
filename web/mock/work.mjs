// Alerts, cases, devices, duty and the rest, as one mutable world that the writes change.
import { hour } from './air.mjs'
import { streets } from './place.mjs'
import { hash, hex } from './random.mjs'
import { sitesAt } from './sites.mjs'

const day = 24 * hour
const minute = 60_000

export const users = [
  { id: 'duty', name: '王建国', roles: ['district_duty'], area: '' },
  { id: 'lin', name: '林晓岚', roles: ['district_duty'], area: '' },
  { id: 'street', name: '赵敏', roles: ['street'], area: 'zijingshannanlu' },
  { id: 'chen', name: '陈志远', roles: ['street'], area: 'dongdajie' },
  { id: 'engineer', name: '周工', roles: ['engineer'], area: '' },
  { id: 'viewer', name: '观察员', roles: ['viewer'], area: '' },
]
export const password = 'qingshan'

const steps = {
  dispatch: ['区级派单', 'Dispatch'], accept: ['街道接单', 'Accept'], handle: ['现场处置', 'Handle'], review: ['区级复核', 'Review'], closed: ['办结', 'Closed'],
}
const rules = {
  pm25_hour: ['PM2.5 小时浓度高值', 'PM2.5 hourly peak', 'a34004', 'ug/m3', null],
  aqi_150: ['AQI 达到轻度污染', 'AQI at lightly polluted', 'a34004', '', { standard: 'HJ 633-2026', clause: '表2', confidence: 'verified' }],
  neighbour: ['偏离相邻站点', 'Deviates from neighbours', 'a34002', 'ug/m3', null],
  ammonia: ['氨氮超目标类别', 'Ammonia above target class', 'w21003', 'mg/L', { standard: 'GB 3838-2002', clause: '表1', confidence: 'public library' }],
  night_noise: ['夜间噪声超标', 'Night noise above limit', 'Ln', 'dB(A)', { standard: 'GB 3096-2008', clause: '表1', confidence: 'verified' }],
  silent: ['数据中断', 'Silent', '', '', null],
}

const alert = (now, n, rule, site, state, severity, value, threshold, ago, of) => {
  const place = sitesAt(now).find((s) => s.id === site)
  const [rule_zh, rule_en, factor, unit, law] = rules[rule]
  const limit = law ?? { standard: '', clause: '', confidence: '' }
  const began_at = now - ago * minute
  return {
    id: `AL-${n}`, rule, rule_zh, rule_en, site, site_zh: place.name_zh, site_en: place.name_en, street: place.street, factor, state, severity, value,
    peak: value, threshold, unit, limit, began_at, fired_at: state === 'pending' ? null : began_at + 5 * minute,
    resolved_at: state === 'resolved' ? began_at + 95 * minute : null, silenced_until: state === 'silenced' ? now + 2 * hour : null, case: of ?? '',
  }
}

const event = (at, who, verb, step, text, evidence = []) =>
  ({ at, who, name: users.find((u) => u.id === who)?.name ?? '系统', verb, step, text, evidence })

function makeCase(now, n, title, street, site, step, ago, term, extra = {}) {
  const opened_at = now - ago * minute
  const due_at = opened_at + term * minute
  const person = users.find((u) => u.area === street)
  const timeline = [event(opened_at, 'system', 'open', 'dispatch', '规则触发，立案。')]
  if (step !== 'dispatch') timeline.push(event(opened_at + 3 * minute, 'duty', 'dispatch', 'accept', ''))
  if (step !== 'dispatch' && step !== 'accept') timeline.push(event(opened_at + 9 * minute, person?.id ?? 'street', 'accept', 'handle', '已接单，人员出发。'))
  if (extra.escalated) timeline.push(event(opened_at + 40 * minute, 'system', 'escalate', step, '超过时限未办理，升级至区值守。'))
  if (step === 'review' || step === 'closed') {
    timeline.push(event(opened_at + 50 * minute, person?.id ?? 'street', 'reply', 'review', '现场核查：南侧工地土方作业未覆盖，已责令覆盖并洒水降尘。',
      [{ hash: 'photo-1', name: '现场照片1.svg', type: 'image/svg+xml' }, { hash: 'photo-2', name: '覆盖后.svg', type: 'image/svg+xml' }]))
  }
  if (step === 'closed') timeline.push(event(opened_at + 80 * minute, 'duty', 'close', 'closed', '浓度已回落，同意办结。'))
  return {
    id: `CA-${n}`, workflow: 'air_warning', title_zh: title[0], title_en: title[1], street, site, alert: '',
    state: step === 'closed' ? 'closed' : 'open', step, step_zh: steps[step][0], step_en: steps[step][1],
    assignee: ['review', 'dispatch'].includes(step) ? 'duty' : (person?.id ?? ''), assignee_name: ['review', 'dispatch'].includes(step) ? '王建国' : (person?.name ?? ''), opened_at, due_at, overdue: step !== 'closed' && now > due_at,
    escalated: false, version: '', subject: '', firm: '', unit: '', place: null, opened_by: 'system', parent: '', merged_into: '', case_due_at: null, returned: 0, reopened: 0, paused_at: null, answering: [], look_back_at: null, closed_at: step === 'closed' ? opened_at + 80 * minute : null, timeline, ...extra,
  }
}

export function actionsFor(item, user) {
  const own = user.area === item.street
  const district = user.roles.includes('district_duty')
  const action = (verb, label_zh, label_en, needs = []) => ({ verb, label_zh, label_en, needs, does: '', form: [] })
  if (item.step === 'dispatch' && district) return [action('dispatch', '派给街道', 'Dispatch to the street')]
  if (item.step === 'accept' && own) return [action('accept', '接单', 'Accept')]
  if (item.step === 'accept' && district) return [action('recall', '收回改派', 'Recall', ['text'])]
  if (item.step === 'handle' && own) return [action('note', '记录进展', 'Note progress', ['text']), action('reply', '处置回复', 'Reply', ['text', 'photo'])]
  if (item.step === 'review' && district) return [action('close', '办结', 'Close', ['text']), action('return', '退回重办', 'Return', ['text'])]
  return []
}

export function applyAction(item, user, verb, text, evidence, now) {
  const next = { dispatch: 'accept', accept: 'handle', recall: 'dispatch', note: 'handle', reply: 'review', close: 'closed', return: 'handle' }[verb]
  item.timeline.push({ at: now, who: user.id, name: user.name, verb, step: next, text, evidence })
  item.step = next
  ;[item.step_zh, item.step_en] = steps[next]
  item.assignee = next === 'review' ? 'duty' : item.assignee
  if (next === 'closed') Object.assign(item, { state: 'closed', closed_at: now, overdue: false })
}

const mn = (id) => `4101040A89${hex(id, 14).toUpperCase()}`.slice(0, 24)
function makeDevice(now, site) {
  const quiet = site.status === 'silent'
  return {
    id: mn(site.id), site: site.id, state: 'admitted', system: { river: '21', noise: '23' }[site.kind] ?? '22',
    online: !quiet, last_seen: now - (quiet ? 5 * hour : Math.floor(hash(site.id) * 50_000)),
    clock_offset_s: +((hash(site.id + 'c') - 0.5) * (site.id === 'M12' ? 420 : 6)).toFixed(1),
    online_rate: quiet ? 0.71 : 0.96 + hash(site.id + 'o') * 0.04, capture_rate: quiet ? 0.66 : 0.93 + hash(site.id + 'p') * 0.07,
    refusals: hash(site.id + 'r') > 0.75 ? { crc_wrong: Math.ceil(hash(site.id + 'q') * 14), length_wrong: 2 } : {},
    deviations: hash(site.id + 'd') > 0.6 ? { crc_lower_case: 1440, packets_share_qn: 12 } : {},
    switches: { crc: site.id === 'M05' ? 'modbus' : 'hj212', encoding: 'utf-8', flag: 5, dialect: site.kind === 'noise' ? 'HJ 212-2025' : 'HJ 212-2017' },
    first_frame: frameText(mn(site.id), now, site),
  }
}
const stamp = (t) => new Date(t + 8 * hour).toISOString().replace(/[-:TZ.]/g, '').slice(0, 17)
export const frameText = (id, t, site) =>
  `##0312QN=${stamp(t)};ST=${site?.kind === 'noise' ? 23 : 22};CN=2011;PW=123456;MN=${id};Flag=5;CP=&&DataTime=${stamp(t).slice(0, 14)};a34004-Rtd=48,a34004-Flag=N;a34002-Rtd=86,a34002-Flag=N;a21004-Rtd=41,a21004-Flag=N;a05024-Rtd=62,a05024-Flag=N&&3A40`

const dayText = (t) => new Date(t + 8 * hour).toISOString().slice(0, 10)

export function makeWorld(now) {
  const sites = sitesAt(now)
  const cases = [
    makeCase(now, 1042, ['南三环工地 PM2.5 高值处置', 'PM2.5 peak at South Ring site'], 'zijingshannanlu', 'M17', 'handle', 52, 120, { alert: 'AL-2208' }),
    makeCase(now, 1041, ['文庙微站 AQI 预警处置', 'AQI warning at Wenmiao'], 'dongdajie', 'M08', 'accept', 18, 30, { alert: 'AL-2207' }),
    makeCase(now, 1040, ['十八里河氨氮超标核查', 'Ammonia check, Shibali River'], 'shibalihe', 'W02', 'review', 170, 240, { alert: 'AL-2206' }),
    makeCase(now, 1039, ['南关商圈夜间噪声扰民', 'Night noise, Nanguan shops'], 'nanguan', 'N02', 'handle', 310, 240, { alert: 'AL-2205', escalated: true }),
    makeCase(now, 1038, ['八郎寨微站数据中断', 'Micro station silent, Balangzhai'], 'shibalihe', 'M23', 'handle', 280, 480, { alert: 'AL-2204' }),
    makeCase(now, 1037, ['野曹微站数据中断', 'Micro station silent, Yecao'], 'nancao', 'M31', 'dispatch', 75, 60, { alert: 'AL-2203', escalated: true }),
    makeCase(now, 1036, ['长江东路扬尘', 'Dust on East Changjiang Road'], 'zijingshannanlu', 'M18', 'review', 95, 120),
    ...Array.from({ length: 9 }, (_, i) => makeCase(now, 1035 - i, ['PM10 高值处置', 'PM10 peak'], streets[i % 13].id, sites[4 + i * 3].id, 'closed', 900 + i * 610, 120)),
  ]
  const alerts = [
    alert(now, 2208, 'pm25_hour', 'M17', 'firing', 'serious', 118, 75, 57, 'CA-1042'),
    alert(now, 2207, 'aqi_150', 'M08', 'firing', 'warning', 132, 101, 23, 'CA-1041'),
    alert(now, 2209, 'neighbour', 'M12', 'pending', 'notice', 141, 96, 4),
    alert(now, 2206, 'ammonia', 'W02', 'firing', 'serious', 1.87, 1.5, 175, 'CA-1040'),
    alert(now, 2205, 'night_noise', 'N02', 'firing', 'warning', 57.3, 50, 315, 'CA-1039'),
    alert(now, 2204, 'silent', 'M23', 'firing', 'notice', null, null, 285, 'CA-1038'),
    alert(now, 2203, 'silent', 'M31', 'silenced', 'notice', null, null, 80, 'CA-1037'),
    ...Array.from({ length: 12 }, (_, i) => alert(now, 2202 - i, ['pm25_hour', 'aqi_150', 'neighbour'][i % 3], sites[4 + i * 2].id, 'resolved', ['warning', 'notice'][i % 2], 88 + i, 75, 900 + i * 480, i < 9 ? `CA-${1035 - i}` : '')),
  ]
  const devices = [
    ...sites.map((site) => makeDevice(now, site)),
    ...['7F21', '90BC'].map((tail, i) => ({ ...makeDevice(now, sites[4 + i]), id: `4101040A89000000000000${tail.slice(0, 2)}`.padEnd(24, tail), site: '', state: 'quarantined', online_rate: null, capture_rate: null, refusals: {}, deviations: {} })),
  ]
  const roster = (d) => streets.flatMap((street, i) => ['day', 'night'].map((shift) => {
    const start = Date.parse(`${d}T00:00:00+08:00`) + (shift === 'day' ? 8 : 20) * hour
    const pool = ['赵敏', '陈志远', '刘洋', '孙丽', '马强', '何静', '郭磊', '高鹏']
    const name = pool[Math.floor(hash(d + street.id + shift) * pool.length)]
    return { street: street.id, shift, user: users.find((u) => u.name === name)?.id ?? `u${i}`, name, phone_masked: `138****${1000 + Math.floor(hash(name) * 8999)}`, from: start, until: start + 12 * hour }
  }))
  const handovers = Array.from({ length: 6 }, (_, i) => ({
    id: `H-${80 - i}`, at: now - (i * 12 + 3) * hour, from_user: i % 2 ? 'duty' : 'lin', to_user: i % 2 ? 'lin' : 'duty',
    text: ['南三环工地仍在整改，夜间 22 时后复查；W02 氨氮留样已送检。', '全区平稳。M23、M31 设备断电，运维今日到场。', '圃田方向有沙尘输入趋势，关注 PM10。'][i % 3],
    open_alerts: i === 0 ? ['AL-2208', 'AL-2206'] : [], open_cases: i === 0 ? ['CA-1042', 'CA-1040'] : [], signed: i !== 0,
  }))
  const proof = {
    series: Array.from({ length: 7 }, (_, i) => ({ day: dayText(now - (i + 1) * day), digest: hex(`s${i}`, 64), frames: 64_800 - i * 37, samples: 612_400 - i * 811 })),
    ledger: Array.from({ length: 7 }, (_, i) => ({ day: dayText(now - (i + 1) * day), digest: hex(`l${i}`, 64), revisions: 184 + i * 7 })),
  }
  const forwards = [
    { id: 'city', name_zh: '郑州市生态环境局', name_en: 'Zhengzhou bureau', host: '10.4.0.2', port: 2012, dialect: '2017', queued: 0, behind: 0, sent: 1_284_113, acked: 1_284_113, connected: true, last_error: '', oldest: null, delivered_qn: '20261121120003001', delivered_at: now - 20_000 },
    { id: 'province', name_zh: '河南省生态环境监测中心', name_en: 'Henan centre', host: '10.4.0.3', port: 2012, dialect: '2025', queued: 1_342, behind: 9_800, sent: 1_282_771, acked: 1_281_429, connected: false, last_error: 'connection refused', oldest: now - 26 * minute, delivered_qn: '20261121113400118', delivered_at: now - 26 * minute },
  ].map((forward) => ({ media: [], cadences: [], sites: {}, paused: false, history: false, has_password: true, encrypted: false, resent: 0, acked_values: forward.acked * 10, refused: 0, set_aside: 0, ...forward }))
  const commands = [
    { id: 'CM-3', cn: '2061', name_zh: '取污染物小时数据', who: '周工', asked_at: now - 3 * hour, state: 'done', answer: { ExeRtn: 1, records: 5 }, ended_at: now - 3 * hour + 4200 },
    { id: 'CM-2', cn: '1012', name_zh: '设置现场机时间', who: '周工', asked_at: now - 26 * hour, state: 'timeout', answer: null, ended_at: now - 26 * hour + 30_000 },
    { id: 'CM-1', cn: '1011', name_zh: '提取现场机时间', who: '王建国', asked_at: now - 50 * hour, state: 'done', answer: { SystemTime: stamp(now - 50 * hour).slice(0, 14) }, ended_at: now - 50 * hour + 800 },
  ]
  return { alerts, cases, devices, roster, handovers, proof, forwards, commands, evidence: new Map() }
}

export function summaryOf(world, now) {
  const open = world.cases.filter((c) => c.state === 'open')
  return {
    day: dayText(now), good_days: 221, valid_days: 325, good_share: 221 / 325, good_share_target: 0.66,
    pm25_mean: 37.4, pm25_target: 39, pm10_mean: 71.2, pm10_target: null,
    alerts_firing: world.alerts.filter((a) => a.state === 'firing').length, cases_open: open.length,
    cases_overdue: open.filter((c) => c.overdue).length, online_rate: 0.941,
    cases_by_street: streets.map(({ id }) => ({ street: id, open: open.filter((c) => c.street === id).length, overdue: open.filter((c) => c.street === id && c.overdue).length })),
    figures: [
      { id: 'water_source', name_zh: '集中式饮用水水源达标率', name_en: 'Drinking sources at class III or better', value: 100, target: 100, unit: '%', better: 'high' },
      { id: 'rural_sewage', name_zh: '农村生活污水治理率', name_en: 'Rural sewage treated', value: 87.5, target: 100, unit: '%', better: 'high' },
      { id: 'forest', name_zh: '森林覆盖率', name_en: 'Forest cover', value: null, target: 35, unit: '%', better: 'high' },
      { id: 'black_water', name_zh: '黑臭水体比例', name_en: 'Black-odorous water', value: 0, target: 0, unit: '%', better: 'low' },
    ],
  }
}
