import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { ledger } from '@/ledger/api'
import type { LedgerRecord } from '@/ledger/contract'
import { filterOf, listOf, type View } from '@/ledger/view'
import { asApiError, useLoad } from './useLoad'

const kPage = 50

// The records of a view, page by page, and how many there are in all.
export function useRecords(kind: string, view: Ref<View>) {
  const more = shallowRef<LedgerRecord[]>([])
  const next = ref<string | null>(null)
  const fetching = ref(false)
  const count = ref<number | null>(null)

  const load = useLoad(async () => {
    const asked = view.value
    count.value = null
    void ledger.count(kind, filterOf(asked)).then((n) => asked === view.value && (count.value = n), () => undefined)
    const page = await ledger.list(kind, { ...listOf(asked), limit: kPage })
    more.value = []
    next.value = page.next
    return page.items
  })
  const key = computed(() => JSON.stringify(listOf(view.value)))
  watch(key, () => void load.reload())

  async function loadMore() {
    if (!next.value || fetching.value) return
    const asked = key.value
    fetching.value = true
    try {
      const page = await ledger.list(kind, { ...listOf(view.value), limit: kPage, after: next.value })
      if (asked !== key.value) return
      more.value = [...more.value, ...page.items]
      next.value = page.next
    } catch (fault) {
      load.error.value = asApiError(fault)
    } finally {
      fetching.value = false
    }
  }

  const items = computed(() => [...(load.data.value ?? []), ...more.value])
  return { load, items, next, count, fetching, loadMore }
}
