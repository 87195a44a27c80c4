// The queue of what was done off line: kept, sent in order, once; refusals wait for a person.
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, setCsrf } from '@/api'
import { ahead, compareClock } from '@/field/clock'
import { again, drop, mend, openQueue, queue, submit, sync, whenSending } from '@/field/deeds'
import { findAnswer, isWanted, keepAnswer, setReader, shown } from '@/field/kept'
import { MemoryShelf, useShelf } from '@/field/shelf'

interface Sent {
  url: string
  key: string
  body: unknown
}
let shelf: MemoryShelf
let net: (sent: Sent) => Response | null // null: no net
const seen: Sent[] = []

const ok = () => new Response('{}', { status: 200 })
const refusal = (status: number) => new Response(JSON.stringify({ error: { text: 'no', place: 'verb' } }), { status })
const asked = (about: string, text = about) => ({
  title: text, about, method: 'POST' as const, path: `/${about}/actions`, body: { text }, photos: [], mend: { to: `/${about}`, draft: about, value: { text } },
})
const states = () => queue.deeds.map((deed) => deed.state)

beforeEach(async () => {
  vi.useFakeTimers()
  seen.length = 0
  net = ok
  shelf = new MemoryShelf()
  useShelf(shelf)
  whenSending(async () => true)
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    const headers = new Headers(init.headers)
    const sent = { url, key: headers.get('Idempotency-Key') ?? '', body: JSON.parse(String(init.body)) as unknown }
    seen.push(sent)
    const answer = net(sent)
    if (!answer) throw new TypeError('no net')
    return answer
  })
  await openQueue('a')
})
afterEach(async () => {
  await openQueue('')
  useShelf(null)
  vi.useRealTimers()
  setCsrf('')
})

describe('the queue', () => {
  it('sends at once when there is a net', async () => {
    expect(await submit(asked('case/1'))).toBe('sent')
    expect(states()).toEqual(['sent'])
    expect(seen[0]?.key).toMatch(/^[0-9a-f]{32}$/)
  })
  it('keeps what cannot be sent, and sends it under the same key', async () => {
    net = () => null
    expect(await submit(asked('case/1'))).toBe('waiting')
    await openQueue('')
    await openQueue('a') // the page was closed and opened again
    expect(states()).toEqual(['waiting'])
    net = ok
    await sync()
    await sync()
    expect(states()).toEqual(['sent'])
    expect(new Set(seen.map((one) => one.key)).size).toBe(1)
  })
  it('sends in order, also after what the phone clock says', async () => {
    net = () => null
    await submit(asked('case/1', 'first'))
    vi.setSystemTime(Date.now() - 3_600_000)
    await submit(asked('case/1', 'second'))
    await submit(asked('case/2', 'third'))
    net = ok
    seen.length = 0
    await sync()
    expect(seen.map((one) => (one.body as { text: string }).text)).toEqual(['first', 'second', 'third'])
  })
  it('throws what is refused at once back to the page', async () => {
    net = () => refusal(422)
    await expect(submit(asked('case/1'))).rejects.toThrow(ApiError)
    expect(queue.deeds).toEqual([])
  })
  it('holds up what follows a refusal about the same thing only', async () => {
    net = () => null
    await submit(asked('case/1', 'first'))
    await submit(asked('case/1', 'second'))
    await submit(asked('case/2', 'third'))
    net = ({ body }) => ((body as { text: string }).text === 'first' ? refusal(409) : ok())
    await sync()
    expect(states()).toEqual(['overtaken', 'waiting', 'sent'])
    net = ok
    await again(queue.deeds[0]!)
    expect(states()).toEqual(['sent', 'sent', 'sent'])
  })
  it('gives back what was typed, or drops it', async () => {
    net = () => null
    await submit(asked('case/1'))
    await submit(asked('case/2'))
    net = () => refusal(422)
    await sync()
    expect(await mend(queue.deeds[0]!)).toBe('/case/1')
    expect(await shelf.get('drafts', 'a', 'case/1')).toEqual({ text: 'case/1' })
    await drop(queue.deeds[0]!)
    expect(queue.deeds).toEqual([])
    expect(await shelf.list('deeds', 'a')).toEqual([])
  })
  it('waits for a log-in, and is nobody else’s', async () => {
    net = () => null
    await submit(asked('case/1'))
    whenSending(async () => false)
    await sync()
    expect(queue.login).toBe(true)
    await openQueue('b')
    expect(queue.deeds).toEqual([])
    await openQueue('a')
    expect(states()).toEqual(['waiting'])
  })
  it('tries again by itself when the service is down', async () => {
    net = () => refusal(503)
    expect(await submit(asked('case/1'))).toBe('waiting')
    net = ok
    await vi.advanceTimersByTimeAsync(10_000)
    expect(states()).toEqual(['sent'])
  })
})

describe('the clock', () => {
  it('is compared with the service, when the answer came fast', () => {
    const now = Date.parse('2026-05-01T00:10:00Z')
    compareClock('Fri, 01 May 2026 00:00:00 GMT', now, now + 200)
    expect(Math.round((ahead.value ?? 0) / 1000)).toBe(600)
    compareClock('Fri, 01 May 2026 00:00:00 GMT', now, now + 60_000)
    expect(Math.round((ahead.value ?? 0) / 1000)).toBe(600)
    compareClock('Fri, 01 May 2026 00:10:00 GMT', now, now + 200)
    expect(ahead.value).toBe(0)
  })
})

describe('what was read', () => {
  it('is told again with its age, to its reader only', async () => {
    setReader('a')
    await keepAnswer('/api/v1/cases/1', { id: 1 })
    expect(await findAnswer('/api/v1/cases/1')).toEqual({ id: 1 })
    expect(shown.oldest).toBe(Date.now())
    setReader('b')
    expect(await findAnswer('/api/v1/cases/1')).toBeUndefined()
    setReader('a')
    vi.setSystemTime(Date.now() + 8 * 86_400_000)
    expect(await findAnswer('/api/v1/cases/1')).toBeUndefined()
  })
  it('is what people need outside, and nothing else', () => {
    for (const url of ['/cases?mine=1', '/cases/a%2Fb', '/records/site/1', '/records/site?limit=1000', '/checklists', '/district']) expect(isWanted(`/api/v1${url}`), url).toBe(true)
    for (const url of ['/session', '/people', '/records/site?search=a', '/sites/A01/series?from=1', '/journal', '/evidence/1']) expect(isWanted(`/api/v1${url}`), url).toBe(false)
  })
})
