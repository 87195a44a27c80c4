import { computed, shallowRef } from 'vue'
import { api } from '@/api'
import type { Factor } from '@/contract'
import { factorOf, pollutant } from '@/domain/format'
import { useLabel } from './useLabel'

const factors = shallowRef<Factor[]>([])
let asked: Promise<void> | null = null

// All factors, asked once; names fall back to the code.
export function useFactors() {
  const { label } = useLabel()
  asked ??= api.factors().then(
    (found) => void (factors.value = found),
    () => void (asked = null),
  )
  const byCode = computed(() => new Map(factors.value.map((factor) => [factor.code, factor])))
  const factorName = (item: string) => pollutant(label(byCode.value.get(factorOf(item))) || item)
  return { factors, byCode, factorName }
}
