// The chosen kinds as layers: by tiles, or, where WebGL is missing, the first records of each as they are.
import { computed, onScopeDispose, ref, watch, type Ref } from 'vue'
import { kindNamed, useKinds } from '@/composables/useKinds'
import { ledger } from '@/ledger/api'
import { placeOf } from '@/ledger/value'
import { colourOf, type GroundLayer } from '@/map/layers'

const kMost = 1000

const kCalmMs = 350 // a slider that runs asks for tiles only where it stays

export function useLayers(on: Ref<Set<string>>, street: Ref<string>, isDrawn: Ref<boolean>, at: Ref<number | null>) {
  const { byName } = useKinds()
  const then = ref(at.value)
  let calm: ReturnType<typeof setTimeout> | undefined
  watch(at, (moment) => {
    clearTimeout(calm)
    calm = setTimeout(() => (then.value = moment), kCalmMs)
  })
  onScopeDispose(() => clearTimeout(calm))
  const data = ref<Record<string, GeoJSON.FeatureCollection>>({})

  async function fetchData(name: string, of: string) {
    const kind = await kindNamed(name)
    const where = of ? JSON.stringify([['street', '=', of]]) : undefined
    const { items } = await ledger.list(name, { where, limit: kMost })
    const features = items.flatMap((record): GeoJSON.Feature[] => {
      const geometry = placeOf(record.fields, kind)
      return geometry ? [{ type: 'Feature', geometry, properties: { id: record.id, title: record.title } }] : []
    })
    data.value = { ...data.value, [name]: { type: 'FeatureCollection', features } }
  }
  watch([on, street, isDrawn], ([names, of, drawn]) => {
    if (drawn) for (const name of names) void fetchData(name, of).catch(() => undefined) // the layer stays empty
  }, { immediate: true })

  return computed((): GroundLayer[] =>
    [...on.value].flatMap((name) => {
      const kind = byName.value.get(name)
      if (!kind?.geometry) return []
      const layer = { id: name, shape: kind.geometry, colour: colourOf(kind) }
      return [isDrawn.value ? { ...layer, data: data.value[name] } : { ...layer, tiles: ledger.tilesUrl(name, street.value, then.value) }]
    }),
  )
}
