import { describe, expect, it } from 'vitest'
import { isForPage } from '@/composables/useKeys'
import type { Case, CaseAction } from '@/contract'
import type { FlowAction, FlowStep, Workflow } from '@/casework/contract'
import { asksMore, deedOf, emptyDraft, isTouched, lackOf } from '@/casework/deed'
import { drawn, lanesOf, widthOf, wrapped, type Words } from '@/casework/drawing'
import { lengthParts, partsOf } from '@/casework/limit'
import { byUrgency, pivotOf, urgencyOf } from '@/casework/lists'
import { parseDay } from '@/domain/format'

const action = (more: Partial<CaseAction>): CaseAction => ({ verb: 'do', label_zh: '办', label_en: 'Do', needs: [], does: '', form: [], ...more })
const photo = { hash: 'p', name: 'a.jpg', type: 'image/jpeg' }

describe('a deed', () => {
  it('says first what it lacks', () => {
    const draft = emptyDraft()
    expect(lackOf(action({ needs: ['text', 'photo'] }), draft)).toBe('text')
    draft.text = ' 已清理 '
    expect(lackOf(action({ needs: ['text', 'photo'] }), draft)).toBe('photo')
    draft.files = [photo]
    expect(lackOf(action({ needs: ['text', 'photo'] }), draft)).toBeNull()
    expect(lackOf(action({ needs: ['document'] }), draft)).toBe('document')
    expect(lackOf(action({ needs: ['located_photo'] }), draft), 'the service knows better').toBeNull()
    draft.files = [{ ...photo, taken_at: null, place: null }]
    expect(lackOf(action({ needs: ['located_photo'] }), draft)).toBe('located_photo')
    expect(lackOf(action({ does: 'assign' }), draft)).toBe('assign')
    expect(lackOf(action({ does: 'invite' }), draft)).toBe('units')
    expect(lackOf(action({ does: 'merge' }), draft)).toBe('into')
    expect(lackOf(action({ form: ['measures'] }), draft)).toBe('form')
    expect(lackOf(action({ does: 'split' }), draft)).toBe('parts')
    draft.parts = [{ title: '东段', street: 's1', unit: '' }, { title: '西段', street: '', unit: 'u1' }]
    expect(lackOf(action({ does: 'split' }), draft)).toBeNull()
  })
  it('sends what belongs to it and the step that was shown', () => {
    const draft = { ...emptyDraft(), text: ' 请办 ', street: 's1', units: ['u1'], files: [photo], form: { measures: '覆盖' } }
    expect(deedOf(action({ verb: 'assign', does: 'assign' }), 'plan', draft)).toEqual({ verb: 'assign', step: 'plan', text: '请办', evidence: ['p'], street: 's1', unit: '', user: '' })
    expect(deedOf(action({ verb: 'ask', does: 'invite' }), 'plan', draft)).toEqual({ verb: 'ask', step: 'plan', text: '请办', evidence: ['p'], units: ['u1'] })
    expect(deedOf(action({ verb: 'start', form: ['measures', 'target'] }), 'plan', draft).form).toEqual({ measures: '覆盖', target: null })
  })
  it('unfolds where it asks for more than words and files', () => {
    expect(asksMore(action({ needs: ['text', 'document'], does: 'pause' }))).toBe(false)
    expect(asksMore(action({ does: 'split' }))).toBe(true)
    expect(asksMore(action({ form: ['measures'] }))).toBe(true)
    expect(isTouched(emptyDraft())).toBe(false)
    expect(isTouched({ ...emptyDraft(), text: 'x' })).toBe(true)
  })
})

const kNow = parseDay('2026-11-22') + 9 * 3_600_000
const item = (id: string, due: string, more: Partial<Case> = {}) => ({ id, due_at: parseDay(due), overdue: false, paused_at: null, ...more }) as Case

describe('lists', () => {
  it('group by urgency; a clock that stands is not late', () => {
    expect(urgencyOf(item('a', '2026-11-22'), kNow)).toBe('late')
    expect(urgencyOf(item('a', '2026-11-20', { paused_at: 1 }), kNow)).toBe('later')
    const groups = byUrgency([item('later', '2026-11-29'), item('today', '2026-11-22', { due_at: kNow + 1 }), item('late', '2026-11-20'), item('soon', '2026-11-23')], kNow)
    expect(groups.map((group) => group.items.map((one) => one.id))).toEqual([['late'], ['today'], ['soon'], ['later']])
  })
  it('stand on a board in the district’s order, sums included', () => {
    const cells = [
      { step: 'a', street: 's2', open: 3, overdue: 1 },
      { step: 'b', street: 's1', open: 2, overdue: 0 },
      { step: 'a', street: '', open: 1, overdue: 1 },
    ]
    const pivot = pivotOf({ workflow: 'w', steps: [], cells }, ['s1', 's2'])
    expect(pivot.streets).toEqual(['s1', 's2', ''])
    expect(pivot.of('a', 's2')).toEqual({ open: 3, overdue: 1 })
    expect(pivot.of('b', 's2')).toEqual({ open: 0, overdue: 0 })
    expect(pivot.ofStep('a')).toEqual({ open: 4, overdue: 2 })
    expect(pivot.ofStreet('s1')).toEqual({ open: 2, overdue: 0 })
    expect(pivot.all).toEqual({ open: 6, overdue: 2 })
  })
})

describe('limits', () => {
  it('are read as workflows write them', () => {
    expect(partsOf('5wd')).toEqual([{ unit: 'wd', n: 5 }])
    expect(partsOf('1d12h')).toEqual([{ unit: 'd', n: 1 }, { unit: 'h', n: 12 }])
    expect(lengthParts(90 * 60_000)).toEqual([{ unit: 'h', n: 1 }, { unit: 'm', n: 30 }])
    expect(lengthParts(3 * 86_400_000)).toEqual([{ unit: 'd', n: 3 }])
  })
})

const leads = (verb: string, to: string, more: Partial<FlowAction> = {}): FlowAction => ({ verb, label_zh: verb, label_en: verb, to, needs: [], role: null, returns: false, does: '', form: [], ...more })
const step = (id: string, actions: FlowAction[]): FlowStep => ({ id, name_zh: id, name_en: id, roles: [], own_area: false, own_unit: false, on_duty: false, limit: '1d', remind: [], escalate: [], actions })
const flow = (steps: FlowStep[], look_back: Workflow['look_back'] = null): Workflow => ({
  id: 'w', name_zh: '流程', name_en: 'Flow', version: 'v', in_force: true, limit: '9d', proof: [], rejoin: 0, calm: 0, by_hand: [], opens: null, look_back, steps,
})
const words: Words = { lines: () => [{ text: '街道办理', tone: 'title' }, { text: '超期 4 小时报区级值班，'.repeat(4), tone: 'muted' }], label: (one) => one.verb, end: '办结', lookBack: '回头看' }

describe('the drawing of a workflow', () => {
  const picture = drawn(
    flow([
      step('assign', [leads('unit', 'unit'), leads('street', 'street'), leads('merge', 'closed')]),
      step('unit', [leads('reply', 'review'), leads('note', '')]),
      step('street', [leads('reply', 'review')]),
      step('review', [leads('close', 'closed'), leads('return', 'assign', { returns: true })]),
    ], { after: '30d', step: 'review' }),
    words, 260,
  )
  const [nodes, arrows] = [picture.nodes, picture.arrows]
  it('puts steps below each other, the end last, and nothing over anything', () => {
    expect(nodes.map((node) => node.id)).toEqual(['assign', 'unit', 'street', 'review', 'closed'])
    nodes.slice(1).forEach((node, i) => expect(node.y).toBeGreaterThan(nodes[i]!.y + nodes[i]!.height + 30))
    for (const node of nodes) {
      expect(node.x).toBeGreaterThanOrEqual(0)
      expect(node.x + node.width).toBeLessThanOrEqual(picture.width)
      for (const line of node.lines.filter(() => node.number)) {
        expect(line.y).toBeLessThan(node.height)
        expect(widthOf(line.text, 12)).toBeLessThanOrEqual(260 - 44)
      }
    }
  })
  it('draws each way once: down, around at the right, back at the left', () => {
    const of = (key: string) => arrows.find((arrow) => arrow.key === key)
    expect(arrows).toHaveLength(8) // 0→1, 2→3, 3→end down; 0→2, 0→end, 1→3 right; 3→0 and the look back left
    expect(of('0-1')).toMatchObject({ label: 'unit', upright: false, back: false })
    expect(of('0-2right')?.x).toBeGreaterThan(nodes[0]!.x + nodes[0]!.width)
    expect(of('3-0left')).toMatchObject({ label: 'return', back: true })
    expect(of('3-0left')?.x).toBeLessThan(nodes[0]!.x)
    expect(of('4-3left')).toMatchObject({ label: '回头看', back: true })
    expect(of('0-4right')?.x, 'the long way lies outside').toBeGreaterThan(of('0-2right')!.x)
  })
  it('joins what leads the same way', () => {
    const twice = drawn(flow([step('a', [leads('one', 'b'), leads('two', 'b')]), step('b', [leads('close', 'closed')])]), words, 260)
    expect(twice.arrows.map((arrow) => arrow.label)).toEqual(['one / two', 'close'])
  })
  it('gives ways that meet different lanes', () => {
    expect(lanesOf([{ from: 0, to: 3 }, { from: 1, to: 2 }, { from: 3, to: 5 }, { from: 4, to: 2 }])).toEqual([2, 0, 0, 1])
  })
  it('breaks Chinese anywhere and English at blanks, no comma first', () => {
    expect(wrapped('街道办理，限期', 10, 41)).toEqual(['街道办理，', '限期'])
    expect(wrapped('to the street on duty', 10, 75)).toEqual(['to the street', 'on duty'])
    expect(wrapped('', 10, 70)).toEqual([])
  })
})

describe('keys of a page', () => {
  const press = (target: EventTarget | null, more = {}) => isForPage({ ctrlKey: false, metaKey: false, altKey: false, defaultPrevented: false, target, ...more })
  it('are silent while somebody types or means the browser', () => {
    const field = document.createElement('textarea')
    expect(press(document.body)).toBe(true)
    expect(press(field)).toBe(false)
    expect(press(document.body, { ctrlKey: true })).toBe(false)
    expect(press(document.body, { defaultPrevented: true })).toBe(false)
  })
})
