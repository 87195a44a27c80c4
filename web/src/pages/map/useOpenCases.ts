// The cases that were open at a moment: those open today, and those closed since.
import { computed, shallowRef, watch, type Ref } from 'vue'
import { api } from '@/api'
import type { Case } from '@/contract'
import { live } from '@/live'

const kClosed = 500 // of the newest: more than three days close

export function openThen(cases: Case[], at: number): Case[] {
  return cases
    .filter((item) => item.opened_at <= at && (item.state === 'open' || (item.closed_at ?? 0) > at))
    .map((item) => ({ ...item, overdue: item.due_at !== null && item.due_at < at }))
}

export function useOpenCases(at: Ref<number | null>) {
  const closed = shallowRef<Case[]>([])
  watch(() => at.value !== null, async (past) => {
    if (past) closed.value = await api.cases({ state: 'closed', limit: kClosed }).then(({ items }) => items, () => [])
  })
  return computed(() => {
    const open = live.cases.filter((item) => item.state === 'open')
    return at.value === null ? open : openThen([...open, ...closed.value.filter((item) => !open.some((other) => other.id === item.id))], at.value)
  })
}
