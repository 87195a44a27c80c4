// Small drawings of figures as SVG paths: shares of a box that is 1 wide and 1 high, y from the top.
export interface Spot {
  x: number
  y: number
}

export interface Scale {
  low: number
  high: number
  at: (value: number) => number // 0 at the top
}

const kRoom = 0.12 // of the span, above and below

export function scaleOf(values: (number | null | undefined)[]): Scale {
  const known = values.filter((value): value is number => typeof value === 'number')
  const least = known.length ? Math.min(...known) : 0, most = known.length ? Math.max(...known) : 1
  const room = (most - least || Math.abs(most) || 1) * kRoom
  const low = least >= 0 ? Math.max(0, least - room) : least - room, high = most + room
  return { low, high, at: (value) => 1 - (value - low) / (high - low) }
}

// Values at equal distances; where there is none the line is broken.
export function spotsOf(values: (number | null)[], scale: Scale): (Spot | null)[] {
  const step = values.length > 1 ? 1 / (values.length - 1) : 0
  return values.map((value, i) => (value === null ? null : { x: values.length > 1 ? i * step : 0.5, y: scale.at(value) }))
}

export function pathOf(spots: (Spot | null)[], width: number, height: number): string {
  let pen = 'M'
  return spots
    .map((spot) => {
      const word = spot ? `${pen}${(spot.x * width).toFixed(1)} ${(spot.y * height).toFixed(1)}` : ''
      pen = spot ? 'L' : 'M'
      return word
    })
    .join('')
}

const kMonths = 12
// The twelve months of a year, null where nothing is known.
export const monthly = (points: { month: number; so_far: number | null }[]) =>
  Array.from({ length: kMonths }, (_, i) => points.find((point) => point.month === i + 1)?.so_far ?? null)
