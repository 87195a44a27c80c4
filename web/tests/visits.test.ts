import { describe, expect, it } from 'vitest'
import type { CheckItem, Checklist, Result } from '@/visits/contract'
import { emptyVisit, givenOf, isEmptyVisit, lackOf, photosOf, scoreOf } from '@/visits/form'

const item = (id: string, weight: number, more: Partial<CheckItem> = {}): CheckItem => ({
  id, zh: id, en: id, clause: 'c', confidence: 'verified', weight, veto: false, photo: 'fault', rectify_days: 3, ...more,
})
const list: Checklist = {
  id: 'dust', name_zh: '扬尘', name_en: 'Dust', version: 'v', through: 'site', kind: 'site', clause: 'c', confidence: 'practice',
  items: [item('fenced', 10), item('covered', 10), item('mixing', 5, { veto: true, photo: 'none' })],
}
const visit = (...results: (Result | '')[]) => {
  const draft = { ...emptyVisit(), about: 'S1', inspectors: '甲' }
  list.items.forEach((one, i) => (draft.findings[one.id] = { result: results[i] ?? '', note: '', photos: [] }))
  return draft
}

describe('a visit', () => {
  it('scores as the service does', () => { // the same figures as tests/unit/casework/visit_test.cpp
    expect(scoreOf(list, visit('good', 'good', 'good'))).toBe(100)
    expect(scoreOf(list, visit('bad', 'good', 'good'))).toBe(60)
    expect(scoreOf(list, visit('bad', 'none', 'good'))).toBe(33.3)
    expect(scoreOf(list, visit('good', 'good', 'bad'))).toBe(0)
    expect(scoreOf(list, visit('none', 'none', 'none'))).toBeNull()
  })
  it('names what is missing, one after the other', () => {
    const draft = visit('good', '', 'bad')
    expect(lackOf(list, { ...draft, about: '' })).toEqual({ what: 'about' })
    expect(lackOf(list, draft)).toMatchObject({ what: 'item', item: { id: 'covered' } })
    draft.findings.covered!.result = 'bad'
    expect(lackOf(list, draft)).toMatchObject({ what: 'photo', item: { id: 'covered' } })
    draft.findings.covered!.photos = ['h']
    expect(lackOf(list, draft)).toMatchObject({ what: 'note', item: { id: 'mixing' } })
    draft.findings.mixing!.note = '搅拌机'
    expect(lackOf(list, draft)).toBeNull()
  })
  it('is worth keeping once something was entered', () => {
    expect(isEmptyVisit({ ...emptyVisit(), inspectors: '甲', at: 1 })).toBe(true)
    expect(isEmptyVisit(visit('good'))).toBe(false)
  })
  it('sends each photo once', () => {
    const draft = visit('bad', 'bad', 'good')
    draft.findings.fenced!.photos = ['a', 'b']
    draft.findings.covered!.photos = ['b']
    draft.signature = 's'
    expect(photosOf(draft)).toEqual(['a', 'b', 's'])
    expect(givenOf(list, draft, undefined).items).toHaveLength(3)
  })
})
