import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { useFault } from './useFault'

// Runs one write at a time; says what happened.
export function useAct() {
  const busy = ref(false)
  const { say } = useFault()

  async function act(write: () => Promise<unknown>, done: string): Promise<boolean> {
    if (busy.value) return false
    busy.value = true
    try {
      await write()
      ElMessage.success(done)
      return true
    } catch (fault) {
      ElMessage.error({ message: say(fault), duration: 8000, showClose: true })
      return false
    } finally {
      busy.value = false
    }
  }
  return { busy, act }
}
