import { ElMessage } from 'element-plus'
import { ref, type Ref } from 'vue'
import type { Evidence } from '@/contract'
import { takeIn } from '@/field/photos'
import { useFault } from './useFault'

const kMost = 9

// Hands chosen files to the service, which keeps each at once (without a net the phone does); `room` says how many more there may be.
export function useUploads(room: () => number, keep: (kept: Evidence) => void, located = () => false) {
  const uploading = ref(false)
  const { say } = useFault()

  async function add(event: Event) {
    const input = event.target as HTMLInputElement
    const chosen = [...(input.files ?? [])].slice(0, room())
    input.value = ''
    uploading.value = true
    try {
      for (const file of chosen) keep(await takeIn(file, located()))
    } catch (fault) {
      ElMessage.error({ message: say(fault), duration: 8000, showClose: true })
    } finally {
      uploading.value = false
    }
  }
  return { uploading, add }
}

// Photos of a case, which then names their hashes. `located`: they have to say where they were taken.
export function useEvidence(files: Ref<Evidence[]>, located: () => boolean) {
  const { uploading, add } = useUploads(() => kMost - files.value.length, (kept) => {
    if (!files.value.some((other) => other.hash === kept.hash)) files.value = [...files.value, kept]
  }, located)
  const remove = (hash: string) => (files.value = files.value.filter((file) => file.hash !== hash))
  return { uploading, add, remove }
}
