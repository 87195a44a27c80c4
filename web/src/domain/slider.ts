// The map's time slider: whole hours of the last three days; the right end is "now".
import { kHourMs } from './format'

export const kSliderHours = 72

// Position 0 … 72; 72 means now (null: ask without a time).
export function momentAt(position: number, now: number): number | null {
  if (position >= kSliderHours) return null
  const back = kSliderHours - Math.max(0, Math.round(position))
  return Math.floor(now / kHourMs) * kHourMs - (back - 1) * kHourMs
}

export function positionOf(at: number | null, now: number): number {
  if (at === null) return kSliderHours
  const back = Math.round((Math.floor(now / kHourMs) * kHourMs - at) / kHourMs) + 1
  return Math.min(kSliderHours, Math.max(0, kSliderHours - back))
}

export interface Tick {
  position: number
  at: number
}

// Midnights (+08:00) inside the slider.
export function dayTicks(now: number): Tick[] {
  const ticks: Tick[] = []
  for (let position = 0; position < kSliderHours; position++) {
    const at = momentAt(position, now)
    if (at !== null && (at + 8 * kHourMs) % (24 * kHourMs) === 0) ticks.push({ position, at })
  }
  return ticks
}

// While playing: the next hour, and from "now" back to the beginning.
export function nextPosition(position: number): number {
  return position >= kSliderHours ? 0 : position + 1
}
