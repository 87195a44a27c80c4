// What differs between two states of a record, and how two people's changes of one are brought together.
import type { Fields, Revision, Value } from './contract'
import { isEmpty, same } from './value'

export interface Difference {
  field: string
  kind: 'added' | 'removed' | 'changed'
  before: Value
  after: Value
}

// Fields in the order given, unknown ones last.
export function differences(before: Fields, after: Fields, order: string[]): Difference[] {
  const names = [...new Set([...order, ...Object.keys(before), ...Object.keys(after)])]
  return names
    .filter((name) => !same(before[name], after[name]))
    .map((name) => ({
      field: name,
      kind: isEmpty(before[name]) ? 'added' : isEmpty(after[name]) ? 'removed' : 'changed',
      before: before[name],
      after: after[name],
    }))
}

// Each revision with what it changed against the one before; newest first as they came.
export function steps(revisions: Revision[], order: string[]): { revision: Revision; changed: Difference[] }[] {
  return revisions.map((revision, at) => ({
    revision,
    changed: revision.erased ? [] : differences(revisions[at + 1]?.fields ?? {}, revision.fields, order),
  }))
}

export interface Clash {
  field: string
  base: Value
  mine: Value
  theirs: Value
}

export interface Merge {
  merged: Fields // theirs, with all of mine that they did not touch
  theirs: Difference[] // what the other person changed
  clashes: Clash[] // changed by both, differently: a person decides
}

export function merge(base: Fields, mine: Fields, theirs: Fields, order: string[]): Merge {
  const merged = { ...theirs }
  const clashes: Clash[] = []
  for (const { field, after } of differences(base, mine, order)) {
    if (same(base[field], theirs[field])) merged[field] = after
    else if (!same(after, theirs[field])) clashes.push({ field, base: base[field], mine: after, theirs: theirs[field] })
  }
  return { merged, theirs: differences(base, theirs, order), clashes }
}
