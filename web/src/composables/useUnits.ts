import { shallowReactive } from 'vue'
import { ledger } from '@/ledger/api'

const names = shallowReactive(new Map<string, string>())
const asked = new Set<string>()

// Names of units, each asked once; the id until it is known and where the reader may not see them.
export function useUnits() {
  function unitName(id: string): string {
    if (id && !asked.has(id)) {
      asked.add(id)
      void ledger.record('unit', id).then((record) => names.set(id, record.title || id), () => undefined)
    }
    return names.get(id) ?? id
  }
  return { unitName }
}
