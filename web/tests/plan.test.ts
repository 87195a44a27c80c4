import { describe, expect, it } from 'vitest'
import type { LedgerRecord } from '@/ledger/contract'
import { chanceTone, needSaid } from '@/plan/chance'
import type { Reading } from '@/plan/contract'
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
