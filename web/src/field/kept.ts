// 离线可读: answers that were read while there was a net, told again with their age while there is none.
import { reactive } from 'vue'
import { shelf } from './shelf'

const kMost = 300 // answers
const kLargest = 2 * 1024 * 1024 // characters of one
const kLongestMs = 7 * 86_400_000 // older is not shown any more

interface Answer {
  url: string
  at: number
  text: string
}

// What people in the field look up; figures of stations and searches are not kept.
const kWanted = /^\/api\/v1\/(district|sites|summary|factors|cases|alerts|workflows|kinds|records|users|related|dossiers|checklists|visits|log-in-ways)([/?]|$)/
const kNot = /^\/api\/v1\/(sites\/[^/]+\/|records\/[^/?]+\?)/

export const shown = reactive({
  oldest: 0, // of what the page shows and was kept; 0: all is fresh
  round: 0, // counts up when the page is to be read anew
})
const kToChoose = /^\/api\/v1\/records\/[^/?]+\?limit=1000$/ // what a visit may be about
const kLively = /^\/api\/v1\/(sites|summary|alerts)([?]|$)/ // asked again every few seconds
const kAgainMs = 30_000
const newest = new Map<string, number>()

export const isWanted = (url: string) => kWanted.test(url) && (!kNot.test(url) || kToChoose.test(url))

let owner = ''
export function setReader(user: string) {
  if (user !== owner) newest.clear()
  owner = user
}

export async function keepAnswer(url: string, answer: unknown) {
  if (!owner || !isWanted(url)) return
  if (kLively.test(url) && Date.now() - (newest.get(url) ?? 0) < kAgainMs) return
  newest.set(url, Date.now())
  const text = JSON.stringify(answer)
  if (text.length <= kLargest) await (await shelf()).put('answers', owner, url, { url, at: Date.now(), text } satisfies Answer)
}

export async function findAnswer(url: string): Promise<unknown> {
  if (!owner || !isWanted(url)) return undefined
  const kept = await (await shelf()).get<Answer>('answers', owner, url)
  if (!kept || Date.now() - kept.at > kLongestMs) return undefined
  shown.oldest = shown.oldest ? Math.min(shown.oldest, kept.at) : kept.at
  return JSON.parse(kept.text)
}

export const keptOf = async (prefix: string) =>
  owner ? (await (await shelf()).list<Answer>('answers', owner)).filter((one) => one.url.startsWith(prefix)) : []

// The newest kMost stay.
export async function tidyAnswers() {
  if (!owner) return
  const all = await (await shelf()).list<Answer>('answers', owner)
  const old = all.sort((a, b) => b.at - a.at).filter((one, i) => i >= kMost || Date.now() - one.at > kLongestMs)
  for (const one of old) await (await shelf()).erase('answers', owner, one.url)
}
