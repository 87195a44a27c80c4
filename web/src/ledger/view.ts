// What a register page shows, kept in the address so that a link shares it. The address says it in the
// words of the service's own list, so that a saved filter, a link and a question are the same thing.
import type { ListQuery } from './api'
import type { Field } from './contract'

export type Op = '=' | '!=' | '<' | '<=' | '>' | '>=' | '~' | 'in' | 'null'
export type Condition = [field: string, op: Op, value: unknown]
export type Show = 'table' | 'both' | 'map'

export interface View {
  search: string
  where: Condition[]
  inside: string // GeoJSON area
  order: string // "field", "-field" or ""
  columns: string[] // empty: those the kind suggests
  show: Show
}

const kOps: readonly string[] = ['=', '!=', '<', '<=', '>', '>=', '~', 'in', 'null']

export const emptyView = (): View => ({ search: '', where: [], inside: '', order: '', columns: [], show: 'table' })

function conditionsOf(text: string): Condition[] {
  try {
    const found: unknown = JSON.parse(text)
    if (!Array.isArray(found)) return []
    return found.filter(
      (one): one is Condition => Array.isArray(one) && typeof one[0] === 'string' && kOps.includes(one[1]),
    )
  } catch {
    return [] // an address that somebody cut: the list without filters
  }
}

export function viewOf(query: Record<string, unknown>): View {
  const text = (key: string) => (typeof query[key] === 'string' ? query[key] : '')
  const show = text('show')
  return {
    search: text('search'),
    where: conditionsOf(text('where') || '[]'),
    inside: text('inside'),
    order: text('order'),
    columns: text('columns').split(',').filter(Boolean),
    show: show === 'map' || show === 'both' ? show : 'table',
  }
}

export function addressOf(view: View): Record<string, string> {
  const all = {
    search: view.search,
    where: view.where.length ? JSON.stringify(view.where) : '',
    inside: view.inside,
    order: view.order,
    columns: view.columns.join(),
    show: view.show === 'table' ? '' : view.show,
  }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value))
}

// What the service is asked, for the list and for everything that follows its filters.
export function filterOf(view: View): ListQuery {
  const { search, where, inside } = addressOf(view)
  return { search, where, inside }
}
export const listOf = (view: View): ListQuery => ({ ...filterOf(view), order: view.order })

const without = (view: View, field: string, ops: Op[]) =>
  view.where.filter(([name, op]) => name !== field || !ops.includes(op))
const find = (view: View, field: string, op: Op) => view.where.find(([name, o]) => name === field && o === op)?.[2]

// Values of a choice, reference, street or boolean; null stands for records without one.
export function chosenOf(view: View, field: string): unknown[] {
  if (view.where.some(([name, op]) => name === field && op === 'null')) return [null]
  const many = find(view, field, 'in')
  const one = find(view, field, '=')
  return Array.isArray(many) ? many : one === undefined ? [] : [one]
}

// The service counts the absent apart from the present: asking for null asks for nothing else.
export function withChosen(view: View, field: string, values: unknown[]): View {
  const rest = without(view, field, ['in', '=', 'null'])
  if (!values.length) return { ...view, where: rest }
  if (values.includes(null)) return { ...view, where: [...rest, [field, 'null', true]] }
  const condition: Condition = values.length === 1 ? [field, '=', values[0]] : [field, 'in', values]
  return { ...view, where: [...rest, condition] }
}

export function toggled(view: View, field: string, value: unknown): View {
  const now = chosenOf(view, field)
  if (value === null) return withChosen(view, field, now.includes(null) ? [] : [null])
  const present = now.filter((one) => one !== null)
  return withChosen(view, field, present.includes(value) ? present.filter((one) => one !== value) : [...present, value])
}

export type Bounds<T> = [low: T | null, high: T | null]

export function rangeOf<T>(view: View, field: string): Bounds<T> {
  return [(find(view, field, '>=') as T) ?? null, (find(view, field, '<=') as T) ?? null]
}

export function withRange<T>(view: View, field: string, [low, high]: Bounds<T>): View {
  const where = without(view, field, ['>=', '<='])
  if (low !== null) where.push([field, '>=', low])
  if (high !== null) where.push([field, '<=', high])
  return { ...view, where }
}

export const containsOf = (view: View, field: string) => String(find(view, field, '~') ?? '')
export function withContains(view: View, field: string, text: string): View {
  const where = without(view, field, ['~'])
  return { ...view, where: text ? [...where, [field, '~', text]] : where }
}

export const withoutField = (view: View, field: string): View => ({ ...view, where: view.where.filter(([name]) => name !== field) })
export const filteredFields = (view: View) => [...new Set(view.where.map(([field]) => field))]

// Up, down, as it was.
export function nextOrder(order: string, field: string): string {
  if (order === field) return `-${field}`
  return order === `-${field}` ? '' : field
}

export type FilterForm = 'choices' | 'range' | 'days' | 'text' | 'none'

export function filterFormOf(field: Field): FilterForm {
  if (field.name === 'street') return 'choices'
  switch (field.type) {
    case 'choice':
    case 'boolean':
    case 'reference':
      return 'choices'
    case 'number':
    case 'integer':
    case 'money':
      return 'range'
    case 'day':
    case 'instant':
      return 'days'
    case 'text':
    case 'long_text':
    case 'credit_code':
    case 'phone':
      return 'text'
    default:
      return 'none'
  }
}

export const isCounted = (field: Field) => filterFormOf(field) === 'choices' || field.indexed

const kFirstColumns = 7
const kUnlisted = ['long_text', 'table', 'json', 'file', 'photo', 'point', 'line', 'area']
export const isListed = (field: Field) => !kUnlisted.includes(field.type)

// The name of the record first, then where it is and how it stands, then what must be filled in.
export function firstColumns(kind: { title: string; state: string; expiry: { field: string } | null; fields: Field[] }): string[] {
  const listed = kind.fields.filter((field) => isListed(field) && !field.retired && field.name !== 'simulated')
  const weight = (field: Field) =>
    field.name === kind.title ? 0
      : field.name === 'street' ? 1
        : field.name === kind.state ? 2
          : field.name === kind.expiry?.field ? 3
            : field.type === 'choice' && field.indexed ? 4
              : field.required || field.indexed ? 5
                : field.type === 'choice' || field.type === 'reference' ? 6
                  : field.personal ? 9 : 7
  const inOrder = listed.map((field, at) => ({ field, at })).sort((a, b) => weight(a.field) - weight(b.field) || a.at - b.at)
  return inOrder.slice(0, kFirstColumns).map(({ field }) => field.name)
}
