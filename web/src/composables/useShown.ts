import { useI18n } from 'vue-i18n'
import type { Field, Value } from '@/ledger/contract'
import { textOf } from '@/ledger/value'
import { useLabel } from './useLabel'

// A field's value in the reader's words.
export function useShown() {
  const { t } = useI18n()
  const { pick, streetName } = useLabel()
  const shown = (field: Field, value: Value, names: Record<string, string> = {}) =>
    textOf(field, value, {
      pick,
      streetName,
      names,
      yes: t('common.yes'),
      no: t('common.no'),
      pieces: (n) => t(field.type === 'table' ? 'record.rows' : 'record.files', { n }),
    })
  return { shown }
}
