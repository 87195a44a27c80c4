// What is true now, kept fresh by server-sent events. One store for all pages.
import { computed, reactive, ref, shallowRef } from 'vue'
import { api } from './api'
import type { Alert, Case, Device, District, LiveValue, Site, Summary } from './contract'

export type Link = 'connecting' | 'live' | 'lost'

const kRefreshMs = 5_000 // values arrive in bursts: the map is asked again at most this often
const kRetryMs = [1_000, 3_000, 10_000, 30_000]
const kListed = 200

export const live = reactive({
  link: 'connecting' as Link,
  heardAt: 0,
  sites: [] as Site[],
  alerts: [] as Alert[],
  cases: [] as Case[],
  summary: null as Summary | null,
  deviceChanges: 0,
})
export const district = shallowRef<District | null>(null)
export const lastValue = ref<LiveValue | null>(null)
export const siteById = computed(() => new Map(live.sites.map((site) => [site.id, site])))
export const streetById = computed(
  () => new Map((district.value?.streets ?? []).map((street) => [street.id, street])),
)

let source: EventSource | null = null
let tries = 0
let retry: ReturnType<typeof setTimeout> | undefined
let refresh: ReturnType<typeof setTimeout> | undefined

export function upsert<T extends { id: string }>(list: T[], item: T, limit = kListed) {
  const at = list.findIndex((other) => other.id === item.id)
  if (at >= 0) list.splice(at, 1, item)
  else list.unshift(item)
  if (list.length > limit) list.length = limit
}

export async function loadLive(): Promise<void> {
  const [place, sites, firing, recent, cases, summary] = await Promise.all([
    district.value ?? api.district(),
    api.sites(),
    api.alerts({ state: 'firing', limit: kListed }),
    api.alerts({ limit: kListed }),
    api.cases({ state: 'open', limit: kListed }),
    api.summary(),
  ])
  district.value = place
  const alerts = [...firing, ...recent.filter((alert) => alert.state !== 'firing')]
  Object.assign(live, { sites, alerts, cases: cases.items, summary })
}

function soon() {
  if (refresh) return
  refresh = setTimeout(async () => {
    refresh = undefined
    try {
      const [sites, summary] = await Promise.all([api.sites(), api.summary()])
      Object.assign(live, { sites, summary })
    } catch {
      live.link = 'lost' // until the stream tells something again
    }
  }, kRefreshMs)
}

function on<T>(name: string, take: (item: T) => void) {
  source?.addEventListener(name, (event) => {
    live.heardAt = Date.now()
    live.link = 'live'
    take(JSON.parse((event as MessageEvent<string>).data) as T)
  })
}

function listen() {
  source = api.events()
  source.onopen = () => {
    if (tries > 0 || live.link === 'lost') void loadLive().catch(() => (live.link = 'lost'))
    tries = 0
    live.link = 'live'
    live.heardAt = Date.now()
  }
  source.onerror = () => {
    live.link = 'lost'
    source?.close()
    const wait = kRetryMs[Math.min(tries++, kRetryMs.length - 1)]
    retry = setTimeout(listen, wait)
    void api.session().catch(() => undefined) // a session that ended shows here: the client goes to the log-in
  }
  on<LiveValue>('value', (value) => {
    lastValue.value = value
    soon()
  })
  on<Alert>('alert', (alert) => {
    upsert(live.alerts, alert)
    soon()
  })
  on<Case>('case', (item) => {
    upsert(live.cases, item)
    soon()
  })
  // Too much was missed while the line was down: everything is read anew.
  source.addEventListener('reset', () => void loadLive().catch(() => (live.link = 'lost')))
  on<Device>('device', () => live.deviceChanges++)
  on<Summary>('summary', (summary) => (live.summary = summary))
}

export function startLive() {
  if (!source) listen()
}

export function stopLive() {
  clearTimeout(retry)
  clearTimeout(refresh)
  refresh = undefined
  source?.close()
  source = null
  live.link = 'connecting'
}
