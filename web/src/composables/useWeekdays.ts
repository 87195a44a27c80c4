import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

// Monday first, as short as the reader's language has them.
export function useWeekdays() {
  const { locale } = useI18n()
  return computed(() =>
    Array.from({ length: 7 }, (_, i) =>
      new Date(Date.UTC(2024, 0, i + 1)).toLocaleDateString(locale.value, { weekday: 'short', timeZone: 'UTC' })),
  )
}
