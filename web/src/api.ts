// The typed client of docs/api.md. Every fault becomes an ApiError with the service's own words.
import type * as c from './contract'
import { compareClock } from './field/clock'
import { findAnswer, keepAnswer } from './field/kept'

const base = '/api/v1'
const kTimeoutMs = 20_000

export class ApiError extends Error {
  constructor(
    readonly status: number, // 0: the service could not be reached
    text: string,
    readonly place = '',
    readonly answer: object = {}, // all that the service said: faults of fields, what stands there now
  ) {
    super(text)
    this.name = 'ApiError'
  }
}

let csrf = ''
let onUnauthorised: () => void = () => {}

export function setCsrf(token: string) {
  csrf = token
}

// Called when a request answers 401 although somebody had logged in.
export function whenUnauthorised(action: () => void) {
  onUnauthorised = action
}

type Query = Record<string, string | number | undefined | null>

export function address(path: string, query: Query = {}): string {
  const pairs = Object.entries(query).filter(([, v]) => v !== undefined && v !== null && v !== '')
  const search = new URLSearchParams(pairs.map(([k, v]) => [k, String(v)])).toString()
  return base + path + (search ? `?${search}` : '')
}

async function faultOf(response: Response): Promise<ApiError> {
  try {
    const answer = (await response.json()) as { error?: { text?: string; place?: string } }
    if (answer.error?.text) return new ApiError(response.status, answer.error.text, answer.error.place, answer)
  } catch {
    // not JSON: a proxy or a cut answer; the status says what is known
  }
  return new ApiError(response.status, `HTTP ${response.status} ${response.statusText}`.trim())
}

export async function ask(method: string, url: string, init: RequestInit = {}, patienceMs = kTimeoutMs): Promise<Response> {
  const headers = new Headers(init.headers)
  if (method !== 'GET') headers.set('X-Qingshan-Csrf', csrf)
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), patienceMs)
  const sent = Date.now()
  let response: Response
  try {
    response = await fetch(url, { ...init, method, headers, signal: abort.signal })
  } catch {
    throw new ApiError(0, abort.signal.aborted ? 'timeout' : 'unreachable', url)
  } finally {
    clearTimeout(timer)
  }
  compareClock(response.headers.get('Date'), sent, Date.now())
  if (response.ok) return response
  const fault = await faultOf(response)
  if (response.status === 401 && csrf) onUnauthorised()
  throw fault
}

export async function read<T>(method: string, url: string, body?: unknown): Promise<T> {
  const init =
    body === undefined
      ? {}
      : { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
  if (method === 'GET') return readKept<T>(url)
  const response = await ask(method, url, init)
  return (response.status === 204 ? undefined : await response.json()) as T
}

// What was read before is told again while the service cannot be reached; shown.oldest says how old it is.
async function readKept<T>(url: string): Promise<T> {
  try {
    const answer = (await (await ask('GET', url)).json()) as T
    void keepAnswer(url, answer).catch(() => undefined) // a full disk keeps nobody from reading
    return answer
  } catch (fault) {
    const kept = fault instanceof ApiError && fault.status === 0 ? await findAnswer(url).catch(() => undefined) : undefined
    if (kept === undefined) throw fault
    return kept as T
  }
}

// Null where the service says that this is not for the asker, or that there is no such thing.
export async function ifAllowed<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (fault) {
    if (fault instanceof ApiError && [403, 404].includes(fault.status)) return null
    throw fault
  }
}

export const get = <T>(path: string, query?: Query) => read<T>('GET', address(path, query))
export const post = <T>(path: string, body: unknown = {}) => read<T>('POST', address(path), body)
export const seg = encodeURIComponent

export interface Span {
  from: number
  until: number
}

export const api = {
  health: () => get<{ status: string; version: string; uptime_s: number; seq: number }>('/health'),

  session: () => get<c.Session>('/session'),
  logIn: (user: string, password: string, code = '') =>
    post<c.Session>('/session', { user, password, ...(code && { code }) }),
  logOut: () => read<void>('DELETE', address('/session')),

  district: () => get<c.District>('/district'),
  sites: (kind?: c.SiteKind) => get<c.Site[]>('/sites', { kind }),
  site: (id: string) => get<c.SiteDetail>(`/sites/${seg(id)}`),
  map: (at?: number) => get<c.MapMoment[]>('/map', { at }),
  series: (id: string, q: Span & { factors: string[]; cadence: c.Cadence; as?: 'measured' }) =>
    get<c.Series[]>(`/sites/${seg(id)}/series`, { ...q, factors: q.factors.join(',') }),
  index: (id: string, q: Span & { cadence: 'hour' | 'day' | 'month' }) =>
    get<c.IndexPoint[]>(`/sites/${seg(id)}/index`, { ...q }),
  calibration: (id: string) => get<c.Calibration>(`/sites/${seg(id)}/calibration`),
  transmission: (id: string, month: string) =>
    get<c.MonthTransmission>(`/sites/${seg(id)}/transmission`, { month }),
  completeness: (id: string, q: Span) =>
    get<c.Completeness[]>(`/sites/${seg(id)}/completeness`, { ...q }),
  versions: (id: string, q: { factor: string; cadence: string; measure: string; t: number }) =>
    get<c.Version[]>(`/sites/${seg(id)}/versions`, q),
  audit: (id: string, audit: c.Audit) =>
    post<{ revised: number }>(`/sites/${seg(id)}/audit`, audit),
  frame: (seq: number) => get<c.RawFrame>(`/frames/${seq}`),

  alerts: (q: { state?: c.AlertState; street?: string; limit?: number } = {}) =>
    get<c.Alert[]>('/alerts', q),
  alert: (id: string) => get<c.Alert>(`/alerts/${seg(id)}`),
  silence: (id: string, until: number, reason: string) =>
    post<c.Alert>(`/alerts/${seg(id)}/silence`, { until, reason }),

  cases: (q: { state?: string; street?: string; mine?: 1; overdue?: 1; unit?: string; due_from?: number; due_until?: number; limit?: number; offset?: number } = {}) =>
    get<{ total: number; items: c.Case[] }>('/cases', q),
  case: (id: string) => get<c.Case>(`/cases/${seg(id)}`),
  evidenceUrl: (hash: string) => address(`/evidence/${seg(hash)}`),
  thumbnailUrl: (hash: string) => address(`/evidence/${seg(hash)}/thumbnail`),

  devices: (state?: c.Device['state']) => get<c.Device[]>('/devices', { state }),
  admit: (id: string, site: string, reason: string) =>
    post<c.Device>(`/devices/${seg(id)}/admit`, { site, reason }),
  commands: (id: string) => get<c.Command[]>(`/devices/${seg(id)}/commands`),
  command: (id: string, cn: string, args: Record<string, string>, reason: string) =>
    post<c.Command>(`/devices/${seg(id)}/commands`, { cn, args, reason }),
  frames: (id: string, limit = 20) => get<c.FrameLine[]>(`/devices/${seg(id)}/frames`, { limit }),

  standards: () => get<c.Standard[]>('/standards'),
  limits: (q: { standard?: string; factor?: string; day?: string }) =>
    get<c.Limit[]>('/standards/limits', q),
  factors: () => get<c.Factor[]>('/factors'),

  summary: () => get<c.Summary>('/summary'),
  roster: (day: string) => get<c.RosterEntry[]>('/roster', { day }),
  putOnDuty: (entry: { day: string; street: string; shift: string; user: string }) =>
    post<c.RosterEntry>('/roster', entry),
  handovers: (limit = 20) => get<c.Handover[]>('/handovers', { limit }),
  handOver: (to_user: string, text: string) => post<c.Handover>('/handovers', { to_user, text }),
  signHandover: (id: string) => post<c.Handover>(`/handovers/${seg(id)}/sign`),
  users: () => get<c.User[]>('/users'),

  forwards: () => get<c.Forward[]>('/forwards'),
  declareForward: (plan: c.ForwardPlan & { password?: string; sm4_key?: string; reason: string }) =>
    post<c.Forward>('/forwards', plan),
  proof: () => get<c.Proof>('/proof'),
  metrics: async () => (await ask('GET', '/metrics')).text(),

  events: () => new EventSource(address('/events')),
}
