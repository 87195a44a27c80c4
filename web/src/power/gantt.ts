// The rows of a firm's Gantt: each line with its treatment below it, then what is left.
import type { PowerClue, PowerFirm, PowerMeter } from './contract'

export interface Block {
  left: number // shares of the span
  width: number
}
export interface Row {
  meter: PowerMeter
  heads: boolean
  runs: (Block & { state: string; from: number; until: number })[]
  found: (Block & { clue: PowerClue })[]
}

export function blockOf(from: number, until: number, firm: { from: number; until: number }): Block {
  const length = firm.until - firm.from
  const left = Math.min(Math.max((from - firm.from) / length, 0), 1)
  const right = Math.min(Math.max((until - firm.from) / length, 0), 1)
  return { left, width: right - left }
}

// What a clue is about: its meter, or else the line and the device that it names.
export function concerns(clue: PowerClue, meter: PowerMeter): boolean {
  if (clue.meter) return clue.meter === meter.id
  if (meter.role === 'production') return meter.line === clue.line
  return meter.role === 'treatment' && meter.device === clue.device
}

export function rowsOf(firm: PowerFirm): Row[] {
  const order: PowerMeter[] = []
  const add = (meters: PowerMeter[]) => meters.forEach((meter) => order.includes(meter) || order.push(meter))
  for (const line of firm.pairs.lines) {
    add(firm.meters.filter((meter) => meter.line === line.id))
    add(firm.meters.filter((meter) => meter.device !== null && line.devices.includes(meter.device)))
  }
  add(firm.meters)
  return order.map((meter) => ({
    meter,
    heads: meter.role === 'production',
    runs: meter.runs.filter(([, , state]) => state !== 'off').map(([from, until, state]) => ({ ...blockOf(from, until, firm), state, from, until })),
    found: firm.clues.filter((clue) => concerns(clue, meter)).map((clue) => ({ ...blockOf(clue.from, clue.until, firm), clue })),
  }))
}

// Local hours that fit, at most twelve; the calendar is +08:00.
const kHour = 3_600_000
const kZone = 8 * kHour
export function ticksOf(firm: { from: number; until: number }): { at: number; left: number }[] {
  const step = [1, 2, 4, 6, 12, 24, 48].map((hours) => hours * kHour).find((one) => (firm.until - firm.from) / one <= 12) ?? 48 * kHour
  const first = Math.ceil((firm.from + kZone) / step) * step - kZone
  const out = []
  for (let at = first; at <= firm.until; at += step) out.push({ at, left: blockOf(at, at, firm).left })
  return out
}
