// Everything that happened, by its day: which of a record's times is the one that tells when.
import { dayText } from '@/domain/format'
import type { Field, Fields, Kind, LedgerRecord } from './contract'

const kTimes = ['on', 'date', 'happened_on', 'inspected_on', 'decided_on', 'issued_on', 'approved_on', 'filed_on', 'received_on', 'submitted_on']

export interface Moment {
  day: string
  kind: string
  record: LedgerRecord
}

function dayIn(field: Field, fields: Fields): string {
  const value = fields[field.name]
  if (field.type === 'instant') return typeof value === 'number' ? dayText(value) : ''
  return typeof value === 'string' ? (value.split('/')[0] ?? '') : ''
}

export function dayOf(kind: Kind, fields: Fields): string {
  const timed = kind.fields.filter((field) => ['day', 'instant', 'period'].includes(field.type))
  const rank = (field: Field) => {
    const at = kTimes.indexOf(field.name)
    return at < 0 ? kTimes.length + (field.type === 'period' ? 1 : 0) : at
  }
  const days = [...timed].sort((a, b) => rank(a) - rank(b)).map((field) => dayIn(field, fields))
  return days.find(Boolean) ?? ''
}

// Newest first, by year; what has no day is not part of it.
export function byYear(moments: Moment[]): { year: string; moments: Moment[] }[] {
  const sorted = moments.filter((moment) => moment.day).sort((a, b) => b.day.localeCompare(a.day))
  const years = [...new Set(sorted.map((moment) => moment.day.slice(0, 4)))]
  return years.map((year) => ({ year, moments: sorted.filter((moment) => moment.day.startsWith(year)) }))
}
