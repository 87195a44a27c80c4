import { useI18n } from 'vue-i18n'
import { asApiError } from './useLoad'

// A fault in the reader's language, with the place the service named.
export function useFault() {
  const { t } = useI18n()
  function say(fault: unknown): string {
    const { status, message, place } = asApiError(fault)
    if (status === 0) return t(message === 'timeout' ? 'fault.timeout' : 'fault.unreachable')
    return place ? t('fault.at', { text: message, place }) : message
  }
  return { say }
}
