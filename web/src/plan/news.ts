// 昨日以来: what changed in a plan, as lines that each lead to their page; what is worst stands first.
import type { Case } from '@/contract'
import { amount, percent } from '@/domain/format'
import { recordPath } from '@/ledger/paths'
import type { Changes, Look } from './contract'

export interface News {
  to: string
  title: [zh: string, en: string]
  key: string // of words
  with: Record<string, string | number>
  tone: 'ok' | 'warn' | 'danger' | 'info'
  words: string[] // keys of words that fill {before} and {now}
  simulated: boolean
}

const kToneRank = { danger: 0, warn: 1, ok: 2, info: 3 }

const line = (to: string, title: [string, string?], key: string, tone: News['tone'], more: Partial<News> = {}): News =>
  ({ to, title: [title[0], title[1] || title[0]], key, tone, with: {}, words: [], simulated: false, ...more })

function figures({ indicators }: Changes): News[] {
  return indicators.flatMap((one) => one.shifts.map((shift) => {
    const crossed = shift === 'reached' || shift === 'lost'
    const told = (look: Look) => (crossed ? amount(look.value, one.unit) : percent(look.probability, 0))
    const good = shift === 'reached' || shift === 'likelier'
    return line(recordPath('indicator', one.id), [one.name, one.name_en], `planNews.${shift}`, good ? 'ok' : crossed ? 'danger' : 'warn', { with: { before: told(one.before), now: told(one.now) } })
  }))
}

const kLightTone = { red: 'danger', yellow: 'warn', green: 'ok', done: 'ok' } as const
const lights = ({ lights }: Changes) => lights.map((one) =>
  line(recordPath('plan_task', one.id), [`${one.number} ${one.title}`], 'planNews.light', kLightTone[one.now], { words: [`planLight.${one.before}`, `planLight.${one.now}`] }))

const milestones = ({ milestones }: Changes) => milestones.map((one) =>
  line(recordPath(one.kind, one.id), [`${one.title} · ${one.name}`], `planNews.stage_${one.passing}`, one.passing === 'reached' ? 'ok' : 'danger', { with: { day: one.due_on } }))

const reports = ({ reports }: Changes) => reports.map((one) => line(recordPath(one.kind, one.id), [one.title], `planNews.${one.kind}`, 'info', { simulated: one.simulated }))

const place = (rank: number | null) => (rank === null ? '—' : String(rank))
const ranks = ({ ranks, month }: Changes) => ranks.map((one) => {
  const up = (one.now ?? Infinity) < (one.before ?? Infinity)
  return line(`/plan/streets/${one.id}`, [one.name_zh, one.name_en], 'planNews.rank', up ? 'ok' : 'warn', { with: { month, before: place(one.before), now: place(one.now) } })
})

const published = ({ published }: Changes) => published.map((one) =>
  line(one.kind === 'plan_bulletin' ? '/plan?tab=documents' : '/plan?tab=ranking', [one.name], 'planNews.published', 'info'))

// `late`: open cases whose time ended since.
export function newsOf(changes: Changes, late: Case[]): News[] {
  const cases = late.map((one) => line(`/cases/${one.id}`, [one.title_zh, one.title_en], 'planNews.case', 'danger'))
  return [...lights(changes), ...figures(changes), ...milestones(changes), ...cases, ...ranks(changes), ...reports(changes), ...published(changes)]
    .sort((a, b) => kToneRank[a.tone] - kToneRank[b.tone])
}
