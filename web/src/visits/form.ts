// A visit as it is being filled in: what it scores so far, what it lacks, what is sent.
import type { Checklist, CheckItem, Finding, Hand, Result, VisitGiven } from './contract'

export interface VisitDraft {
  about: string
  title: string // of what is visited
  at: number // by this phone's clock; 0: not begun
  inspectors: string
  findings: Record<string, { result: Result | ''; note: string; photos: string[] }>
  enforcement: boolean
  hands: Hand[] // two, of the inspectors
  signature: string
  signed_by: string
  remark: string
}

export const emptyVisit = (): VisitDraft => ({ about: '', title: '', at: 0, inspectors: '', findings: {}, enforcement: false, hands: [{ name: '', signature: '' }, { name: '', signature: '' }], signature: '', signed_by: '', remark: '' })
export const isEmptyVisit = (draft: VisitDraft) => !draft.about && !draft.signature && !draft.remark && !Object.values(draft.findings).some((one) => one.result || one.note || one.photos.length)
export const findingOf = (draft: VisitDraft, id: string) => (draft.findings[id] ??= { result: '', note: '', photos: [] })

// As the service computes it: 100 × weights met ÷ weights that apply; 0 with a fault at an item that vetoes.
export function scoreOf(list: Checklist, draft: VisitDraft): number | null {
  let good = 0
  let all = 0
  for (const item of list.items) {
    const result = draft.findings[item.id]?.result
    if (result === 'bad' && item.veto) return 0
    if (result === 'good') good += item.weight
    if (result === 'good' || result === 'bad') all += item.weight
  }
  return all ? Math.round((1000 * good) / all) / 10 : null
}

export const answered = (list: Checklist, draft: VisitDraft) => list.items.filter((item) => draft.findings[item.id]?.result).length

export function wantsPhoto(item: CheckItem, result: Result | ''): boolean {
  if (item.photo === 'always') return result === 'good' || result === 'bad'
  return item.photo === 'fault' && result === 'bad'
}

export type Lack = { what: 'about' } | { what: 'inspectors' } | { what: 'hands' } | { what: 'item' | 'photo' | 'note'; item: CheckItem }

export function lackOf(list: Checklist, draft: VisitDraft): Lack | null {
  if (!draft.about) return { what: 'about' }
  if (!draft.inspectors.trim()) return { what: 'inspectors' }
  for (const item of list.items) {
    const { result, note, photos } = draft.findings[item.id] ?? { result: '', note: '', photos: [] }
    if (!result) return { what: 'item', item }
    if (wantsPhoto(item, result) && !photos.length) return { what: 'photo', item }
    if (result === 'bad' && !photos.length && !note.trim()) return { what: 'note', item }
  }
  if (draft.enforcement && !twoSigned(draft)) return { what: 'hands' }
  return null
}

const namesOf = (draft: VisitDraft) => draft.hands.map((hand) => hand.name.trim())
// Two inspectors, each for themselves.
export const twoSigned = (draft: VisitDraft) => draft.hands.every((hand) => hand.name.trim() && hand.signature) && new Set(namesOf(draft)).size === draft.hands.length

export function givenOf(list: Checklist, draft: VisitDraft, place: VisitGiven['place']): VisitGiven {
  const items = list.items.flatMap((item): Finding[] => {
    const one = draft.findings[item.id]
    return one?.result ? [{ item: item.id, result: one.result, note: one.note.trim(), photos: one.photos }] : []
  })
  return {
    checklist: list.id, version: list.version, about: draft.about, at: draft.at, inspectors: draft.inspectors.trim(), items,
    enforcement: draft.enforcement, inspector_signatures: draft.enforcement ? draft.hands.map(({ name, signature }) => ({ name: name.trim(), signature })) : [],
    signature: draft.signature, signed_by: draft.signed_by.trim(), remark: draft.remark.trim(), ...(place && { place }),
  }
}

export const photosOf = (draft: VisitDraft) => [...new Set([...Object.values(draft.findings).flatMap((one) => one.photos), ...draft.hands.map((hand) => hand.signature), draft.signature].filter(Boolean))]
