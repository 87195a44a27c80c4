// 手机时钟: how far it is ahead of the service's, by the Date header of what was answered.
import { ref } from 'vue'

const kSureMs = 1_500 // an answer that took longer says too little; Date itself has whole seconds

const kKey = 'qingshan.ahead'

// ms; null: never compared. A page that is opened off line goes by what was found last.
const remembered = localStorage.getItem(kKey)
export const ahead = ref<number | null>(remembered === null ? null : Number(remembered))
export const kWrongMs = 60_000 // from here on people are told

// `sent` and `received` by this phone's clock.
export function compareClock(date: string | null, sent: number, received: number) {
  const theirs = date ? Date.parse(date) : NaN
  if (!Number.isFinite(theirs) || received - sent > kSureMs) return
  const difference = (sent + received) / 2 - (theirs + 500)
  ahead.value = Math.abs(difference) < 1_000 ? 0 : Math.round(difference)
  localStorage.setItem(kKey, String(ahead.value))
}
