// The registers of the stand-in: records, their history, filters, imports, tiles.
import { streets } from './place.mjs'
import { briefOf, kindOf, kinds, shelves } from './kinds.mjs'
import { hash, hex } from './random.mjs'
import { boundsOf, tileOf } from './tiles.mjs'

const day = 86_400_000
const iso = (t) => new Date(t + 8 * 3_600_000).toISOString().slice(0, 10)
const pick = (list, key) => list[Math.floor(hash(key) * list.length)]
const kAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
function creditCode(key) {
  const first = `91410104${Array.from({ length: 9 }, (_, i) => pick([...kAlphabet], `${key}${i}`)).join('')}`
  const sum = [...first].reduce((total, c, i) => total + kAlphabet.indexOf(c) * (3 ** i % 31), 0)
  return first + kAlphabet[(31 - (sum % 31)) % 31]
}

function somewhere(key) {
  const street = pick(streets, key)
  const [x, y] = street.centre
  return { street: street.id, location: { type: 'Point', coordinates: [+(x + (hash(`${key}x`) - 0.5) * 0.022).toFixed(6), +(y + (hash(`${key}y`) - 0.5) * 0.018).toFixed(6)] } }
}

const names = ['豫丰', '金岱', '中原', '东方', '宏远', '鑫源', '康达', '绿城', '华泰', '嵩山', '黄河', '银基']
const trades = ['涂料有限公司', '食品有限公司', '水泥制品厂', '金属制品有限公司', '机械有限公司', '印务有限公司']
const rivers = [['shiqili', '十七里河', [[113.668, 34.69], [113.701, 34.708], [113.73, 34.7]]], ['shibali', '十八里河', [[113.68, 34.655], [113.7, 34.672], [113.716, 34.69], [113.74, 34.698]]], ['chao', '潮河', [[113.752, 34.63], [113.772, 34.657], [113.8, 34.66], [113.83, 34.69]]], ['xionger', '熊耳河', [[113.67, 34.733], [113.69, 34.738], [113.704, 34.743], [113.73, 34.747]]]]

function seed(now) {
  const all = {}
  const put = (kind, id, fields) => { (all[kind] ??= new Map()).set(id, { kind, id, revision: 1, fields: { ...fields, simulated: true } }) }
  for (let i = 1; i <= 186; i++) {
    const key = `firm${i}`
    put('firm', `F${String(i).padStart(4, '0')}`, {
      name: `${pick(names, key)}${pick(names, `${key}b`)}${pick(trades, key)}`, credit_code: creditCode(key), sector: pick(['1331', '2641', '3011', '3360', '6250'], key),
      control_class: pick(['key', 'simple', 'simple', 'registered', 'registered'], key), scale: pick(['medium', 'small', 'small', 'micro'], key), ...somewhere(key), address: `${pick(['航海路', '金岱路', '陇海路', '文德路'], key)} ${Math.ceil(hash(key) * 300)} 号`,
      ...(hash(`${key}p`) > 0.3 ? { contact: pick(['李明', '王芳', '张伟', '刘洋'], key), phone: `138${hex(key, 8).replace(/\D/g, '7')}` } : {}), staff: Math.ceil(hash(key) * 400), output_value: Math.round(hash(key) * 90000) / 10, founded: iso(now - hash(key) * 9000 * day),
    })
    if (i <= 120) put('permit', `P${i}`, { name: `9141010${i}${hex(key, 6).toUpperCase()}001P`, firm: `F${String(i).padStart(4, '0')}`, street: all.firm.get(`F${String(i).padStart(4, '0')}`).fields.street, state: pick(['valid', 'valid', 'valid', 'draft', 'suspended'], key), valid: `${iso(now - 1800 * day + i * 9 * day)}/${iso(now + (i - 8) * 6 * day)}`, limits: [{ pollutant: 'NOx', tonnes: +(hash(key) * 12).toFixed(3) }, { pollutant: 'VOCs', tonnes: +(hash(`${key}v`) * 5).toFixed(3), remark: '含无组织' }] })
    for (let n = 0; n < Math.floor(hash(`${key}n`) * 4); n++) put('inspection', `I${i}-${n}`, { name: `检查〔2026〕${i * 4 + n}号`, firm: `F${String(i).padStart(4, '0')}`, ...somewhere(`${key}${n}`), on: iso(now - hash(`${key}${n}d`) * 600 * day), result: pick(['pass', 'pass', 'mend', 'case'], `${key}${n}`), finding: '废气治理设施运行正常，活性炭更换台账不全。', photos: ['photo-1', 'photo-2'] })
  }
  rivers.forEach(([id, name, coordinates], i) => put('water_body', id, { name, street: pick(streets, id).id, target: i === 2 ? 'III' : 'IV', length_km: 4 + i * 1.37, location: { type: 'LineString', coordinates } }))
  for (let i = 1; i <= 64; i++) put('outfall', `O${i}`, { name: `${rivers[i % 4][1]}${i % 2 ? '左' : '右'}岸 ${i} 号排口`, code: `YB-4101-${1000 + i}-SH-00`, category: pick(['industrial', 'sewage', 'rain', 'rain', 'other'], `o${i}`), ...(i % 3 ? { owner: `F${String(i).padStart(4, '0')}` } : {}), body: rivers[i % 4][0], ...somewhere(`o${i}`), diameter: 200 + Math.floor(hash(`o${i}`) * 18) * 50, flow: +(hash(`of${i}`) * 900).toFixed(1), monitored: i % 4 === 0, photo: ['photo-1'], checked: iso(now - hash(`oc${i}`) * 200 * day) })
  streets.slice(0, 8).forEach((street, i) => put('noise_zone', `Z${i}`, { name: `${street.name_zh.replace('街道', '')}片区`, street: street.id, class: ['1', '2', '2', '3'][i % 4], area_km2: 1.2 + i * 0.4, location: street.geometry }))
  for (let i = 1; i <= 34; i++) put('petrol_station', `G${i}`, { name: `${pick(['中石化', '中石油', '民营'], `g${i}`)}第 ${i} 加油站`, ...somewhere(`g${i}`), recovery: i % 3 !== 0, tanks: 3 + (i % 4) })
  return all
}

const kCloud = 100_000
let cloud = null
const cloudPoints = () => (cloud ??= Array.from({ length: kCloud }, (_, i) => ({ geometry: { type: 'Point', coordinates: [113.65 + hash(`cx${i}`) * 0.22, 34.61 + hash(`cy${i}`) * 0.15] }, properties: { id: `C${i}`, title: `点 ${i}`, street: pick(streets, `c${i}`).id } })))

const positions = (g) => (g.type === 'Point' ? [g.coordinates] : g.type === 'LineString' ? g.coordinates : g.coordinates.flat())
function within([x, y], ring) {
  let inside = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[xi, yi], [xj, yj]] = [ring[i], ring[j]]
    if (yi > y !== yj > y && x < ((xj - xi) * (y - yi)) / (yj - yi) + xi) inside = !inside
  }
  return inside
}

function holds(fields, id, [name, op, wanted]) {
  const value = name === 'id' ? id : fields[name]
  switch (op) {
    case '=': return value === wanted
    case '!=': return value !== wanted
    case '<': return value < wanted
    case '<=': return value <= wanted
    case '>': return value > wanted
    case '>=': return value >= wanted
    case '~': return String(value ?? '').includes(wanted)
    case 'in': return wanted.includes(value)
    default: return value === undefined || value === null
  }
}

export function makeLedger(now) {
  const all = seed(now)
  const past = new Map()
  const saved = []
  const imports = []
  const fault = (status, text, more = {}) => ({ status, body: { error: { text, place: '' }, ...more } })
  const titleOf = (kind, id) => { const record = all[kind]?.get(id); return record ? String(record.fields[kindOf(kind).title] ?? id) : id }
  const shown = (record) => {
    const kind = kindOf(record.kind)
    const refs = kind.fields.filter((f) => f.type === 'reference' && record.fields[f.name])
    return { ...record, title: titleOf(record.kind, record.id), names: Object.fromEntries(refs.map((f) => [f.name, titleOf(f.target, record.fields[f.name])])) }
  }
  const matching = (kind, query) => {
    const where = JSON.parse(query.where || '[]')
    const ring = query.inside ? JSON.parse(query.inside).coordinates[0] : null
    const words = (query.search ?? '').toLowerCase()
    const found = [...(all[kind]?.values() ?? [])].filter((r) => where.every((c) => holds(r.fields, r.id, c)) && (!words || kindOf(kind).fields.some((f) => f.searched && String(r.fields[f.name] ?? '').toLowerCase().includes(words))) && (!ring || (r.fields.location && positions(r.fields.location).some((p) => within(p, ring)))))
    const field = (query.order || 'id').replace('-', '')
    const sign = query.order?.startsWith('-') ? -1 : 1
    return found.sort((a, b) => { const [p, q] = [a, b].map((r) => (field === 'id' ? r.id : (r.fields[field] ?? ''))); return sign * (typeof p === 'number' && typeof q === 'number' ? p - q : String(p).localeCompare(String(q))) })
  }
  const note = (record, user, why, at = Date.now()) => { const key = `${record.kind}/${record.id}`; past.set(key, [{ number: record.revision, commit: past.size + 1, who: user.id, name: user.name, why, at, erased: false, fields: structuredClone(record.fields) }, ...(past.get(key) ?? first(record))]) }
  const first = (record) => [{ number: 1, commit: 1, who: 'import', name: '导入', why: '初次导入', at: now - 40 * day, erased: false, fields: structuredClone(all[record.kind].get(record.id)?.fields ?? record.fields) }]
  const check = (kind, fields) => kindOf(kind).fields.flatMap((f) => {
    if ((f.required || (f.required_if && f.required_if.is.includes(fields[f.required_if.field]))) && (fields[f.name] === undefined || fields[f.name] === null)) return [{ field: f.name, zh: '必须填写', en: 'must be filled in' }]
    if (f.type === 'credit_code' && fields[f.name] && fields[f.name].length !== 18) return [{ field: f.name, zh: '不是 18 位的统一社会信用代码', en: 'no social credit code of 18 characters' }]
    if (f.high !== null && fields[f.name] > f.high) return [{ field: f.name, zh: `不得大于 ${f.high}`, en: `must not exceed ${f.high}` }]
    return []
  })
  const write = (record, changes, user, why) => {
    const fields = { ...record.fields }
    for (const [name, value] of Object.entries(changes)) if (value === null) delete fields[name]; else fields[name] = value
    const faults = check(record.kind, fields)
    if (faults.length) return fault(422, '有内容需要改正', { faults })
    const key = `${record.kind}/${record.id}`
    if (!past.has(key) && record.revision) past.set(key, first(record))
    const next = { ...record, revision: record.revision + 1, fields }
    all[record.kind].set(record.id, next)
    note(next, user, why)
    return shown(next)
  }
  const dues = (query) => {
    const permits = [...all.permit.values()].map((r) => ({ kind: 'permit', id: r.id, title: titleOf('permit', r.id), street: r.fields.street, duty: 'expiry', label_zh: '有效期届满', label_en: 'Expires', from: '', until: r.fields.valid.split('/')[1], clause: '《排污许可管理条例》第十四条' }))
    const patrols = [...all.outfall.values()].slice(0, 30).map((r) => ({ kind: 'outfall', id: r.id, title: titleOf('outfall', r.id), street: r.fields.street, duty: 'patrol', label_zh: '季度巡查', label_en: 'Quarterly patrol', from: '2026-10-01', until: hash(r.id) > 0.6 ? '2026-09-30' : '2026-12-31', clause: '《入河排污口监督管理办法》' }))
    const items = [...permits, ...patrols].filter((d) => d.until < iso(now + 60 * day)).map((d) => ({ ...d, state: d.until < iso(now) ? 'overdue' : 'due' }))
    const wanted = items.filter((d) => (!query.kind || d.kind === query.kind) && (!query.street || d.street === query.street))
    return { items: wanted.filter((d) => !query.state || d.state === query.state).sort((a, b) => a.until.localeCompare(b.until)), counts: { overdue: wanted.filter((d) => d.state === 'overdue').length, due: wanted.filter((d) => d.state === 'due').length } }
  }

  const routes = [
    ['GET', /^\/kinds$/, () => ({ shelves, kinds: kinds.map(briefOf) })],
    ['GET', /^\/kinds\/([^/]+)$/, ({ at: [name] }) => kindOf(name) ?? fault(404, '没有这类台账')],
    ['GET', /^\/records\/([^/]+)$/, ({ at: [kind], query }) => {
      const found = matching(kind, query)
      const from = Number(query.after) || 0
      const limit = Number(query.limit) || 50
      return { items: found.slice(from, from + limit).map(shown), next: from + limit < found.length ? String(from + limit) : null }
    }],
    ['GET', /^\/counts\/([^/]+)$/, ({ at: [kind], query }) => ({ count: kind === 'point_cloud' ? kCloud : matching(kind, query).length })],
    ['GET', /^\/tallies\/([^/]+)\/([^/]+)$/, ({ at: [kind, name], query }) => {
      const counts = new Map()
      for (const r of matching(kind, query)) counts.set(r.fields[name] ?? null, (counts.get(r.fields[name] ?? null) ?? 0) + 1)
      return [...counts].map(([value, count]) => ({ value, count })).sort((a, b) => b.count - a.count)
    }],
    ['GET', /^\/records\/([^/]+)\/([^/]+)$/, ({ at: [kind, id], query }) => {
      const record = all[kind]?.get(id)
      if (!record) return fault(404, '没有这条记录')
      const then = query.at && past.get(`${kind}/${id}`)?.find((r) => r.at <= Number(query.at))
      const verbs = kindOf(kind).transitions.filter((t) => t.from.includes(record.fields[kindOf(kind).state])).map((t) => t.verb)
      return { ...shown(then ? { ...record, fields: then.fields, revision: then.number } : record), may: ['write', 'erase', ...verbs] }
    }],
    ['POST', /^\/records\/([^/]+)$/, ({ at: [kind], body, user }) => {
      const id = body.id ?? `N${Date.now().toString(36)}`
      const answer = write({ kind, id, revision: 0, fields: {} }, body.fields, user, body.why)
      return answer
    }],
    ['PUT', /^\/records\/([^/]+)\/([^/]+)$/, ({ at: [kind, id], body, user }) => {
      const record = all[kind]?.get(id)
      if (record.revision !== body.revision) return fault(409, '这条记录刚刚被别人修改', { now: shown(record) })
      return write(record, body.fields, user, body.why)
    }],
    ['POST', /^\/records\/([^/]+)\/([^/]+)\/erase$/, ({ at: [kind, id] }) => (all[kind].delete(id), { status: 204 })],
    ['POST', /^\/records\/([^/]+)\/([^/]+)\/move$/, ({ at: [kind, id], body, user }) => write(all[kind].get(id), { [kindOf(kind).state]: kindOf(kind).transitions.find((t) => t.verb === body.verb).to }, user, body.why)],
    ['POST', /^\/bulk\/([^/]+)$/, ({ at: [kind], body, user }) => { body.ids.forEach((id) => write(all[kind].get(id), body.fields, user, body.why)); return { changed: body.ids.length } }],
    ['GET', /^\/history\/([^/]+)\/([^/]+)$/, ({ at: [kind, id] }) => past.get(`${kind}/${id}`) ?? first(all[kind].get(id))],
    ['GET', /^\/related\/([^/]+)\/([^/]+)$/, ({ at: [kind, id] }) => {
      const { relations } = kindOf(kind)
      const out = relations.out.filter(({ field }) => all[kind].get(id).fields[field]).map(({ field, kind: to }) => [to, field, [all[to].get(all[kind].get(id).fields[field])].filter(Boolean), 'out'])
      const into = relations.in.map(({ kind: from, field }) => [from, field, [...(all[from]?.values() ?? [])].filter((r) => r.fields[field] === id), 'in'])
      return [...out, ...into].filter(([, , found]) => found.length).map(([of, field, found, direction]) => ({ kind: of, field, direction, label_zh: kindOf(of).label_zh, label_en: kindOf(of).label_en, count: found.length, items: found.slice(0, 20).map(shown) }))
    }],
    ['GET', /^\/dossiers\/([^/]+)\/([^/]+)$/, ({ at: [kind, id] }) => {
      const parts = kindOf(kind).relations.in.map(({ kind: from, field: through }) => {
        const found = [...all[from].values()].filter((r) => r.fields[through] === id)
        return { kind: from, through, label_zh: kindOf(from).label_zh, label_en: kindOf(from).label_en, expected: true, missing: !found.length, weight: 1, count: found.length, items: found.map((r) => ({ id: r.id, title: titleOf(from, r.id) })) }
      })
      const timeline = (past.get(`${kind}/${id}`) ?? first(all[kind].get(id))).map((r) => ({ day: new Date(r.at).toISOString().slice(0, 10), kind, id, title: r.why, revision: r.number, who: r.name }))
      return { record: shown(all[kind].get(id)), score: parts.filter((p) => !p.missing).length / parts.length, missing: [], parts, timeline }
    }],
    ['GET', /^\/dues$/, ({ query }) => dues(query)],
    ['GET', /^\/filters\/([^/]+)$/, ({ at: [kind] }) => saved.filter((f) => f.kind === kind)],
    ['POST', /^\/filters\/([^/]+)$/, ({ at: [kind], body }) => { const f = { id: `SF${saved.length}`, kind, mine: true, ...body }; saved.push(f); return f }],
    ['POST', /^\/filters\/([^/]+)\/([^/]+)\/erase$/, ({ at: [, id] }) => (saved.splice(saved.findIndex((f) => f.id === id), 1), { status: 204 })],
    ['GET', /^\/(?:templates|exports)\/([^/]+)$/, ({ at: [kind], query }) => ({ raw: matching(kind, query).map((r) => Object.values(r.fields).join()).join('\n'), type: 'text/csv' })],
    ['GET', /^\/imports$/, ({ query }) => imports.filter((i) => i.kind === query.kind)],
    ['POST', /^\/imports\/([^/]+)$/, ({ at: [kind], req, query }) => {
      const broken = /faults/.test(decodeURIComponent(req.headers['x-file-name']))
      const faults = broken ? [{ row: 4, column: 'C', field: 'credit_code', zh: '校验码不符，应为 7', en: 'the check character should be 7' }, { row: 9, column: 'F', field: 'class', zh: '“重点”不在可选项之中', en: "'重点' is none of the choices" }, { row: 21, column: 'J', field: 'location', zh: '经纬度颠倒', en: 'latitude stands before longitude' }] : []
      const made = { id: `IM${imports.length + 1}`, kind, file: decodeURIComponent(req.headers['x-file-name']), format: query.format, state: 'checked', rows: 24, fresh: 18, changed: 4, same: 2, faults, matches: [...all[kind].values()].slice(0, 2).map((r, i) => ({ row: 3 + i * 5, id: r.id, title: titleOf(kind, r.id), by: 'name' })), by: 'duty', at: Date.now(), commit: null }
      imports.unshift(made)
      return made
    }],
    ['POST', /^\/imports\/([^/]+)\/(apply|undo)$/, ({ at: [id, verb] }) => Object.assign(imports.find((i) => i.id === id), { state: verb === 'apply' ? 'applied' : 'undone', commit: 7 })],
    ['GET', /^\/tiles\/([^/]+)\/(\d+)\/(\d+)\/(\d+)$/, ({ at: [kind, ...zxy], query }) => {
      const [z, x, y] = zxy.map(Number)
      const [w, s, e, n] = boundsOf(z, x, y)
      const found = kind === 'point_cloud' ? cloudPoints() : [...(all[kind]?.values() ?? [])].filter((r) => r.fields.location).map((r) => ({ geometry: r.fields.location, properties: { id: r.id, title: titleOf(kind, r.id), state: r.fields[kindOf(kind).state], street: r.fields.street } }))
      const here = found.filter(({ geometry, properties }) => { if (query.street && properties.street !== query.street) return false; const p = positions(geometry); return Math.min(...p.map(([a]) => a)) < e && Math.max(...p.map(([a]) => a)) > w && Math.min(...p.map(([, b]) => b)) < n && Math.max(...p.map(([, b]) => b)) > s })
      return { raw: tileOf(kind, here, z, x, y), type: 'application/vnd.mapbox-vector-tile' }
    }],
  ]
  return { routes }
}
