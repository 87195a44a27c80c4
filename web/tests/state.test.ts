import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { IndexNow } from '@/contract'
import { multiple } from '@/domain/exceedance'
import {
  alertTone, contrast, dueTone, indexText, inkOn, isUnverified, kSilentColour, shareTone, siteColour,
} from '@/domain/state'

const index: IndexNow = {
  index: 'AQI', value: 132, category: '3', name_zh: '轻度污染', name_en: 'Lightly polluted',
  colour: '#FF7E00', primary: ['a34004'], standard: 'HJ 633-2026', unverified: false,
}

describe('a station', () => {
  it('wears the colour of its class', () => {
    expect(siteColour({ status: 'ok' }, index)).toBe('#FF7E00')
    expect(siteColour({ status: 'alarm' }, index)).toBe('#FF7E00')
  })
  it('never wears it while silent, quarantined or not judged', () => {
    expect(siteColour({ status: 'silent' }, index)).toBe(kSilentColour)
    expect(siteColour({ status: 'quarantined' }, index)).toBe(kSilentColour)
    expect(siteColour({ status: 'ok' }, null)).toBe(kSilentColour)
    expect(siteColour({ status: 'ok' }, { ...index, value: null })).toBe(kSilentColour)
  })
  it('shows a water class by its numeral and others by their number', () => {
    expect(indexText(index)).toBe('132')
    expect(indexText({ ...index, index: 'water_class', value: 3, category: 'III' })).toBe('III')
    const worst = { ...index, index: 'water_class' as const, value: 6, category: '劣V' }
    expect([indexText(worst), indexText(worst, 'en')]).toEqual(['劣V', '>V'])
    expect(indexText(null)).toBe('–')
  })
})

describe('tones', () => {
  it('follow the state of an alert', () => {
    expect(alertTone('firing')).toBe('danger')
    expect(alertTone('pending')).toBe('warn')
    expect(alertTone('resolved')).toBe('ok')
    expect(alertTone('silenced')).toBe('silent')
  })
  it('warn in the last fifth of a term and after it', () => {
    const hour = 3_600_000
    expect(dueTone(0, 10 * hour, 2 * hour)).toBe('ok')
    expect(dueTone(0, 10 * hour, 8.5 * hour)).toBe('warn')
    expect(dueTone(0, 10 * hour, 10 * hour + 1)).toBe('danger')
    expect(dueTone(0, hour, hour - 29 * 60_000)).toBe('warn')
    expect(dueTone(0, null, hour)).toBe('info')
  })
  it('grade a share', () => {
    expect([0.99, 0.8, 0.2, null].map(shareTone)).toEqual(['ok', 'warn', 'danger', 'silent'])
  })
  it('call everything unverified but what was checked', () => {
    expect(isUnverified('verified')).toBe(false)
    expect(isUnverified('public library')).toBe(true)
    expect(isUnverified('')).toBe(false)
  })
})

describe('超标倍数', () => {
  it('is (C − S) / S of a concentration above its limit', () => {
    expect(multiple(1.875, 1.5, 'mg/L')).toBeCloseTo(0.25)
  })
  it('is not defined below the limit, for levels and for indices', () => {
    expect(multiple(1, 1.5, 'mg/L')).toBeNull()
    expect(multiple(57, 50, 'dB(A)')).toBeNull()
    expect(multiple(132, 101, '')).toBeNull()
  })
})

describe('contrast', () => {
  it('of text on every colour of a class is at least 4.5', () => {
    const colours = ['#00E400', '#FFFF00', '#FF7E00', '#FF0000', '#99004C', '#7E0023', '#0000FF', '#00C853', kSilentColour]
    for (const colour of colours) expect(contrast(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5)
  })

  const sheet = readFileSync('src/styles/tokens.css', 'utf8')
  const [light = '', dark = ''] = [sheet.split('html.dark')[0], sheet.split('html.dark')[1]]
  const token = (theme: string, name: string) => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(theme)?.[1] ?? ''
  for (const [name, theme] of [['light', light], ['dark', dark]] as const) {
    it(`of every text colour on every surface is at least 4.5 (${name})`, () => {
      for (const surface of ['bg', 'panel', 'panel-2'])
        for (const text of ['ink', 'ink-2', 'ink-3', 'accent', 'ok', 'warn', 'danger', 'info', 'silent'])
          expect(contrast(token(theme, surface), token(theme, text)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5)
    })
  }
})
