// What the one map shows, kept in the address: layers, street, what is chosen.
import { computed } from 'vue'
import { useRoute, useRouter } from 'vue-router'

export function useMapState() {
  const route = useRoute()
  const router = useRouter()
  const text = (key: string) => (typeof route.query[key] === 'string' ? route.query[key] : '')
  const put = (key: string, value: string) => void router.replace({ query: { ...route.query, [key]: value || undefined } })

  const layers = computed({
    get: () => new Set(text('layers').split(',').filter(Boolean)),
    set: (names: Set<string>) => put('layers', [...names].join()),
  })
  const street = computed({ get: () => text('street'), set: (id: string) => put('street', id) })
  // "kind/id"
  const chosen = computed({
    get: () => {
      const [kind, ...id] = text('record').split('/')
      return kind && id.length ? { kind, id: id.join('/') } : null
    },
    set: (one: { kind: string; id: string } | null) => put('record', one ? `${one.kind}/${one.id}` : ''),
  })
  return { layers, street, chosen }
}
