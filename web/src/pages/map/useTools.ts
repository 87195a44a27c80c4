// Drawing on the one map: a distance, an area, or an area to be looked into.
import { computed, ref } from 'vue'
import { added, areaOf, areaText, geometryOf, lengthOf, lengthText, type Sketch } from '@/ledger/shape'

export type Tool = 'distance' | 'surface' | 'inside'

export function useTools() {
  const tool = ref<Tool | null>(null)
  const sketch = ref<Sketch>({ type: 'line', parts: [] })
  const spots = computed(() => sketch.value.parts[0] ?? [])

  function take(next: Tool | null) {
    tool.value = tool.value === next ? null : next
    sketch.value = { type: next === 'distance' ? 'line' : 'area', parts: [] }
  }
  const press = (place: [number, number]) => (sketch.value = added(sketch.value, place))
  const change = (next: Sketch) => (sketch.value = next)

  const told = computed(() => {
    if (tool.value === 'distance') return spots.value.length > 1 ? lengthText(lengthOf(spots.value)) : ''
    return spots.value.length > 2 ? `${areaText(areaOf(spots.value))} · ${lengthText(lengthOf([...spots.value, spots.value[0]!]))}` : ''
  })
  const area = computed(() => (tool.value === 'inside' ? geometryOf(sketch.value) : null))
  return { tool, sketch, told, area, take, press, change }
}
