// Numbers and times as people in the field write them. Calendar time is +08:00 everywhere.
const kZoneMs = 8 * 3_600_000
export const kHourMs = 3_600_000
export const kDayMs = 24 * kHourMs
export const kNone = '—'

const kUnits: Record<string, string> = {
  'ug/m3': 'µg/m³',
  'μg/m3': 'µg/m³',
  'mg/m3': 'mg/m³',
  'ng/m3': 'ng/m³',
  '微克/立方米': 'µg/m³',
  '毫克/立方米': 'mg/m³',
  'mg/l': 'mg/L',
  'ug/l': 'µg/L',
  'us/cm': 'µS/cm',
  'db(a)': 'dB(A)',
  db: 'dB',
  c: '°C',
  degc: '°C',
  deg: '°',
  '1': '',
}

export function unitText(unit: string): string {
  return kUnits[unit.toLowerCase()] ?? unit
}

// Where nothing says how exact a figure is: four digits that count.
const fractionOf = (value: number) => (Math.abs(value) >= 100 ? 1 : Math.abs(value) >= 10 ? 2 : 3)

// Four digits need no comma, and a year must not have one.
export const wholeNumber = (value: number): string => (Math.abs(value) < 10_000 ? String(Math.round(value)) : number(value, 0))

export function number(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return kNone
  const text = value.toLocaleString('en-US', {
    minimumFractionDigits: decimals ?? 0,
    maximumFractionDigits: decimals ?? fractionOf(value),
  })
  return /[1-9]/.test(text) ? text : text.replace('-', '') // no negative zero
}

// With its sign, as a part of a sum or a change: "+ 1.5", "− 0.2".
export function signed(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return kNone
  return `${value < 0 ? '−' : '+'} ${number(Math.abs(value), decimals)}`
}

export function amount(value: number | null | undefined, unit: string, decimals?: number): string {
  const text = number(value, decimals)
  const symbol = unitText(unit)
  if (text === kNone || !symbol) return text
  return symbol === '%' ? text + symbol : `${text} ${symbol}`
}

// 万元: yuan as ten thousands.
const kWan = 10_000
export const wan = (yuan: number) => number(yuan / kWan, 1)

export function percent(share: number | null | undefined, decimals = 1): string {
  return share === null || share === undefined ? kNone : `${number(share * 100, decimals)}%`
}

const two = (n: number) => String(n).padStart(2, '0')

function local(t: number): Date {
  return new Date(t + kZoneMs) // read with getUTC…
}

export function dayText(t: number): string {
  const d = local(t)
  return `${d.getUTCFullYear()}-${two(d.getUTCMonth() + 1)}-${two(d.getUTCDate())}`
}

export function clockText(t: number, seconds = false): string {
  const d = local(t)
  const text = `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}`
  return seconds ? `${text}:${two(d.getUTCSeconds())}` : text
}

export function momentText(t: number | null | undefined): string {
  if (t === null || t === undefined) return kNone
  return `${dayText(t).slice(5)} ${clockText(t)}`
}

export function fullText(t: number | null | undefined): string {
  return t === null || t === undefined ? kNone : `${dayText(t)} ${clockText(t, true)}`
}

export function startOfDay(t: number): number {
  return Math.floor((t + kZoneMs) / kDayMs) * kDayMs - kZoneMs
}

export function startOfMonth(t: number): number {
  const d = local(t)
  return Date.UTC(d.getUTCFullYear(), d.getUTCMonth(), 1) - kZoneMs
}

export function addMonths(monthStart: number, months: number): number {
  const d = local(monthStart)
  return Date.UTC(d.getUTCFullYear(), d.getUTCMonth() + months, 1) - kZoneMs
}

export function parseDay(day: string): number {
  return Date.parse(`${day}T00:00:00+08:00`)
}

// Pickers show a Date in the reader's own zone: these shift it, so that +08:00 is shown and meant.
export function pickerDate(t: number): Date {
  const date = new Date(t)
  return new Date(t + kZoneMs + date.getTimezoneOffset() * 60_000)
}

export function pickedTime(date: Date): number {
  return date.getTime() - kZoneMs - date.getTimezoneOffset() * 60_000
}

export interface Duration {
  key: 'seconds' | 'minutes' | 'hours' | 'days'
  n: number
}

// The largest fitting unit, for words like "3 小时".
export function duration(ms: number): Duration {
  const s = Math.abs(ms) / 1000
  if (s < 60) return { key: 'seconds', n: Math.round(s) }
  if (s < 3600) return { key: 'minutes', n: Math.round(s / 60) }
  if (s < 86_400 * 2) return { key: 'hours', n: Math.round(s / 360) / 10 }
  return { key: 'days', n: Math.round(s / 8640) / 10 }
}

// The factor of an index item: "a34002:hour" → "a34002".
export function factorOf(item: string): string {
  return item.split(':')[0] ?? item
}

// The symbol alone where a Chinese name carries one: 细颗粒物PM₂.₅ → PM₂.₅.
export function symbolOf(name: string): string {
  return name.replace(/^[\u4e00-\u9fff]+(?=[A-Z])/, '')
}

// 下标: PM2.5 → PM₂.₅ as printed in the field.
export function pollutant(name: string): string {
  return name
    .replace(/PM2\.5/g, 'PM₂.₅')
    .replace(/PM10/g, 'PM₁₀')
    .replace(/\b(SO|NO)2\b/g, '$1₂')
    .replace(/\bO3\b/g, 'O₃')
}
