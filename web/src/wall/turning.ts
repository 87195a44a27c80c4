// 轮播: which of several pictures is shown, and when the next one comes.
import { computed, ref, watch, type Ref } from 'vue'

export const kUsualS = 20, kLeastS = 5, kMostS = 600

// Seconds as the address says them, within what is sensible.
export function secondsOf(asked: unknown): number {
  const seconds = Number(asked)
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(kMostS, Math.max(kLeastS, Math.round(seconds))) : kUsualS
}

// The names of the address that there are, in its order; all where it names none.
export function chosenOf<T extends string>(asked: unknown, known: readonly T[]): T[] {
  const wanted = typeof asked === 'string' ? asked.split(',') : []
  const found = wanted.filter((one): one is T => known.includes(one as T))
  return found.length ? found : [...known]
}

export function useTurning(now: Ref<number>, count: Ref<number>, seconds: Ref<number>) {
  const at = ref(0), since = ref(now.value), held = ref(false)
  const turn = (by: number) => {
    at.value = count.value ? (at.value + by + count.value) % count.value : 0
    since.value = now.value
  }
  const left = computed(() => Math.max(0, Math.ceil(seconds.value - (now.value - since.value) / 1000)))
  watch(now, () => {
    if (held.value) since.value = now.value
    else if (left.value <= 0) turn(1)
  })
  watch(count, () => at.value >= count.value && turn(-at.value))
  return { at, held, left, turn, hold: () => (held.value = !held.value) }
}
