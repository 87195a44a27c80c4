import { useI18n } from 'vue-i18n'
import { duration } from '@/domain/format'
import { useClock } from './useClock'

// Spans of time in words, ticking.
export function useDuration() {
  const { t } = useI18n()
  const now = useClock(10_000)
  const text = (ms: number) => {
    const { key, n } = duration(ms)
    return t(`unit.${key}`, { n })
  }
  const since = (from: number, until?: number | null) => text((until ?? now.value) - from)
  function due(at: number | null): string {
    if (at === null) return ''
    const left = at - now.value
    return t(left >= 0 ? 'cases.remaining' : 'cases.overdueBy', { time: text(left) })
  }
  return { now, text, since, due }
}
