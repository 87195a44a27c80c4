import { nextTick, ref } from 'vue'
import { describe, expect, it } from 'vitest'
import { parseDay, kHourMs } from '@/domain/format'
import { airClasses, newestAt, worstFirst } from '@/wall/air'
import { nextNight, troubleOf } from '@/wall/standing'
import { chosenOf, kLeastS, kMostS, kUsualS, secondsOf, useTurning } from '@/wall/turning'
import type { Site } from '@/contract'

describe('the wall', () => {
  it('takes its seconds from the address, within bounds', () => {
    expect([undefined, 'x', '0', '-3', '1', '30', '9999'].map(secondsOf)).toEqual([kUsualS, kUsualS, kUsualS, kUsualS, kLeastS, 30, kMostS])
  })
  it('shows what the address names and there is, in its order', () => {
    const known = ['minute', 'map', 'air'] as const
    expect(chosenOf('map,nothing,minute', known)).toEqual(['map', 'minute'])
    expect(chosenOf('nothing', known)).toEqual([...known])
    expect(chosenOf(undefined, known)).toEqual([...known])
  })
  it('turns by itself, waits while it is held, and goes around', async () => {
    const now = ref(0), count = ref(3)
    const { at, held, left, turn, hold } = useTurning(now, count, ref(20))
    const pass = async (ms: number) => {
      now.value += ms
      await nextTick()
    }
    await pass(19_000)
    expect([at.value, left.value]).toEqual([0, 1])
    await pass(1_000)
    expect([at.value, left.value]).toEqual([1, 20])
    hold()
    await pass(600_000)
    expect([at.value, held.value, left.value]).toEqual([1, true, 20])
    hold()
    await pass(20_000)
    turn(1)
    expect(at.value).toBe(0)
    turn(-1)
    expect(at.value).toBe(2)
    count.value = 1 // a part went away
    await nextTick()
    expect(at.value).toBe(0)
  })
  it('is loaded anew in the next night, and tells a lost session from a lost net', () => {
    const night = parseDay('2026-11-23') + 4 * kHourMs
    expect(nextNight(night - 1)).toBe(night)
    expect(nextNight(night)).toBe(night + 24 * kHourMs)
    expect([401, 0, 503].map(troubleOf)).toEqual(['session', 'net', 'net'])
  })
  it('counts the air by class and leaves out who is silent', () => {
    const site = (id: string, value: number | null, category: string, more: Partial<Site> = {}) =>
      ({ id, kind: 'air_micro', status: 'ok', at: 5, index: { value, category, name_zh: category, name_en: '', colour: '' }, ...more }) as Site
    const sites = [site('a', 40, '1'), site('b', 160, '4'), site('c', 45, '1'), site('d', 300, '6', { status: 'silent', at: 9 }), site('e', null, '1'), site('f', 3, '3', { kind: 'river' })]
    expect(airClasses(sites).map((one) => [one.code, one.count])).toEqual([['1', 2], ['4', 1]])
    expect(worstFirst(sites, ['air_micro']).map((one) => one.id)).toEqual(['b', 'c', 'a'])
    expect(newestAt(sites)).toBe(9)
  })
})
