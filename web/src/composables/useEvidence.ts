import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { api } from '@/api'
import type { Evidence } from '@/contract'
import { useFault } from './useFault'

const kMost = 9

// Photos are kept by the service as soon as they are chosen; a case then names their hashes.
export function useEvidence() {
  const files = ref<Evidence[]>([])
  const uploading = ref(false)
  const { say } = useFault()

  async function add(event: Event) {
    const input = event.target as HTMLInputElement
    const chosen = [...(input.files ?? [])].slice(0, kMost - files.value.length)
    input.value = ''
    uploading.value = true
    try {
      for (const file of chosen) {
        const kept = await api.keepEvidence(file)
        if (!files.value.some((other) => other.hash === kept.hash)) files.value.push(kept)
      }
    } catch (fault) {
      ElMessage.error({ message: say(fault), duration: 8000, showClose: true })
    } finally {
      uploading.value = false
    }
  }

  const remove = (hash: string) => (files.value = files.value.filter((file) => file.hash !== hash))
  const clear = () => (files.value = [])
  return { files, uploading, add, remove, clear }
}
