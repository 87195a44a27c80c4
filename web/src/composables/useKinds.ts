import { computed, shallowRef } from 'vue'
import { ledger } from '@/ledger/api'
import type { Kind, KindBrief, Labelled, Shelf } from '@/ledger/contract'
import { useLabel } from './useLabel'

const shelves = shallowRef<Shelf[]>([])
const kinds = shallowRef<KindBrief[]>([])
let asked: Promise<void> | null = null
const whole = new Map<string, Promise<Kind>>()

// A kind changes only when the program starts anew: asked once per page load.
export function kindNamed(name: string): Promise<Kind> {
  const known = whole.get(name) ?? ledger.kind(name)
  whole.set(name, known)
  known.catch(() => whole.delete(name))
  return known
}

// Somebody else logged in: they may see other kinds and do other things.
export function forgetKinds() {
  asked = null
  whole.clear()
  shelves.value = []
  kinds.value = []
}

export function useKinds() {
  const { pick } = useLabel()
  const ready = () =>
    (asked ??= ledger.kinds().then(
      (found) => {
        shelves.value = found.shelves
        kinds.value = found.kinds
      },
      (fault: unknown) => {
        asked = null
        throw fault
      },
    ))
  void ready().catch(() => undefined) // names fall back to ids; pages that need the kinds ask themselves
  const byName = computed(() => new Map(kinds.value.map((kind) => [kind.name, kind])))
  const labelled = (thing: Labelled | undefined) => (thing ? pick(thing.label_zh, thing.label_en) : '')
  const kindLabel = (name: string) => labelled(byName.value.get(name)) || name
  return { shelves, kinds, byName, kindLabel, labelled, ready }
}
