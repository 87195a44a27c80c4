import { shallowReactive } from 'vue'
import { ledger } from '@/ledger/api'

const titles = shallowReactive(new Map<string, string>())
const asked = new Set<string>()

// Titles of records, each asked once; the id until it is known and where the reader may not see it.
export function useTitles() {
  function titleOf(kind: string, id: string): string {
    const key = `${kind}/${id}`
    if (id && !asked.has(key)) {
      asked.add(key)
      void ledger.record(kind, id).then((record) => titles.set(key, record.title || id), () => undefined)
    }
    return titles.get(key) ?? id
  }
  return { titleOf, unitName: (id: string) => titleOf('unit', id) }
}
