import { ElMessage } from 'element-plus'
import { ref } from 'vue'
import { api } from '@/api'
import type { Evidence } from '@/contract'
import { useFault } from './useFault'

const kMost = 9

// Hands chosen files to the service, which keeps each at once; `room` says how many more there may be.
export function useUploads(room: () => number, keep: (kept: Evidence) => void) {
  const uploading = ref(false)
  const { say } = useFault()

  async function add(event: Event) {
    const input = event.target as HTMLInputElement
    const chosen = [...(input.files ?? [])].slice(0, room())
    input.value = ''
    uploading.value = true
    try {
      for (const file of chosen) keep(await api.keepEvidence(file))
    } catch (fault) {
      ElMessage.error({ message: say(fault), duration: 8000, showClose: true })
    } finally {
      uploading.value = false
    }
  }
  return { uploading, add }
}

// Photos of a case, which then names their hashes.
export function useEvidence() {
  const files = ref<Evidence[]>([])
  const { uploading, add } = useUploads(() => kMost - files.value.length, (kept) => {
    if (!files.value.some((other) => other.hash === kept.hash)) files.value.push(kept)
  })
  const remove = (hash: string) => (files.value = files.value.filter((file) => file.hash !== hash))
  const clear = () => (files.value = [])
  return { files, uploading, add, remove, clear }
}
