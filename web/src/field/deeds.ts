// 离线队列: what somebody did and the service has not confirmed yet. Each deed carries a key of its own, so
// that it counts once however often it is sent; deeds about the same thing go in the order in which they were
// done. What the service refuses stays until a person mends or drops it.
import { reactive } from 'vue'
import { address, ApiError, ask } from '@/api'
import { ahead } from './clock'
import { handIn, releasePhotos } from './photos'
import { shelf } from './shelf'

export type DeedState = 'waiting' | 'refused' | 'overtaken' | 'sent'

export interface Deed {
  id: string // the key
  number: number // in which order they were done; this phone's clock may jump
  at: number // by this phone's clock
  ahead: number | null // of that clock, when it was last compared
  title: string
  about: string // "case/…": what goes in order
  method: 'POST' | 'PUT'
  path: string
  body: unknown
  photos: string[] // that are handed in before
  state: DeedState
  fault?: { status: number; text: string; place: string; answer?: object }
  sentAt?: number
  mend: { to: string; draft: string; value: unknown } // where what was typed goes back to
}
export type Asked = Omit<Deed, 'id' | 'number' | 'at' | 'ahead' | 'state'>

const kKeptSent = 50
const kRetryMs = [3_000, 10_000, 30_000, 60_000]

export const queue = reactive({ deeds: [] as Deed[], sending: false, login: false })
export const waiting = () => queue.deeds.filter((deed) => deed.state !== 'sent')
export const waitsAbout = (about: string) => queue.deeds.filter((deed) => deed.about === about && deed.state !== 'sent')

let owner = ''
let tries = 0
let retry: ReturnType<typeof setTimeout> | undefined
let renew: () => Promise<boolean> = async () => true

// Asks who is logged in before the queue goes out; false: nobody, or somebody else.
export const whenSending = (check: () => Promise<boolean>) => (renew = check)

const key = () => [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
const plain = <T>(thing: T): T => JSON.parse(JSON.stringify(thing)) as T
const keep = async (deed: Deed) => (await shelf()).put('deeds', owner, deed.id, plain(deed))

export async function openQueue(user: string) {
  clearTimeout(retry)
  owner = user
  tries = 0
  queue.deeds = []
  queue.login = false
  if (!user) return
  const deeds = await (await shelf()).list<Deed>('deeds', user)
  if (owner !== user) return
  queue.deeds = deeds.sort((a, b) => a.number - b.number)
  void sync()
}

// No net, or a service that cannot at the moment: it is worth another try.
const isPassing = (status: number) => status === 0 || status === 408 || status === 429 || status >= 500
const isOvertaken = (status: number) => status === 409 || status === 412

async function send(deed: Deed) {
  for (const hash of deed.photos) await handIn(owner, hash)
  const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Idempotency-Key': deed.id, 'X-Made-At': String(deed.at) }
  if (deed.ahead !== null) headers['X-Clock-Ahead'] = String(deed.ahead)
  await ask(deed.method, address(deed.path), { body: JSON.stringify(deed.body), headers })
}

async function settle(deed: Deed, change: Partial<Deed>) {
  Object.assign(deed, change)
  await keep(deed)
}

async function sent(deed: Deed) {
  await settle(deed, { state: 'sent', sentAt: Date.now(), fault: undefined, body: null, mend: { ...deed.mend, value: null } })
  await releasePhotos(owner, deed.photos.filter((hash) => !waiting().some((other) => other.photos.includes(hash))))
  const done = queue.deeds.filter((one) => one.state === 'sent')
  for (const old of done.slice(0, Math.max(0, done.length - kKeptSent))) await forget(old)
}

async function forget(deed: Deed) {
  queue.deeds = queue.deeds.filter((one) => one.id !== deed.id)
  await (await shelf()).erase('deeds', owner, deed.id)
}

async function refused(deed: Deed, fault: ApiError) {
  await settle(deed, { state: isOvertaken(fault.status) ? 'overtaken' : 'refused', fault: { status: fault.status, text: fault.message, place: fault.place, answer: fault.answer } })
}

function later() {
  clearTimeout(retry)
  retry = setTimeout(() => void sync(), kRetryMs[Math.min(tries++, kRetryMs.length - 1)])
}

// Sends what waits, in order. One that is refused holds up what came after it about the same thing.
async function run() {
  if (!waiting().some((deed) => deed.state === 'waiting')) return
  const user = owner
  try {
    queue.login = !(await renew())
  } catch {
    return later()
  }
  if (queue.login || user !== owner) return
  const held = new Set(waiting().filter((deed) => deed.state !== 'waiting').map((deed) => deed.about))
  for (const deed of queue.deeds.filter((one) => one.state === 'waiting')) {
    if (held.has(deed.about)) continue
    try {
      await send(deed)
      await sent(deed)
      tries = 0
    } catch (wrong) {
      const fault = wrong instanceof ApiError ? wrong : new ApiError(0, String(wrong))
      if (fault.status === 401) return void (queue.login = true)
      if (isPassing(fault.status)) return later()
      await refused(deed, fault)
      held.add(deed.about)
    }
    if (user !== owner) return
  }
}

let running: Promise<void> | null = null

// One at a time in this page, and among its pages where the browser can say so.
export function sync(): Promise<void> {
  running ??= (async () => {
    queue.sending = true
    try {
      if (navigator.locks) await navigator.locks.request('qingshan-deeds', run)
      else await run()
    } finally {
      queue.sending = false
      running = null
    }
  })()
  return running
}

// Keeps the deed, then sends it. 'waiting': it goes when there is a net. A refusal is the caller's to show, and
// the deed is gone from the queue.
export async function submit(asked: Asked): Promise<'sent' | 'waiting'> {
  const deed = reactive<Deed>({ ...asked, body: plain(asked.body), mend: plain(asked.mend), id: key(), number: Math.max(0, ...queue.deeds.map((one) => one.number)) + 1, at: Date.now(), ahead: ahead.value, state: 'waiting' })
  const behind = waitsAbout(deed.about).length > 0
  await keep(deed)
  queue.deeds.push(deed)
  if (behind) {
    void sync()
    return 'waiting'
  }
  await running?.catch(() => undefined)
  const state = () => queue.deeds.find((one) => one.id === deed.id)?.state ?? 'sent'
  if (state() === 'waiting') await sync().catch(() => undefined)
  const now = queue.deeds.find((one) => one.id === deed.id)
  if (!now || now.state === 'sent') return 'sent'
  if (now.state === 'waiting') return 'waiting'
  const { status, text, place, answer } = now.fault ?? { status: 0, text: '', place: '' }
  await forget(now)
  throw new ApiError(status, text, place, answer)
}

// Back to where it was typed; the answer is the page to go to.
export async function mend(deed: Deed): Promise<string> {
  queue.deeds = queue.deeds.filter((one) => one.id !== deed.id)
  await (await shelf()).move(['deeds', deed.id], ['drafts', deed.mend.draft], owner, plain(deed.mend.value))
  return deed.mend.to
}

export async function drop(deed: Deed) {
  await forget(deed)
  await releasePhotos(owner, deed.photos.filter((hash) => !waiting().some((other) => other.photos.includes(hash))))
}

// What was overtaken may still be right as it is.
export async function again(deed: Deed) {
  await settle(deed, { state: 'waiting', fault: undefined })
  await sync()
}
