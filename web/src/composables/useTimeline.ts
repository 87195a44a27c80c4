import { computed, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { api } from '@/api'
import type { IndexNow, MapMoment } from '@/contract'
import { kSliderHours, momentAt, nextPosition } from '@/domain/slider'
import { useClock } from './useClock'

const kFrameMs = 700
const kKept = 80

// The moment the map shows, and what was true then. Past moments are asked once.
export function useTimeline() {
  const now = useClock(30_000)
  const position = ref(kSliderHours)
  const playing = ref(false)
  const past = shallowRef<Map<string, IndexNow | null> | null>(null)
  const failed = ref(false)
  const kept = new Map<number, Map<string, IndexNow | null>>()
  const at = computed(() => momentAt(position.value, now.value))

  async function show(moment: number | null) {
    failed.value = false
    if (moment === null) {
      past.value = null
      return
    }
    try {
      const known = kept.get(moment) ?? indexBySite(await api.map(moment))
      if (kept.size >= kKept) kept.clear()
      kept.set(moment, known)
      if (moment === at.value) past.value = known
    } catch {
      failed.value = true
      playing.value = false
    }
  }
  watch(at, show)

  const timer = setInterval(() => {
    if (playing.value) position.value = nextPosition(position.value)
  }, kFrameMs)
  onScopeDispose(() => clearInterval(timer))

  return { now, position, playing, at, past, failed, toNow: () => ((position.value = kSliderHours), (playing.value = false)) }
}

function indexBySite(moments: MapMoment[]) {
  return new Map(moments.map((moment) => [moment.site, moment.index]))
}
