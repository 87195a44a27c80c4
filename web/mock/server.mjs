// A stand-in for the service while working on the pages: same paths as docs/api.md, invented data.
// node mock/server.mjs [port]; also serves dist/ with the Content-Security-Policy it must bear.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hour } from './air.mjs'
import { calibrationOf } from './calibration.mjs'
import { completenessOf, factors, indexOf, limits, seriesOf, standards } from './data.mjs'
import { district } from './place.mjs'
import { makeLedger } from './ledger.mjs'
import { hash, hex } from './random.mjs'
import { factorsOf, indexAt, siteOf, sitesAt } from './sites.mjs'
import { boardOf, briefOf, dueDaysOf, warning } from './flow.mjs'
import { actionsFor, applyAction, frameText, makeWorld, password, summaryOf, users } from './work.mjs'

const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' }
const csrf = 'mock-token'

export function makeServer({ everyMs = 3000 } = {}) {
  const world = makeWorld(Date.now())
  const audits = []
  const listeners = new Set()
  const sessions = new Map()

  const fault = (status, text, place = '') => ({ status, body: { error: { text, place } } })
  const tell = (event, item) => listeners.forEach((res) => res.write(`event: ${event}\ndata: ${JSON.stringify(item)}\n\n`))
  const brief = ({ timeline, ...item }) => item
  const full = (item, user) => ({ ...item, actions: actionsFor(item, user) })
  const find = (list, id) => list.find((item) => item.id === decodeURIComponent(id))

  const routes = [
    ['GET', /^\/health$/, () => ({ status: 'ok', version: 'mock', uptime_s: Math.floor(process.uptime()), seq: 612_400 })],
    ['GET', /^\/session$/, ({ user }) => ({ ...user, user: user.id, csrf })],
    ['DELETE', /^\/session$/, ({ token }) => (sessions.delete(token), { status: 204 })],
    ['GET', /^\/district$/, () => district],
    ['GET', /^\/sites$/, ({ query }) => sitesAt(Date.now()).filter((s) => !query.kind || s.kind === query.kind)],
    ['GET', /^\/sites\/([^/]+)$/, ({ at: [id] }) => {
      const site = find(sitesAt(Date.now()), id)
      return site ? { ...site, factors: factorsOf(site.kind), devices: world.devices.filter((d) => d.site === id).map((d) => d.id) } : fault(404, '没有这个站点', id)
    }],
    ['GET', /^\/map$/, ({ query }) => {
      const at = Number(query.at) || Date.now()
      return sitesAt(Date.now()).map((s) => ({ site: s.id, index: s.status === 'silent' && Date.now() - at < 5 * hour ? null : indexAt(s, at), at }))
    }],
    ['GET', /^\/sites\/([^/]+)\/series$/, ({ at: [id], query }) => seriesOf(siteOf(id), query.factors.split(','), query.cadence, +query.from, +query.until, audits, query.as)],
    ['GET', /^\/sites\/([^/]+)\/index$/, ({ at: [id], query }) => indexOf(siteOf(id), query.cadence, +query.from, +query.until)],
    ['GET', /^\/sites\/([^/]+)\/calibration$/, ({ at: [id] }) => calibrationOf(siteOf(id), Date.now())],
    ['GET', /^\/sites\/([^/]+)\/completeness$/, ({ at: [id], query }) => completenessOf(siteOf(id), +query.from, +query.until)],
    ['GET', /^\/sites\/([^/]+)\/versions$/, ({ at: [id], query }) => {
      const t = Number(query.t)
      const [series] = seriesOf(siteOf(id), [query.factor], query.cadence, t, t + 1, [])
      const value = series.points[0]?.[1] ?? null
      const first = { value, mark: 'N', origin: 'device', seq: 501_200, received: t + 64_000, by: '', reason: '', frame: 501_200 }
      const later = audits.filter((a) => a.site === id && a.factor === query.factor && t >= a.from && t < a.until)
        .map((a, i) => ({ value: a.value ?? value, mark: a.decision === 'invalid' ? 'inv' : 'N', origin: 'audit', seq: 612_401 + i, received: a.at, by: a.by, reason: a.reason, frame: null }))
      return [first, ...later]
    }],
    ['POST', /^\/sites\/([^/]+)\/audit$/, ({ at: [id], body, user }) => {
      if (!body.reason) return fault(422, '请写明理由', 'reason')
      audits.push({ ...body, site: id, at: Date.now(), by: user.name })
      return { revised: Math.max(1, Math.round((body.until - body.from) / hour)) }
    }],
    ['GET', /^\/frames\/(\d+)$/, () => {
      const text = frameText(world.devices[0].id, Date.now() - hour)
      return { device: world.devices[0].id, received: Date.now() - hour, text, bytes_base64: Buffer.from(text).toString('base64'), decoded: { crc: 'hj212', len_ok: true, header: { QN: '20261122083000000', ST: '22', CN: '2011', MN: world.devices[0].id, Flag: '5' }, cp: [['DataTime', '20261122083000'], ['a34004-Rtd', '48'], ['a34002-Rtd', '86']] } }
    }],
    ['GET', /^\/alerts$/, ({ query }) => world.alerts.filter((a) => (!query.state || a.state === query.state) && (!query.street || a.street === query.street)).slice(0, +query.limit || 100)],
    ['GET', /^\/alerts\/([^/]+)$/, ({ at: [id] }) => {
      const alert = find(world.alerts, id)
      const steps = alert && [[alert.began_at, 'pending', alert.threshold], [alert.fired_at, 'firing', alert.value], [alert.resolved_at, 'resolved', 52]]
      const history = steps?.filter(([at]) => at).map(([at, state, value], i) => ({ number: i + 1, commit: i, who: 'flow', why: '', at, fields: { state, value } }))
      return alert ? { ...alert, history } : fault(404, '没有这条预警', id)
    }],
    ['POST', /^\/alerts\/([^/]+)\/silence$/, ({ at: [id] }) => { const alert = find(world.alerts, id); alert.state = 'silenced'; tell('alert', alert); return alert }],
    ['GET', /^\/cases$/, ({ query, user }) => {
      const items = world.cases.filter((c) => (!query.state || c.state === query.state) && (!query.street || c.street === query.street) && (!query.mine || c.assignee === user.id))
      return { total: items.length, items: items.slice(+query.offset || 0, (+query.offset || 0) + (+query.limit || 50)).map(brief) }
    }],
    ['GET', /^\/cases\/kinds$/, () => []],
    ['GET', /^\/cases\/board$/, () => boardOf(world)],
    ['GET', /^\/cases\/calendar$/, () => dueDaysOf(world)],
    ['GET', /^\/workflows$/, () => [briefOf(warning)]],
    ['GET', /^\/workflows\/([^/]+)$/, () => warning],
    ['GET', /^\/cases\/([^/]+)$/, ({ at: [id], user }) => { const item = find(world.cases, id); return item ? full(item, user) : fault(404, '没有这个办件', id) }],
    ['POST', /^\/cases\/([^/]+)\/actions$/, ({ at: [id], user, body }) => {
      const item = find(world.cases, id)
      const allowed = actionsFor(item, user).find((a) => a.verb === body.verb)
      if (!allowed) return fault(403, '此步骤不能由您办理', id)
      if (allowed.needs.includes('photo') && !body.evidence.length) return fault(422, '处置须附现场照片', 'evidence')
      applyAction(item, user, body.verb, body.text, body.evidence.map((h) => world.evidence.get(h) ?? { hash: h, name: h, type: 'image/png' }), Date.now())
      tell('case', brief(item))
      return full(item, user)
    }],
    ['POST', /^\/evidence$/, ({ raw, req }) => {
      const found = { hash: hex(raw.length + String(raw.subarray(0, 64)), 64), name: decodeURIComponent(req.headers['x-file-name'] ?? 'file'), type: req.headers['content-type'], size: raw.length, raw }
      world.evidence.set(found.hash, found)
      return { hash: found.hash, name: found.name, type: found.type, size: found.size }
    }],
    ['GET', /^\/evidence\/([^/]+)$/, ({ at: [id] }) => {
      const kept = world.evidence.get(id)
      if (kept) return { raw: kept.raw, type: kept.type }
      const tint = Math.floor(hash(id) * 60) + 20
      return { type: 'image/svg+xml', raw: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" fill="hsl(${tint} 30% 72%)"/><path d="M0 170 70 120 150 165 230 95 320 150V240H0Z" fill="hsl(${tint} 35% 42%)"/><rect x="190" y="120" width="60" height="80" fill="hsl(${tint} 15% 30%)"/></svg>` }
    }],
    ['GET', /^\/devices$/, ({ query }) => world.devices.filter((d) => !query.state || d.state === query.state)],
    ['POST', /^\/devices\/([^/]+)\/admit$/, ({ at: [id], body }) => { const d = find(world.devices, id); Object.assign(d, { state: 'admitted', site: body.site, online: true, online_rate: 1, capture_rate: 1 }); tell('device', d); return d }],
    ['GET', /^\/devices\/([^/]+)\/commands$/, () => world.commands],
    ['POST', /^\/devices\/([^/]+)\/commands$/, ({ body, user }) => { const c = { id: `CM-${world.commands.length + 1}`, cn: body.cn, name_zh: '命令', who: user.name, asked_at: Date.now(), state: 'sent', answer: null, ended_at: null }; world.commands.unshift(c); return c }],
    ['GET', /^\/devices\/([^/]+)\/frames$/, ({ at: [id] }) => Array.from({ length: 12 }, (_, i) => ({ seq: 612_400 - i * 17, received: Date.now() - i * 60_000, text: frameText(id, Date.now() - i * 60_000) }))],
    ['GET', /^\/standards$/, () => standards],
    ['GET', /^\/standards\/limits$/, ({ query }) => limits.filter((l) => (!query.standard || l.standard === query.standard) && (!query.factor || l.factor === query.factor) && (!query.day || (l.from <= query.day && (!l.until || query.day < l.until))))],
    ['GET', /^\/factors$/, () => factors],
    ['GET', /^\/summary$/, () => summaryOf(world, Date.now())],
    ['GET', /^\/roster$/, ({ query }) => world.roster(query.day)],
    ['POST', /^\/roster$/, ({ body }) => body],
    ['GET', /^\/handovers$/, () => world.handovers],
    ['POST', /^\/handovers$/, ({ body, user }) => { const h = { id: `H-${81 + world.handovers.length}`, at: Date.now(), from_user: user.id, to_user: body.to_user, text: body.text, open_alerts: ['AL-2208'], open_cases: ['CA-1042'], signed: false }; world.handovers.unshift(h); return h }],
    ['POST', /^\/handovers\/([^/]+)\/sign$/, ({ at: [id] }) => Object.assign(find(world.handovers, id), { signed: true })],
    ['GET', /^\/users$/, () => users],
    ['GET', /^\/forwards$/, () => world.forwards],
    ['GET', /^\/proof$/, () => world.proof],
    ...makeLedger(Date.now()).routes,
  ]

  async function bodyOf(req) {
    const parts = []
    for await (const part of req) parts.push(part)
    return Buffer.concat(parts)
  }

  function logIn(res, { user, password: given }) {
    const found = users.find((u) => u.id === user)
    if (!found || given !== password) return fault(401, '用户名或密码不正确', 'password')
    const token = hex(`${Date.now()}${user}`, 32)
    sessions.set(token, found)
    res.setHeader('Set-Cookie', `qs=${token}; HttpOnly; SameSite=Strict; Path=/`)
    return { ...found, user: found.id, csrf }
  }

  async function answerApi(req, res, url) {
    const path = url.pathname.slice('/api/v1'.length)
    const raw = await bodyOf(req)
    const isJson = (req.headers['content-type'] ?? '').includes('json')
    const body = isJson && raw.length ? JSON.parse(raw) : {}
    if (path === '/session' && req.method === 'POST') return logIn(res, body)
    const token = /qs=(\w+)/.exec(req.headers.cookie ?? '')?.[1]
    const user = sessions.get(token)
    if (!user && path !== '/health') return fault(401, '请先登录')
    if (req.method !== 'GET' && req.headers['x-qingshan-csrf'] !== csrf) return fault(403, 'CSRF', 'X-Qingshan-Csrf')
    if (path === '/events') {
      res.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' })
      res.write(': here\n\n')
      listeners.add(res)
      req.on('close', () => listeners.delete(res))
      return null
    }
    for (const [method, pattern, handler] of routes) {
      const match = pattern.exec(path)
      if (match && method === req.method) {
        return handler({ at: match.slice(1).map(decodeURIComponent), query: Object.fromEntries(url.searchParams), body, raw, user, token, req })
      }
    }
    return fault(404, '没有这个地址', path)
  }

  async function serveFile(res, path) {
    const file = normalize(join(dist, path))
    const wanted = file.startsWith(dist) && extname(file) ? file : join(dist, 'index.html')
    try {
      const bytes = await readFile(wanted)
      res.writeHead(200, {
        'Content-Type': types[extname(wanted)] ?? 'application/octet-stream',
        'Content-Security-Policy': "default-src 'self'",
      })
      res.end(bytes)
    } catch {
      res.writeHead(404).end('not built: npm run build')
    }
  }

  const server = createServer(async (req, res) => {
    const url = new URL(req.url, 'http://mock')
    if (url.pathname === '/metrics') {
      res.end('qingshan_gateway_frames_total 4120331\nqingshan_gateway_records_total 38120447\nqingshan_gateway_crc_bad_total 412\nqingshan_gateway_refused_total{kind="length"} 77\nqingshan_gateway_refused_total{kind="unknown_device"} 1290\nqingshan_gateway_connections 49\nqingshan_series_commits_total 220141\n')
      return
    }
    if (!url.pathname.startsWith('/api/')) return serveFile(res, url.pathname)
    const answer = await answerApi(req, res, url).catch((e) => fault(500, String(e.message), url.pathname))
    if (answer === null) return
    if (answer.raw) res.writeHead(200, { 'Content-Type': answer.type }).end(answer.raw)
    else if (answer.status === 204) res.writeHead(204).end()
    else if (answer.body?.error) res.writeHead(answer.status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer.body))
    else res.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(answer))
  })
  const timer = setInterval(() => {
    const sites = sitesAt(Date.now()).filter((s) => s.status !== 'silent')
    const site = sites[Math.floor((Date.now() / everyMs) % sites.length)]
    tell('value', { site: site.id, factor: factorsOf(site.kind)[0].code, t: Date.now(), value: site.index.value, mark: 'N' })
  }, everyMs)
  server.on('close', () => clearInterval(timer))
  return server
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const port = Number(process.argv[2] ?? 8080)
  makeServer().listen(port, '127.0.0.1', () => console.log(`http://127.0.0.1:${port}  (duty | street | engineer | viewer, ${password})`))
}
