import { describe, expect, it } from 'vitest'
import type { Field } from '@/ledger/contract'
import { addressOf, chosenOf, containsOf, emptyView, filteredFields, filterOf, firstColumns, listOf, nextOrder, rangeOf, toggled, viewOf, withChosen, withContains, withoutField, withRange, type View } from '@/ledger/view'

const field = (name: string, type: Field['type'], more: Partial<Field> = {}) => ({ name, type, choices: [], ...more }) as unknown as Field

describe('a view of a register', () => {
  it('comes back from its address as it was', () => {
    let view: View = { ...emptyView(), search: '豫丰 涂料', order: '-founded', columns: ['name', 'street'], show: 'both' }
    view = withChosen(view, 'street', ['xidajie', 'nanguan'])
    view = withRange(view, 'staff', [10, 200])
    view = withContains(view, 'address', '航海路, "4 号"')
    view.inside = '{"type":"Polygon","coordinates":[[[113.7,34.7],[113.8,34.7],[113.8,34.8],[113.7,34.7]]]}'
    const query = new URLSearchParams(addressOf(view))
    expect(viewOf(Object.fromEntries(new URLSearchParams(query.toString())))).toEqual(view)
  })
  it('leaves nothing in the address when nothing is chosen', () => {
    expect(addressOf(emptyView())).toEqual({})
    expect(viewOf({})).toEqual(emptyView())
  })
  it('survives an address that somebody cut or wrote by hand', () => {
    expect(viewOf({ where: '[["a","=",1', show: 'sideways' })).toEqual(emptyView())
    expect(viewOf({ where: '[["a","like","x"],["b","=",2],7]' }).where).toEqual([['b', '=', 2]])
    expect(viewOf({ search: ['twice', 'given'] }).search).toBe('')
  })
  it('asks the list for filters and order, counts and exports for the filters alone', () => {
    const view = withChosen({ ...emptyView(), order: 'name', columns: ['name'] }, 'class', ['key'])
    expect(listOf(view)).toEqual({ search: undefined, where: '[["class","=","key"]]', inside: undefined, order: 'name' })
    expect(filterOf(view)).not.toHaveProperty('order')
  })
})

describe('a filter by values', () => {
  it('asks for one by equality, for many by a list, for none not at all', () => {
    const one = toggled(emptyView(), 'class', 'key')
    expect(one.where).toEqual([['class', '=', 'key']])
    const two = toggled(one, 'class', 'simple')
    expect(two.where).toEqual([['class', 'in', ['key', 'simple']]])
    expect(chosenOf(two, 'class')).toEqual(['key', 'simple'])
    expect(toggled(toggled(two, 'class', 'key'), 'class', 'simple').where).toEqual([])
  })
  it('asks for the absent alone', () => {
    const absent = toggled(toggled(emptyView(), 'class', 'key'), 'class', null)
    expect(absent.where).toEqual([['class', 'null', true]])
    expect(toggled(absent, 'class', 'key').where).toEqual([['class', '=', 'key']])
    expect(toggled(absent, 'class', null).where).toEqual([])
  })
  it('knows false from absent', () => {
    expect(chosenOf(toggled(emptyView(), 'monitored', false), 'monitored')).toEqual([false])
  })
})

describe('a filter by range', () => {
  it('keeps each end apart and reads them back', () => {
    const view = withRange(emptyView(), 'on', ['2026-01-01', null])
    expect(view.where).toEqual([['on', '>=', '2026-01-01']])
    expect(rangeOf(view, 'on')).toEqual(['2026-01-01', null])
    expect(rangeOf(withRange(view, 'on', [null, '2026-02-01']), 'on')).toEqual([null, '2026-02-01'])
    expect(rangeOf(withRange(emptyView(), 'n', [0, 0]), 'n')).toEqual([0, 0])
  })
  it('leaves other fields alone', () => {
    const view = withRange(withChosen(emptyView(), 'class', ['key']), 'staff', [1, 2])
    expect(filteredFields(view)).toEqual(['class', 'staff'])
    expect(withoutField(view, 'class').where).toEqual([['staff', '>=', 1], ['staff', '<=', 2]])
    expect(containsOf(view, 'staff')).toBe('')
  })
})

describe('the table', () => {
  it('sorts up, down, and as it was', () => {
    expect(nextOrder('', 'name')).toBe('name')
    expect(nextOrder('name', 'name')).toBe('-name')
    expect(nextOrder('-name', 'name')).toBe('')
    expect(nextOrder('-name', 'street')).toBe('street')
  })
  it('begins with the name, where it is and how it stands; shapes and long texts are no columns', () => {
    const fields = [field('note', 'long_text'), field('place', 'point'), field('phone', 'phone', { personal: true }), field('valid', 'period'), field('state', 'choice'), field('street', 'text'), field('name', 'text'), field('simulated', 'boolean')]
    expect(firstColumns({ title: 'name', state: 'state', expiry: { field: 'valid' }, fields })).toEqual(['name', 'street', 'state', 'valid', 'phone'])
  })
})
