import { describe, expect, it } from 'vitest'
import { dayText, kHourMs } from '@/domain/format'
import { dayTicks, kSliderHours, momentAt, nextPosition, positionOf } from '@/domain/slider'

const now = Date.parse('2026-11-22T09:20:00+08:00')
const hour = Date.parse('2026-11-22T09:00:00+08:00')

describe('the time slider', () => {
  it('means now at its right end', () => {
    expect(momentAt(kSliderHours, now)).toBeNull()
    expect(positionOf(null, now)).toBe(kSliderHours)
  })
  it('stands on whole hours, the last full hour left of now', () => {
    expect(momentAt(kSliderHours - 1, now)).toBe(hour)
    expect(momentAt(kSliderHours - 2, now)).toBe(hour - kHourMs)
  })
  it('never asks for more than 72 hours back', () => {
    expect(now - (momentAt(0, now) ?? 0)).toBeLessThanOrEqual(72 * kHourMs)
    expect(momentAt(-5, now)).toBe(momentAt(0, now))
  })
  it('finds the position of a moment again', () => {
    for (let position = 0; position < kSliderHours; position++)
      expect(positionOf(momentAt(position, now), now)).toBe(position)
    expect(positionOf(now - 500 * kHourMs, now)).toBe(0)
  })
  it('marks the midnights', () => {
    expect(dayTicks(now).map((tick) => dayText(tick.at))).toEqual(['2026-11-20', '2026-11-21', '2026-11-22'])
  })
  it('plays on and begins again', () => {
    expect(nextPosition(3)).toBe(4)
    expect(nextPosition(kSliderHours)).toBe(0)
  })
})
