// A field's value as people read it. Pure: words and names come with the call.
import type { Geometry, Position } from 'geojson'
import { fullText, kNone, number, unitText, wholeNumber } from '@/domain/format'
import type { Field, Fields, Value } from './contract'

export interface Reading {
  pick: (zh: string, en?: string) => string
  streetName: (id: string) => string
  names: Record<string, string> // titles of what reference fields refer to
  yes: string
  no: string
  pieces: (n: number) => string // "3 files", "3 rows"
}

export const isEmpty = (value: Value) =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && !value.length)

export const isGeometry = (value: Value): value is Geometry =>
  typeof value === 'object' && value !== null && 'type' in value && 'coordinates' in value

export function choiceText(field: Field, value: Value, pick: Reading['pick']): string {
  const choice = field.choices.find((one) => one.value === value)
  return choice ? pick(choice.zh, choice.en) : String(value)
}

function placeText(geometry: Geometry): string {
  if (geometry.type !== 'Point') return geometry.type
  const [lon = 0, lat = 0] = geometry.coordinates
  return `${lon.toFixed(5)}, ${lat.toFixed(5)}`
}

export function textOf(field: Field, value: Value, reading: Reading): string {
  if (isEmpty(value)) return kNone
  if (field.name === 'street') return reading.streetName(String(value))
  switch (field.type) {
    case 'boolean':
      return value === true ? reading.yes : reading.no
    case 'integer':
    case 'number': {
      const text = field.type === 'integer' ? wholeNumber(Number(value)) : number(Number(value), field.decimals ?? undefined)
      const unit = unitText(field.unit)
      return unit ? `${text} ${unit}` : text
    }
    case 'money':
      return `${number(Number(value), 2)} ${field.unit || reading.pick('元', 'yuan')}`
    case 'choice':
      return choiceText(field, value, reading.pick)
    case 'reference':
      return reading.names[field.name] || String(value)
    case 'instant':
      return fullText(Number(value))
    case 'period':
      return String(value).replace('/', ' — ')
    case 'file':
    case 'photo':
    case 'table':
      return Array.isArray(value) ? reading.pieces(value.length) : String(value)
    default:
      if (isGeometry(value)) return placeText(value)
      return typeof value === 'object' ? JSON.stringify(value) : String(value)
  }
}

// Two values that say the same; an empty text and nothing are the same.
export function same(a: Value, b: Value): boolean {
  if (isEmpty(a) && isEmpty(b)) return true
  return sorted(a) === sorted(b)
}

function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.localeCompare(b)))
      : part)
}

// A point to fly to: of a line or an area one that lies within its bounds.
export function middleOf(geometry: Geometry): [number, number] | null {
  const positions = positionsOf(geometry)
  if (!positions.length) return null
  const of = (axis: 0 | 1) => {
    const all = positions.map((position) => position[axis] ?? 0)
    return (Math.min(...all) + Math.max(...all)) / 2
  }
  return [of(0), of(1)]
}

export function positionsOf(geometry: Geometry): Position[] {
  if (geometry.type === 'GeometryCollection') return geometry.geometries.flatMap(positionsOf)
  const flat = (part: unknown): Position[] =>
    Array.isArray(part) && typeof part[0] === 'number' ? [part as Position] : Array.isArray(part) ? part.flatMap(flat) : []
  return flat(geometry.coordinates)
}

export const placeOf = (fields: Fields, kind: { fields: Field[] }): Geometry | null => {
  const field = kind.fields.find((one) => one.type === 'point' || one.type === 'line' || one.type === 'area')
  const value = field && fields[field.name]
  return value && isGeometry(value) ? value : null
}
