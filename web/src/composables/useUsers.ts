import { shallowRef } from 'vue'
import { api } from '@/api'
import type { User } from '@/contract'

const users = shallowRef<User[]>([])
let asked: Promise<void> | null = null

// All users, asked once; names fall back to the id.
export function useUsers() {
  asked ??= api.users().then(
    (found) => void (users.value = found),
    () => void (asked = null),
  )
  const userName = (id: string) => users.value.find((user) => user.id === id)?.name ?? id
  return { users, userName }
}
