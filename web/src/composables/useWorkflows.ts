import { computed, shallowReactive, shallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import { casework } from '@/casework/api'
import type { FlowBrief, Workflow } from '@/casework/contract'
import { lengthParts, partsOf, type LimitPart } from '@/casework/limit'
import { useLabel } from './useLabel'

const list = shallowRef<FlowBrief[]>([])
let asked: Promise<void> | null = null
const whole = shallowReactive(new Map<string, Workflow>())

// Workflows change only when the program starts anew: the list is asked once per page load, each text once.
export function useWorkflows() {
  const { t } = useI18n()
  const { label, listed } = useLabel()
  asked ??= casework.workflows().then(
    (found) => void (list.value = found),
    () => void (asked = null), // names fall back to ids
  )
  const byId = computed(() => new Map(list.value.map((flow) => [flow.id, flow])))
  const flowName = (id: string) => label(byId.value.get(id)) || id

  async function workflow(id: string, version = ''): Promise<Workflow> {
    const key = `${id}~${version}`
    const known = whole.get(key) ?? (await casework.workflow(id, version))
    whole.set(key, known)
    return known
  }
  const words = (parts: LimitPart[]) => parts.map(({ unit, n }) => t(`limitWord.${unit}`, { n })).join(' ')
  const limitText = (limit: string) => words(partsOf(limit))
  const lengthText = (ms: number) => words(lengthParts(ms))
  const needsText = (needs: string[]) => listed(needs.map((need) => t(`needWord.${need}`)))
  return { list, flowName, workflow, limitText, lengthText, needsText }
}
