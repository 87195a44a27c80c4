import { describe, expect, it } from 'vitest'
import type { Field, Fields, Kind } from '@/ledger/contract'
import { differences, merge, steps } from '@/ledger/diff'
import { daysUntil, dueToneOf, inUrgency, leftWords } from '@/ledger/dues'
import { cellOf, changesOf, defaultOf, faultsAt, isRequired, missingOf, newDraft, sectionsOf, typedFields } from '@/ledger/form'
import { choiceText, same, textOf, type Reading } from '@/ledger/value'

const field = (name: string, type: Field['type'], more: Partial<Field> = {}): Field =>
  ({ name, type, label_zh: name, label_en: name, choices: [], columns: [], unit: '', default: '', decimals: null, required: false, required_if: null, ...more }) as unknown as Field
const kind = (...fields: Field[]) => ({ name: 'k', title: 'name', state: 'state', fields, relations: { in: [], out: [] } }) as unknown as Kind

const result = field('result', 'choice', { choices: [{ value: 'mend', zh: '责令改正', en: 'To be mended' }, { value: 'pass', zh: '通过', en: 'Passed' }] })
const inspection = kind(
  field('name', 'text', { required: true }), field('state', 'choice'), result, field('sum', 'number', { computed: true }),
  field('deadline', 'day', { required_if: { field: 'result', is: ['mend'] } }), field('online', 'boolean', { default: '是' }),
  field('log', 'json'), field('tanks', 'integer', { default: '4' }),
)

describe('a form', () => {
  it('begins with the defaults and with what another page knows', () => {
    expect(newDraft(inspection, { name: 'I-1' })).toEqual({ online: true, tanks: 4, name: 'I-1' })
    expect(defaultOf({ ...result, default: '责令改正' })).toBe('mend')
    expect(defaultOf(field('n', 'number', { default: 'many' }))).toBeUndefined()
  })
  it('asks for no computed field, no state and nothing that the program writes', () => {
    expect(typedFields(inspection).map((one) => one.name)).toEqual(['name', 'result', 'deadline', 'online', 'tanks'])
  })
  it('demands a field as soon as another says so', () => {
    const deadline = inspection.fields[4]!
    expect(isRequired(deadline, { result: 'pass' })).toBe(false)
    expect(isRequired(deadline, { result: 'mend' })).toBe(true)
    expect(missingOf(inspection, { result: 'mend' }).map((fault) => fault.field)).toEqual(['name', 'deadline'])
    expect(missingOf(inspection, { name: '甲', result: 'pass' })).toEqual([])
  })
  it('sends what differs and clears with null; 0 and false are values', () => {
    const before: Fields = { name: '甲', n: 3, list: [{ a: 1, b: 2 }], gone: 'x', on: true }
    const now: Fields = { name: '甲', n: 0, list: [{ b: 2, a: 1 }], gone: undefined, on: false, blank: '' }
    expect(changesOf(before, now)).toEqual({ n: 0, gone: null, on: false })
  })
  it('places a fault beside its field, within a table beside its cell', () => {
    const faults = [{ field: 'limits[1].tonnes', zh: '', en: '' }, { field: 'limits', zh: '', en: '' }, { field: 'limitsx', zh: '', en: '' }]
    expect(faultsAt(faults, 'limits')).toHaveLength(2)
    expect(cellOf(faults[0]!)).toEqual({ row: 1, column: 'tonnes' })
    expect(cellOf(faults[1]!)).toBeNull()
  })
  it('groups fields into sections, and a single figure is none', () => {
    const ids = (fields: Field[]) => sectionsOf(fields).map((section) => [section.id, section.fields.length])
    expect(ids([field('name', 'text'), field('n', 'number'), field('place', 'point')])).toEqual([['basic', 2], ['place', 1]])
    expect(ids([field('a', 'number'), field('b', 'money'), field('contact', 'text'), field('phone', 'phone'), field('photo', 'photo')])).toEqual([['people', 2], ['figures', 2], ['papers', 1]])
  })
})

describe('values', () => {
  const reading: Reading = { pick: (zh) => zh, streetName: (id) => `${id}街道`, names: { firm: '豫丰涂料' }, yes: '是', no: '否', pieces: (n) => `${n} 个` }
  it('are read as people read them', () => {
    expect(textOf(field('n', 'number', { unit: 'mg/L', decimals: 2 }), 3, reading)).toBe('3.00 mg/L')
    expect(textOf(field('n', 'money', { unit: '万元' }), 1234.5, reading)).toBe('1,234.50 万元')
    expect(textOf(field('on', 'boolean'), false, reading)).toBe('否')
    expect(textOf(field('firm', 'reference'), 'F1', reading)).toBe('豫丰涂料')
    expect(textOf(field('street', 'text'), 'nanguan', reading)).toBe('nanguan街道')
    expect(textOf(field('valid', 'period'), '2026-01-01/2026-12-31', reading)).toBe('2026-01-01 — 2026-12-31')
    expect(textOf(field('p', 'point'), { type: 'Point', coordinates: [113.7, 34.7] }, reading)).toBe('113.70000, 34.70000')
    expect(textOf(field('p', 'photo'), ['a', 'b'], reading)).toBe('2 个')
    expect(textOf(field('n', 'integer'), undefined, reading)).toBe('—')
    expect(choiceText(result, 'unknown', reading.pick)).toBe('unknown')
  })
  it('are the same whatever the order of keys', () => {
    expect(same({ type: 'Point', coordinates: [1, 2] }, { coordinates: [1, 2], type: 'Point' })).toBe(true)
    expect(same([], undefined)).toBe(true)
    expect(same(0, undefined)).toBe(false)
    expect(same([1, 2], [2, 1])).toBe(false)
  })
})

describe('differences', () => {
  it('name what was added, removed and changed, in the order of the kind', () => {
    const found = differences({ a: 1, b: 2, c: 3 }, { b: 2, c: 4, d: 5 }, ['d', 'c', 'b', 'a'])
    expect(found.map((one) => [one.field, one.kind])).toEqual([['d', 'added'], ['c', 'changed'], ['a', 'removed']])
  })
  it('of each revision are against the one before', () => {
    const revision = (number: number, fields: Fields, erased = false) => ({ number, commit: number, who: '', name: '', why: '', at: number, erased, fields })
    const [last, second, first] = steps([revision(3, {}, true), revision(2, { a: 2 }), revision(1, { a: 1, b: 1 })], ['a', 'b'])
    expect(first?.changed.map((one) => one.kind)).toEqual(['added', 'added'])
    expect(second?.changed.map((one) => [one.field, one.kind])).toEqual([['a', 'changed'], ['b', 'removed']])
    expect(last?.changed).toEqual([])
  })
})

describe('two people changing one record', () => {
  const base: Fields = { name: '甲', phone: '1', staff: 10, note: 'n' }
  it('keep both changes where they touched different fields', () => {
    const { merged, clashes, theirs } = merge(base, { ...base, phone: '2' }, { ...base, staff: 20 }, ['phone', 'staff'])
    expect(merged).toEqual({ ...base, phone: '2', staff: 20 })
    expect(clashes).toEqual([])
    expect(theirs.map((one) => one.field)).toEqual(['staff'])
  })
  it('are asked where they meant the same field differently, and not where they agree', () => {
    const { merged, clashes } = merge(base, { ...base, staff: 11, phone: '3' }, { ...base, staff: 20, phone: '3' }, ['staff', 'phone'])
    expect(clashes).toEqual([{ field: 'staff', base: 10, mine: 11, theirs: 20 }])
    expect(merged).toMatchObject({ staff: 20, phone: '3' })
  })
  it('may clear a field', () => {
    expect(merge(base, { ...base, note: undefined }, base, ['note']).merged.note).toBeUndefined()
  })
})

describe('dues', () => {
  it('count whole days, and today is not over', () => {
    expect(daysUntil('2026-11-22', '2026-11-22')).toBe(0)
    expect(daysUntil('2026-11-20', '2026-11-22')).toBe(-2)
    expect(daysUntil('', '2026-11-22')).toBe(Infinity)
    expect([-1, 0, 60, 61].map((left) => dueToneOf(left, [60, 30]))).toEqual(['danger', 'warn', 'warn', 'ok'])
    expect([-3, 0, 5].map((left) => leftWords(left).key)).toEqual(['dues.overBy', 'dues.today', 'dues.leftDays'])
  })
  it('list the longest overdue first', () => {
    const due = (title: string, state: 'due' | 'overdue', until: string) => ({ title, state, until }) as never
    expect(inUrgency([due('c', 'due', '2026-01-01'), due('b', 'overdue', '2026-10-01'), due('a', 'overdue', '2026-09-01')]).map((one) => one.title)).toEqual(['a', 'b', 'c'])
  })
})
