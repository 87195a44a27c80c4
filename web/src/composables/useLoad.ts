import { getCurrentScope, onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { ApiError } from '@/api'

export interface Load<T> {
  data: Ref<T | null>
  error: Ref<ApiError | null>
  loading: Ref<boolean>
  reload: () => Promise<void>
}

// Asks the service and keeps the last answer; an older answer never overwrites a newer one.
export function useLoad<T>(ask: () => Promise<T>, immediate = true): Load<T> {
  const data = shallowRef<T | null>(null) as Ref<T | null>
  const error = shallowRef<ApiError | null>(null)
  const loading = ref(false)
  let turn = 0

  async function reload() {
    const mine = ++turn
    loading.value = true
    error.value = null
    try {
      const answer = await ask()
      if (mine === turn) data.value = answer
    } catch (fault) {
      if (mine === turn) error.value = asApiError(fault)
    } finally {
      if (mine === turn) loading.value = false
    }
  }

  if (getCurrentScope()) onScopeDispose(() => turn++)
  if (immediate) void reload()
  return { data, error, loading, reload }
}

export function asApiError(fault: unknown): ApiError {
  return fault instanceof ApiError ? fault : new ApiError(0, String(fault))
}
