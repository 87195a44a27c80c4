import { computed, ref, watch, type Ref } from 'vue'
import { useRouter } from 'vue-router'
import type { Case } from '@/contract'
import { live } from '@/live'
import { useKeys } from './useKeys'

// A list that the keyboard walks: j and k move, Enter opens.
export function useCaseList(items: Ref<Case[]>) {
  const router = useRouter()
  const chosen = ref('')
  const at = computed(() => items.value.findIndex((item) => item.id === chosen.value))
  const go = (step: number) => {
    const next = items.value[Math.min(Math.max(at.value + step, 0), items.value.length - 1)]
    if (!next) return
    chosen.value = next.id
    requestAnimationFrame(() => document.querySelector('.case.chosen')?.scrollIntoView({ block: 'nearest' }))
  }
  useKeys({
    j: () => go(1),
    k: () => go(-1),
    Enter: () => chosen.value && void router.push(`/cases/${encodeURIComponent(chosen.value)}`),
  })
  return { chosen }
}

// Calls when any open case moved on.
export const onCasesChanged = (then: () => void) =>
  watch(() => live.cases.map((item) => `${item.id}${item.step}${item.assignee}${item.overdue}${item.state}`).join(), then)
