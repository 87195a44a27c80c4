import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { live, startLive, stopLive } from '@/live'

class FakeSource {
  static last: FakeSource
  onopen: () => void = () => {}
  onerror: () => void = () => {}
  closed = false
  readonly takers = new Map<string, (event: { data: string }) => void>()
  constructor() {
    FakeSource.last = this
  }
  addEventListener(name: string, take: (event: { data: string }) => void) {
    this.takers.set(name, take)
  }
  close() {
    this.closed = true
  }
  tell(name: string, item: unknown) {
    this.takers.get(name)?.({ data: JSON.stringify(item) })
  }
}

const answers: Record<string, unknown> = { '/cases': { total: 0, items: [] }, '/session': {}, '/district': {}, '/summary': {} }

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('EventSource', FakeSource)
  vi.stubGlobal('fetch', async (url: string) => {
    const path = url.replace('/api/v1', '').split('?')[0] ?? ''
    return new Response(JSON.stringify(answers[path] ?? []))
  })
  Object.assign(live, { alerts: [], cases: [] })
})
afterEach(() => {
  stopLive()
  vi.useRealTimers()
})

it('is live once the stream opens, and takes what it tells', () => {
  startLive()
  expect(live.link).toBe('connecting')
  FakeSource.last.onopen()
  FakeSource.last.tell('alert', { id: 'AL-1', state: 'firing' })
  FakeSource.last.tell('alert', { id: 'AL-1', state: 'resolved' })
  expect(live.link).toBe('live')
  expect(live.alerts).toEqual([{ id: 'AL-1', state: 'resolved' }])
})

it('says when the link is lost, tries again and comes back', async () => {
  startLive()
  const first = FakeSource.last
  first.onopen()
  first.onerror()
  expect(live.link).toBe('lost')
  expect(first.closed).toBe(true)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(FakeSource.last).not.toBe(first)
  FakeSource.last.onopen()
  expect(live.link).toBe('live')
})
