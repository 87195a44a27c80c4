// 草稿: what is being typed, kept on the phone from one keystroke to the next, so that a closed page, an empty
// battery or a new version of the program takes nothing away.
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { shelf } from './shelf'

const kPauseMs = 250

let owner = ''
export const setDraftsOf = (user: string) => (owner = user)

// `restored` turns true when an earlier draft was found. `isEmpty`: nothing worth keeping.
export function useDraft<T>(key: () => string, value: Ref<T>, isEmpty: (value: T) => boolean, take: (value: T) => unknown = (kept) => (value.value = kept)) {
  const restored = ref(false)
  const ready = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const user = owner

  async function save() {
    clearTimeout(timer)
    timer = undefined
    if (!user || user !== owner) return
    if (isEmpty(value.value)) await (await shelf()).erase('drafts', user, key())
    else await (await shelf()).put('drafts', user, key(), JSON.parse(JSON.stringify(value.value)))
  }
  async function clear() {
    clearTimeout(timer)
    timer = undefined
    if (user) await (await shelf()).erase('drafts', user, key())
  }
  void (async () => {
    const kept = user ? await (await shelf()).get<T>('drafts', user, key()) : undefined
    if (kept !== undefined && isEmpty(value.value)) {
      await take(kept)
      restored.value = true
    }
    ready.value = true
  })()
  watch(value, () => {
    if (!ready.value) return
    clearTimeout(timer)
    timer = setTimeout(() => void save(), kPauseMs)
  }, { deep: true })
  onScopeDispose(() => timer && void save())
  return { restored, ready, clear, save }
}
