// 备好离线资料: reads what somebody needs outside while there is a net; reading keeps it.
import { reactive } from 'vue'
import { api } from '@/api'
import { casework } from '@/casework/api'
import { kindNamed } from '@/composables/useKinds'
import { ledger } from '@/ledger/api'
import { keptOf } from './kept'

const kMostCases = 60
const kAtOnce = 3

export const ready = reactive({ busy: false, done: 0, of: 0, cases: 0, records: 0, at: 0 })

export async function countKept() {
  const cases = await keptOf('/api/v1/cases/')
  const records = await keptOf('/api/v1/records/')
  Object.assign(ready, { cases: cases.filter((one) => !/\/(kinds|board|calendar)/.test(one.url)).length, records: records.length, at: Math.max(0, ...cases.map((one) => one.at)) })
}

async function oneCase(id: string) {
  const item = await api.case(id)
  await casework.workflow(item.workflow, item.version)
  const [kind, record] = item.subject.split('/')
  if (!kind || !record) return
  await kindNamed(kind)
  await ledger.record(kind, record)
}

// What cannot be read (no right to the record, gone meanwhile) keeps the rest from nothing.
export async function getReady(more: (() => Promise<unknown>)[] = []) {
  if (ready.busy) return
  ready.busy = true
  try {
    const [mine] = await Promise.all([casework.list({ mine: 1, state: 'open', limit: 100 }), casework.workflows(), casework.kinds(), ledger.kinds()])
    const tasks = [...more, ...mine.items.slice(0, kMostCases).map((item) => () => oneCase(item.id))]
    Object.assign(ready, { done: 0, of: tasks.length })
    const worker = async () => {
      for (let task = tasks.shift(); task; task = tasks.shift()) {
        await task().catch(() => undefined)
        ready.done++
      }
    }
    await Promise.all(Array.from({ length: kAtOnce }, worker))
  } finally {
    ready.busy = false
    await countKept()
  }
}
