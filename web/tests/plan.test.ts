import { describe, expect, it } from 'vitest'
import type { LedgerRecord } from '@/ledger/contract'
import { chanceTone, metOf, needSaid } from '@/plan/chance'
import type { Case } from '@/contract'
import type { Changes, Reading, TaskLit } from '@/plan/contract'
import { newsOf } from '@/plan/news'
import { isEveryStreet, tasksOfStreet, tasksOfUnit } from '@/plan/parts'
import { around, byNumber, dueThings, ganttOf, grouped, moneyBy, moneyOf, reportedYears } from '@/plan/read'
import { monthly, pathOf, scaleOf, spotsOf } from '@/plan/sketch'

const record = (id: string, fields: object, title = id): LedgerRecord => ({ kind: 'x', id, title, revision: 1, fields: { ...fields }, names: {} })

describe('a plan', () => {
  it('stands in the order of its numbers, not of their letters', () => {
    const numbers = ['10.1.1', '4.1.10', '四（一）', '4.1.2', '2.4.1', '4.1', '21']
    expect(numbers.map((number) => record(number, { number })).sort(byNumber).map((one) => one.id)).toEqual(['2.4.1', '4.1', '4.1.2', '4.1.10', '10.1.1', '21', '四（一）'])
  })
  it('knows what is due when, and what is done', () => {
    const things = dueThings(
      [record('t', { due_on: '2025-12-31', state: 'open' }, '任务'), record('without a day', { state: 'open' })],
      [record('m', { task: 't', name: '节点', due_on: '2025-06-30', done_on: '2025-06-01' })],
      [record('p', { planned_end_on: '2025-09-30', state: 'finished', milestones: [{ name: '开工', planned_on: '2024-01-01' }] }, '项目')],
    )
    expect(things.map(({ id, day, done, what }) => [what, id, day, done])).toEqual([['task', 't', '2025-12-31', false], ['milestone', 't', '2025-06-30', true], ['project', 'p', '2025-09-30', true], ['stage', 'p', '2024-01-01', false]])
    expect(things[1]?.title).toBe('任务 · 节点')
  })
  it('finds the words in their sentence', () => {
    const parts = around('一'.repeat(40) + '餐厨垃圾' + '二'.repeat(90), '餐厨垃圾')
    expect(parts.map((part) => part.hit)).toEqual([false, true, false])
    expect(parts[0]?.text).toBe('…' + '一'.repeat(24))
    expect(parts[2]?.text.endsWith('…')).toBe(true)
    expect(around('没有', '别的')).toEqual([{ text: '没有', hit: false }])
  })
  it('takes one accepted figure of each whole year of the district', () => {
    const report = (id: string, fields: object) => record(id, { state: 'accepted', month: 0, ...fields })
    const years = reportedYears([report('b', { year: 2022 }), report('a', { year: 2021 }), report('m', { year: 2023, month: 3 }), report('s', { year: 2023, area: 'nancao' }), report('r', { year: 2024, state: 'returned' })])
    expect(years.map((one) => one.id)).toEqual(['a', 'b'])
  })
})

describe('money', () => {
  const funds = [{ source: '区级财政', year: 2025, planned: 100, paid: 40 }, { source: '区级财政', year: 2026, planned: 50 }, { source: '企业自筹', year: 2025, paid: 5 }]
  it('adds up by year and by source', () => {
    expect(moneyOf(funds)).toEqual({ planned: 150, paid: 45 })
    expect(moneyBy(funds, (fund) => fund.source)).toEqual([{ name: '区级财政', planned: 150, paid: 40 }, { name: '企业自筹', planned: 0, paid: 5 }])
    expect(grouped(funds, (fund) => String(fund.year)).map((group) => group.items.length)).toEqual([2, 1])
  })
})

describe('a Gantt chart', () => {
  const stages = [{ name: '开工', planned_on: '2025-01-01', done_on: '2025-02-01' }, { name: '完工', planned_on: '2025-12-31' }]
  it('places days on one line of time and says what is late', () => {
    const gantt = ganttOf(stages, '2025-01-01', '2026-12-31', '', '2026-01-01')
    expect(gantt).toMatchObject({ from: '2025-01-01', until: '2026-12-31', body: { from: 0, until: 1 }, years: [{ name: '2026' }] })
    expect(gantt?.today).toBeCloseTo(0.5, 2)
    expect(gantt?.bars.map((bar) => bar.late)).toEqual([true, true])
    expect(ganttOf(stages, '', '', '', '2025-06-01')?.bars[1]?.late).toBe(false)
  })
  it('is none without days, and survives one day', () => {
    expect(ganttOf([], '', '', '', '2026-01-01')).toBeNull()
    expect(ganttOf([{ name: '一天', planned_on: '2026-01-01' }], '', '', '', '2026-01-01')?.bars[0]?.at).toBe(0)
  })
})

describe('a sketch', () => {
  it('keeps the goal within the picture and breaks where nothing is known', () => {
    const scale = scaleOf([50, null, 40, 39])
    expect(scale.at(39)).toBeLessThan(1)
    expect(scale.at(50)).toBeGreaterThan(0)
    expect(pathOf(spotsOf([50, null, 40], scaleOf([40, 50])), 10, 10).match(/M/g)).toHaveLength(2)
    expect(scaleOf([]).at(0.5)).toBeGreaterThan(0)
    expect(Number.isFinite(scaleOf([7, 7]).at(7))).toBe(true)
  })
  it('has twelve months', () => {
    expect(monthly([{ month: 2, so_far: 41 }, { month: 3, so_far: null }])).toEqual([null, 41, ...Array(10).fill(null)])
  })
})

describe('the rest of a year', () => {
  const reading = (need: object, better: string) => ({ need: { rest: 30, mean: null, hits: null, chance: 'open', ...need }, better, unit: 'µg/m³' }) as unknown as Reading
  it('is told by what the goal asks', () => {
    expect(needSaid(reading({ mean: 28.4 }, 'low'))).toEqual({ key: 'plan.needAtMost', with: { rest: 30, mean: '28.4 µg/m³' } })
    expect(needSaid(reading({ hits: 12 }, 'high'))).toEqual({ key: 'plan.needHits', with: { rest: 30, n: 12 } })
    expect(needSaid(reading({ hits: 2 }, 'low'))?.key).toBe('plan.needMisses')
    expect(needSaid(reading({ chance: 'impossible' }, 'low'))?.key).toBe('plan.needImpossible')
    expect(needSaid({ need: null } as Reading)).toBeNull()
  })
  it('is coloured by its chance', () => {
    expect([0.9, 0.5, 0.1].map(chanceTone)).toEqual(['ok', 'warn', 'danger'])
  })
})

describe('what changed', () => {
  const none: Changes = { plan: 'p', since: '2026-11-21', indicators: [], lights: [], milestones: [], reports: [], published: [], ranking: 'streets', month: '2026-11', ranks: [] }
  const look = (value: number, met: boolean, probability: number) => ({ value, met, probability })
  it('is nothing when nothing is', () => expect(newsOf(none, [])).toEqual([]))
  it('leads to its page, what is worst first', () => {
    const lines = newsOf({
      ...none,
      indicators: [{ id: 'pm25', name: '细颗粒物', name_en: 'PM2.5', unit: '%', before: look(39, true, 0.5), now: look(40, false, 0.35), shifts: ['lost', 'less_likely'] }],
      lights: [{ id: 't', number: '3.1', title: '任务', before: 'green', now: 'yellow', reasons: ['near'] }],
      milestones: [{ kind: 'project', id: 'x', title: '工程', name: '开工', due_on: '2026-11-20', passing: 'reached' }],
      reports: [{ kind: 'plan_task', id: 't', title: '任务', report: 'r', of: '2026-11', value: 40, simulated: true }],
      ranks: [{ id: 'nanguan', name_zh: '南关', name_en: '', before: 2, now: 5 }, { id: 'xidajie', name_zh: '西大街', name_en: '', before: null, now: 3 }],
      published: [{ kind: 'plan_bulletin', id: 'b', name: '月报' }],
    }, [{ id: 'c1', title_zh: '办件', title_en: 'Case' } as Case])
    expect(lines.map((one) => [one.tone, one.to])).toEqual([
      ['danger', '/plan/indicators/pm25'], ['danger', '/cases/c1'],
      ['warn', '/plan/tasks/t'], ['warn', '/plan/indicators/pm25'], ['warn', '/plan/streets/nanguan'],
      ['ok', '/plan/projects/x'], ['ok', '/plan/streets/xidajie'],
      ['info', '/plan/tasks/t'], ['info', '/plan?tab=documents'],
    ])
    expect(lines[0]!.with).toEqual({ before: '39%', now: '40%' })
    expect(lines[3]!.with).toEqual({ before: '50%', now: '35%' })
    expect(lines.filter((one) => one.simulated)).toHaveLength(1)
  })
})

describe('who has part in a task', () => {
  const task = (id: string, fields: object) => record(id, fields) as TaskLit
  it('is every street where the text says so, and the street whose office is named', () => {
    expect(['各街道办事处', '各镇、办（管区）', '各有关街道', '各有关部门', '区城管局'].map(isEveryStreet)).toEqual([true, true, true, false, false])
    const tasks = [task('all', { coop_units: [{ words: '各街道办事处' }] }), task('own', { lead_units: [{ unit: 'street-a', words: '甲' }] }), task('other', { lead_units: [{ unit: 'street-b', words: '乙' }] })]
    expect(tasksOfStreet(tasks, ['street-a']).map((one) => one.id)).toEqual(['all', 'own'])
  })
  it('is a unit by the first part that names it', () => {
    const tasks = [task('1', { lead_units: [{ unit: 'u', words: 'u' }], coop_units: [{ unit: 'u', words: 'u' }] }), task('2', { coop_units: [{ unit: 'u', words: 'u' }] })]
    expect(tasksOfUnit(tasks, 'u').map((one) => [one.part, one.tasks.length])).toEqual([['lead_units', 1], ['coop_units', 1]])
  })
})

describe('a goal', () => {
  it('is judged by the latest year that its target already asked for', () => {
    const reading = (more: object) => ({ met: null, value: null, better: 'high', target: { id: '', year: 2025, value: 95, words: '' }, latest: { year: 2025, value: 96 }, ...more }) as Reading
    expect(metOf(reading({}))).toBe(true)
    expect(metOf(reading({ latest: { year: 2024, value: 96 } }))).toBeNull()
    expect(metOf(reading({ better: 'low' }))).toBe(false)
    expect(metOf(reading({ value: 90, met: false }))).toBe(false)
  })
})
