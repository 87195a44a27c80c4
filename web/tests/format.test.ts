import { describe, expect, it } from 'vitest'
import {
  addMonths, amount, clockText, dayText, duration, fullText, kNone, number, parseDay, percent, pickedTime, pickerDate, pollutant,
  startOfDay, startOfMonth, symbolOf, unitText, wholeNumber } from '@/domain/format'

const noon = Date.parse('2026-03-01T12:34:56+08:00')

describe('numbers', () => {
  it('keeps the decimals asked for and groups thousands', () => {
    expect(number(1234.5, 1)).toBe('1,234.5')
    expect(number(35, 0)).toBe('35')
    expect([2026, 10_000].map(wholeNumber)).toEqual(['2026', '10,000'])
  })
  it('writes absence as a dash, never as zero', () => {
    expect(number(null)).toBe(kNone)
    expect(number(NaN)).toBe(kNone)
    expect(amount(undefined, 'ug/m3')).toBe(kNone)
    expect(percent(null)).toBe(kNone)
  })
  it('writes units as the field does', () => {
    expect(unitText('ug/m3')).toBe('µg/m³')
    expect(unitText('dB(A)')).toBe('dB(A)')
    expect(amount(35, 'ug/m3', 0)).toBe('35 µg/m³')
    expect(amount(66, '%', 1)).toBe('66.0%')
    expect(percent(0.941)).toBe('94.1%')
  })
  it('sets pollutants with subscripts', () => {
    expect(pollutant('PM2.5 小时浓度')).toBe('PM₂.₅ 小时浓度')
    expect(pollutant('O3 and NO2')).toBe('O₃ and NO₂')
    expect(['细颗粒物PM₂.₅', '二氧化氮', 'PM₁₀'].map(symbolOf)).toEqual(['PM₂.₅', '二氧化氮', 'PM₁₀'])
  })
})

describe('time is +08:00 wherever the page is read', () => {
  it('names days and clocks', () => {
    expect(dayText(noon)).toBe('2026-03-01')
    expect(dayText(Date.parse('2026-02-28T16:30:00Z'))).toBe('2026-03-01')
    expect(clockText(noon, true)).toBe('12:34:56')
    expect(fullText(noon)).toBe('2026-03-01 12:34:56')
  })
  it('finds the beginning of days and months', () => {
    expect(dayText(startOfDay(noon))).toBe('2026-03-01')
    expect(clockText(startOfDay(noon))).toBe('00:00')
    expect(startOfMonth(noon)).toBe(parseDay('2026-03-01'))
    expect(addMonths(parseDay('2026-12-01'), 1)).toBe(parseDay('2027-01-01'))
    expect(addMonths(parseDay('2026-03-01'), -1)).toBe(parseDay('2026-02-01'))
  })
  it('shows and takes +08:00 in a picker of any zone', () => {
    const shown = pickerDate(noon)
    expect([shown.getDate(), shown.getHours(), shown.getMinutes()]).toEqual([1, 12, 34])
    expect(pickedTime(shown)).toBe(noon)
  })
  it('picks the fitting unit of a span', () => {
    expect(duration(42_000)).toEqual({ key: 'seconds', n: 42 })
    expect(duration(25 * 60_000)).toEqual({ key: 'minutes', n: 25 })
    expect(duration(-90 * 60_000)).toEqual({ key: 'hours', n: 1.5 })
    expect(duration(72 * 3_600_000)).toEqual({ key: 'days', n: 3 })
  })
})
