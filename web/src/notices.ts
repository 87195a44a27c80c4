// 我的通知: what the reader was told on the page, and how much of it is not read yet.
import { onScopeDispose, reactive, watch } from 'vue'
import { get, post } from '@/api'
import { live } from '@/live'

export interface Notice {
  id: string
  at: number
  text_zh: string
  text_en: string
  case: string
  read: boolean
}
interface Told {
  unread: number
  items: Notice[]
}

const kEveryMs = 30_000
const kListed = 200

export const notices = reactive({ unread: 0, items: [] as Notice[] })

const take = (told: Told) => void Object.assign(notices, told)
export const loadNotices = () => get<Told>('/notices', { limit: kListed }).then(take)
export const markRead = (until: number) => post<Told>('/notices/read', { until }).then(take)

// Keeps them fresh while somebody is logged in: every case that moves may tell something.
export function useNotices() {
  const refresh = () => void loadNotices().catch(() => undefined) // the link's state says when the service is away
  refresh()
  const timer = setInterval(refresh, kEveryMs)
  onScopeDispose(() => clearInterval(timer))
  watch(() => live.cases.map((item) => `${item.id}${item.step}${item.state}`).join(), refresh)
}
