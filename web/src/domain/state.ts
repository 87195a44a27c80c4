// How a state looks. Colours of classes come from the service (they are the standards'); these are
// only the states around them.
import type { AlertState, CommandState, IndexNow, Site } from '@/contract'

export type Tone = 'ok' | 'info' | 'warn' | 'danger' | 'silent'

export const kSilentColour = '#74858a'

// What a marker shows: a silent or unjudged site never wears a class colour.
export function siteColour(site: Pick<Site, 'status'>, index: IndexNow | null): string {
  const known = index && index.colour && index.value !== null
  return site.status === 'silent' || site.status === 'quarantined' || !known
    ? kSilentColour
    : index.colour
}

export function siteTone(site: Pick<Site, 'status'>): Tone {
  return ({ ok: 'ok', alarm: 'danger', silent: 'silent', quarantined: 'warn' } as const)[site.status]
}

// Met or not: a number would read as decibels or as a concentration. Near its limit an outlet still meets it.
const kMet = { noise: ['1'], outlet: ['1', '2'] }

// 劣V in a narrow space: English says it as the legend does, worse than V.
export const waterClassText = (category: string, locale: string) => (locale === 'en' ? category.replace('劣', '>') : category)

export function indexText(index: IndexNow | null, locale = 'zh'): string {
  if (!index || index.value === null) return '–'
  if (index.index === 'noise' || index.index === 'outlet') return kMet[index.index].includes(index.category) ? '✓' : '!'
  return index.index === 'water_class' ? waterClassText(index.category, locale) : String(Math.round(index.value))
}

export function alertTone(state: AlertState): Tone {
  const tones = { firing: 'danger', pending: 'warn', resolved: 'ok', silenced: 'silent' } as const
  return tones[state]
}

export function commandTone(state: CommandState): Tone {
  if (state === 'done') return 'ok'
  return state === 'failed' || state === 'timeout' ? 'danger' : 'info'
}

export function isUnverified(confidence: string | undefined | null): boolean {
  return !!confidence && confidence !== 'verified'
}

export function shareTone(share: number | null | undefined): Tone {
  if (share === null || share === undefined) return 'silent'
  if (share >= 0.95) return 'ok'
  return share >= 0.75 ? 'warn' : 'danger'
}

// Remaining time of a case: the last fifth of its term, and at least the last half hour, warns.
export function dueTone(openedAt: number, dueAt: number | null, now: number): Tone {
  if (dueAt === null) return 'info'
  if (now > dueAt) return 'danger'
  const warning = Math.max((dueAt - openedAt) / 5, 30 * 60_000)
  return dueAt - now < warning ? 'warn' : 'ok'
}

function luminance(hex: string): number {
  const channel = (at: number) => {
    const v = parseInt(hex.slice(at, at + 2), 16) / 255
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

export function contrast(a: string, b: string): number {
  const [hi, lo] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number]
  return (hi + 0.05) / (lo + 0.05)
}

// Text colour that reads best on a class colour.
export function inkOn(colour: string): string {
  const dark = '#0b1214'
  return contrast(colour, dark) >= contrast(colour, '#ffffff') ? dark : '#ffffff'
}
