import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { askable } from '@/domain/commands'
import { en } from '@/i18n/en'
import { zh } from '@/i18n/zh'

function keysOf(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [prefix + key] : keysOf(value as object, `${prefix}${key}.`))
}

function at(tree: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], tree)
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sources(path)
    return /\.(vue|ts)$/.test(entry.name) ? [readFileSync(path, 'utf8')] : []
  })
}

const code = sources('src').join('\n')
const places = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1]).sort()

describe('words', () => {
  it('exist in both languages, with the same places to fill', () => {
    expect(keysOf(en).sort()).toEqual(keysOf(zh).sort())
    for (const key of keysOf(zh)) {
      expect(places(String(at(en, key))), key).toEqual(places(String(at(zh, key))))
      expect(String(at(zh, key)).trim(), key).not.toBe('')
    }
  })
  it('exist for every key the pages name', () => {
    const used = [...code.matchAll(/\bt\('([\w.]+)'/g)].map((found) => found[1] ?? '')
    expect(used.length).toBeGreaterThan(100)
    for (const key of used) expect(typeof at(zh, key), key).toBe('string')
  })
  it('exist for every group that is looked up by a word of the service', () => {
    const groups = [...code.matchAll(/\bword\('(\w+)'/g)].map((found) => found[1] ?? '')
    const built = [...code.matchAll(/\bt\(`(\w+)\./g)].map((found) => found[1] ?? '')
    for (const group of [...groups, ...built]) expect(typeof at(zh, group), group).toBe('object')
  })
  it('name every command that can be asked', () => {
    for (const { cn } of askable) expect(at(zh, `command.c${cn}`), cn).toBeTypeOf('string')
  })
  it('hold none that nobody uses', () => {
    // keys of these groups are put together from words of the service or of the router
      const dynamic = new Set(['role', 'kind', 'status', 'transmissionEnd', 'outlet', 'outletMark', 'outletState', 'outletDrift', 'outletItem', 'outletCheck', 'outletFrequency', 'outletFinding', 'outletReport', 'outletQuestion', 'paperFormat', 'unit', 'alertState', 'severity', 'verb', 'cadence', 'scope', 'statistic', 'mark', 'system', 'commandState', 'confidence', 'kindOfFault', 'calibrationOccasion', 'calibrationReason', 'nav', 'navGroup', 'link', 'command', 'audit', 'site', 'roster', 'section', 'place', 'imports', 'importState', 'exportFormat', 'dueState', 'every', 'map', 'conflict', 'way', 'outcome', 'answer', 'ruleOutcome', 'unitGrade', 'dimension', 'right', 'scopeOf', 'signOn', 'verbOf', 'ownKind', 'lack', 'doubt', 'needWord', 'limitWord', 'work', 'channel', 'stays', 'visitResult', 'inspections', 'drawStage', 'barred', 'controlGroup', 'inspectionResult', 'appealHint', 'creditGrade', 'creditState', 'found', 'satisfiedWord', 'burning', 'meterState', 'meterLook', 'productionOrder', 'powerCode', 'suspicionWitness', 'suspicionLine', 'suspicionState', 'fireMeasure', 'fireState', 'planTab', 'planNature', 'planBetter', 'planLight', 'planReason', 'planContradiction', 'planUnits', 'planDue', 'planNews', 'openTab', 'openStand', 'wallSlide', 'assessPart', 'assessStage', 'assessFault', 'assessAppeal', 'moneyState', 'moneyFault', 'yieldFault', 'package'])
    const unused = keysOf(zh).filter((key) => !dynamic.has(key.split('.')[0] ?? '') && !code.includes(`'${key}'`))
    expect(unused).toEqual([])
  })
})
