// 常开: what keeps a page alive that nobody touches for days: it notices a lost net and a lost session, tries again by
// itself, and is loaded anew once a night, which also brings a new version.
import { onBeforeUnmount, ref } from 'vue'
import { api } from '@/api'
import { asApiError, type Load } from '@/composables/useLoad'
import { kDayMs, kHourMs, startOfDay } from '@/domain/format'
import { useSession } from '@/session'

export const kAgainMs = 300_000, kBeatMs = 30_000, kAfterFaultMs = 10_000
const kNightHour = 4

export type Trouble = '' | 'net' | 'session'
export const troubleOf = (status: number): Trouble => (status === 401 ? 'session' : 'net')

// The first night hour that comes after the page was opened.
export function nextNight(opened: number): number {
  const night = startOfDay(opened) + kNightHour * kHourMs
  return night > opened ? night : night + kDayMs
}

export function useStanding(load: Load<unknown>) {
  const { session, renew } = useSession()
  const trouble = ref<Trouble>('')
  const fresh = ref(0) // when all was last read
  const night = nextNight(Date.now())
  let timer: ReturnType<typeof setTimeout>
  let looking = false, gone = false

  async function read() {
    await load.reload()
    if (load.error.value) throw load.error.value
    fresh.value = Date.now()
  }
  // Whether the service still knows us; all is read anew every few minutes and after a trouble.
  async function look() {
    if (looking) return
    looking = true
    clearTimeout(timer)
    try {
      await api.session()
      if (!session.value) await renew()
      if (trouble.value || Date.now() - fresh.value >= kAgainMs) await read()
      trouble.value = ''
      if (Date.now() >= night) location.reload()
    } catch (fault) {
      trouble.value = troubleOf(asApiError(fault).status)
    }
    looking = false
    if (!gone) timer = setTimeout(look, trouble.value ? kAfterFaultMs : kBeatMs)
  }
  const soon = () => void look()
  soon()
  addEventListener('online', soon)
  addEventListener('offline', soon)

  // The screen stays on where the browser lets us.
  let lock: { release: () => Promise<void> } | undefined
  const screen = (navigator as { wakeLock?: { request: (kind: 'screen') => Promise<typeof lock> } }).wakeLock
  const keepOn = () => void (document.visibilityState === 'visible' && screen?.request('screen').then((got) => (lock = got), () => undefined))
  keepOn()
  document.addEventListener('visibilitychange', keepOn)
  onBeforeUnmount(() => {
    clearTimeout(timer)
    gone = true
    removeEventListener('online', soon)
    removeEventListener('offline', soon)
    document.removeEventListener('visibilitychange', keepOn)
    void lock?.release().catch(() => undefined)
  })
  return { trouble, fresh }
}
