// What somebody is about to do with a case: what it still lacks, and what is sent.
import type { CaseAction, Evidence } from '@/contract'
import type { Fields, Kind } from '@/ledger/contract'
import { isEmpty } from '@/ledger/value'
import type { Deed, Part } from './contract'

export interface Draft {
  text: string
  files: Evidence[]
  form: Fields
  street: string
  unit: string
  user: string
  units: string[]
  parts: Part[]
  into: string
}

const emptyPart = (): Part => ({ title: '', street: '', unit: '' })
export const emptyDraft = (): Draft => ({
  text: '', files: [], form: {}, street: '', unit: '', user: '', units: [], parts: [emptyPart(), emptyPart()], into: '',
})
export const kMostParts = 20

export const addPart = (parts: Part[]) => (parts.length < kMostParts ? [...parts, emptyPart()] : parts)

// It asks for more than words and files.
export const asksMore = (action: CaseAction) => ['assign', 'invite', 'split', 'merge'].includes(action.does) || action.form.length > 0

export const isTouched = (draft: Draft) => JSON.stringify(draft) !== JSON.stringify(emptyDraft())

const isPhoto = (file: Evidence) => file.type.startsWith('image/')
// Where the service did not say what the photo tells of itself, it decides when the deed is sent.
const isLocated = (file: Evidence) => isPhoto(file) && file.taken_at !== null && file.place !== null
const isWhole = (part: Part) => !!part.title.trim() && !!(part.street || part.unit)

export type Lack = 'text' | 'photo' | 'located_photo' | 'document' | 'assign' | 'units' | 'parts' | 'into' | 'form'

export function lackOf(action: CaseAction, draft: Draft): Lack | null {
  const { needs, does } = action
  if (needs.includes('text') && !draft.text.trim()) return 'text'
  if (needs.includes('photo') && !draft.files.some(isPhoto)) return 'photo'
  if (needs.includes('located_photo') && !draft.files.some(isLocated)) return 'located_photo'
  if (needs.includes('document') && draft.files.every(isPhoto)) return 'document'
  if (does === 'assign' && !draft.street && !draft.unit && !draft.user) return 'assign'
  if (does === 'invite' && !draft.units.length) return 'units'
  if (does === 'split' && (draft.parts.length < 2 || !draft.parts.every(isWhole))) return 'parts'
  if (does === 'merge' && !draft.into) return 'into'
  return action.form.some((name) => isEmpty(draft.form[name])) ? 'form' : null
}

export const formFields = (action: CaseAction, kind: Kind | null) =>
  action.form.flatMap((name) => kind?.fields.find((field) => field.name === name) ?? [])

export function deedOf(action: CaseAction, step: string, draft: Draft): Deed {
  const deed: Deed = { verb: action.verb, step, text: draft.text.trim(), evidence: draft.files.map((file) => file.hash) }
  if (action.form.length) deed.form = Object.fromEntries(action.form.map((name) => [name, draft.form[name] ?? null]))
  switch (action.does) {
    case 'assign':
      return { ...deed, street: draft.street, unit: draft.unit, user: draft.user }
    case 'invite':
      return { ...deed, units: draft.units }
    case 'split':
      return { ...deed, parts: draft.parts.map((part) => ({ ...part, title: part.title.trim() })) }
    case 'merge':
      return { ...deed, into: draft.into }
    default:
      return deed
  }
}
