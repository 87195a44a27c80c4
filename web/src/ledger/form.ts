// The model of a form: what stands in it, what must, what was changed, and in which sections it is asked.
import type { Field, FieldFault, Fields, Kind, Value } from './contract'
import { isEmpty, same } from './value'

// A default in the form that people type, as the value that is kept.
export function defaultOf(field: Field): Value {
  const text = field.default
  if (!text) return undefined
  switch (field.type) {
    case 'boolean':
      return ['true', '1', '是'].includes(text)
    case 'integer':
    case 'number':
    case 'money':
    case 'instant':
      return Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'choice':
      return field.choices.find((one) => [one.value, one.zh, one.en].includes(text))?.value
    default:
      return text
  }
}

export function newDraft(kind: Kind, given: Fields = {}): Fields {
  const typed = kind.fields.filter((field) => !field.computed && !field.retired)
  const defaults = typed.map((field) => [field.name, defaultOf(field)] as const).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(defaults), ...given }
}

export const copy = (fields: Fields): Fields => JSON.parse(JSON.stringify(fields)) as Fields

// Photos and files that the fields name by their hash.
export const filesOf = (kind: Kind, fields: Fields): string[] =>
  kind.fields.filter((field) => field.type === 'photo' || field.type === 'file').flatMap((field) => (Array.isArray(fields[field.name]) ? (fields[field.name] as string[]) : []))

// For a record that is made on this device, maybe without a net: its day and chance.
export function newId(now = new Date(Date.now() + 8 * 3_600_000)): string {
  const chance = [...crypto.getRandomValues(new Uint8Array(6))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${now.toISOString().slice(0, 10).replaceAll('-', '')}-${chance}`
}

// What to send: only what differs; null clears.
export function changesOf(before: Fields, now: Fields): Fields {
  const names = new Set([...Object.keys(before), ...Object.keys(now)])
  const changed = [...names].filter((name) => !same(before[name], now[name]))
  return Object.fromEntries(changed.map((name) => [name, isEmpty(now[name]) ? null : now[name]]))
}

export function isRequired(field: Field, draft: Fields): boolean {
  if (field.required) return true
  const when = field.required_if
  return !!when && when.is.includes(String(draft[when.field] ?? ''))
}

// Only what a person left out: every other fault the service tells, all at once and in better words.
export function missingOf(kind: Kind, draft: Fields): FieldFault[] {
  return typedFields(kind)
    .filter((field) => isRequired(field, draft) && isEmpty(draft[field.name]))
    .map((field) => ({ field: field.name, zh: '必填', en: 'Required' }))
}

// A fault of a table's cell stands by its table too.
export const faultsAt = (faults: FieldFault[], name: string) =>
  faults.filter(({ field }) => field === name || field.startsWith(`${name}[`))

// "plots[2].area" → row 2, column "area".
export function cellOf(fault: FieldFault): { row: number; column: string } | null {
  const found = /\[(\d+)\](?:\.(\w+))?$/.exec(fault.field)
  return found ? { row: Number(found[1]), column: found[2] ?? '' } : null
}

export const typedFields = (kind: Kind) =>
  kind.fields.filter((field) => !field.computed && !field.retired && field.name !== kind.state && field.type !== 'json')

export type SectionId = 'basic' | 'place' | 'people' | 'figures' | 'terms' | 'papers' | 'tables' | 'more'
export interface Section {
  id: SectionId
  fields: Field[]
}

const kOrder: SectionId[] = ['basic', 'place', 'people', 'figures', 'terms', 'tables', 'papers', 'more']
const kShapes = ['point', 'line', 'area']
const kPlaceNames = ['street', 'address', 'community', 'grid', 'village']
const kPeopleNames = /contact|person|phone|legal_rep|manager|leader|in_charge/

function sectionOf(field: Field): SectionId {
  if (field.retired || field.type === 'json') return 'more'
  if (kPlaceNames.includes(field.name)) return 'place'
  if (field.type === 'phone' || field.personal || kPeopleNames.test(field.name)) return 'people'
  switch (field.type) {
    case 'point':
    case 'line':
    case 'area':
      return 'place'
    case 'file':
    case 'photo':
      return 'papers'
    case 'table':
      return 'tables'
    case 'number':
    case 'integer':
    case 'money':
      return 'figures'
    case 'day':
    case 'instant':
    case 'period':
      return 'terms'
    default:
      return field.name === 'simulated' ? 'more' : 'basic'
  }
}

// A section of one field is no section: it goes with the first, except shapes, tables and papers.
export function sectionsOf(fields: Field[]): Section[] {
  const groups = new Map<SectionId, Field[]>(kOrder.map((id) => [id, []]))
  for (const field of fields) groups.get(sectionOf(field))?.push(field)
  for (const id of ['place', 'people', 'figures', 'terms'] as const) {
    const alone = groups.get(id) ?? []
    if (alone.length === 1 && !kShapes.includes(alone[0]?.type ?? '')) {
      groups.get('basic')?.push(...alone)
      groups.set(id, [])
    }
  }
  return kOrder.map((id) => ({ id, fields: groups.get(id) ?? [] })).filter((section) => section.fields.length)
}
