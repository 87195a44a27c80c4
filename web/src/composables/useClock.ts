import { onScopeDispose, ref } from 'vue'

// The time, ticking while the page stands.
export function useClock(everyMs = 1000) {
  const now = ref(Date.now())
  const timer = setInterval(() => (now.value = Date.now()), everyMs)
  onScopeDispose(() => clearInterval(timer))
  return now
}
