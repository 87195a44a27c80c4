import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { addressOf, viewOf, type View } from '@/ledger/view'

// The view of a register, read from the address and written to it.
export function useView() {
  const route = useRoute()
  const router = useRouter()
  const view = computed(() => viewOf(route.query))
  const set = (next: View) => void router.replace({ query: addressOf(next) })
  const change = (part: Partial<View>) => set({ ...view.value, ...part })
  return { view, set, change }
}
