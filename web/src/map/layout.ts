// Where markers and names stand on the screen so that each can be read.
export interface Disc {
  x: number
  y: number
  radius: number
}

const kRounds = 14
const kMostShift = 26 // pixels: a marker stays near the place it stands for

// Moves overlapping discs apart, a little each round; far-off discs do not move.
export function spread(discs: Disc[]): Disc[] {
  const moved = discs.map((disc) => ({ ...disc }))
  for (let round = 0; round < kRounds; round++) {
    for (const [i, a] of moved.entries()) {
      for (const b of moved.slice(i + 1)) {
        const [dx, dy] = [b.x - a.x || 0.01, b.y - a.y]
        const apart = Math.hypot(dx, dy)
        const lacking = a.radius + b.radius - apart
        if (lacking <= 0) continue
        const [px, py] = [(dx / apart) * lacking * 0.5, (dy / apart) * lacking * 0.5]
        const share = b.radius / (a.radius + b.radius) // the larger gives way less
        a.x -= px * share
        a.y -= py * share
        b.x += px * (1 - share)
        b.y += py * (1 - share)
      }
    }
  }
  return moved.map((disc, i) => {
    const home = discs[i] ?? disc
    const far = Math.hypot(disc.x - home.x, disc.y - home.y)
    const keep = far > kMostShift ? kMostShift / far : 1
    return { ...disc, x: home.x + (disc.x - home.x) * keep, y: home.y + (disc.y - home.y) * keep }
  })
}

const kGlyph = 12.5 // pixels of a Chinese letter as names are written; Latin ones take about half
const kLine = 16
const kShifts = [0, -20, 20, -36, 36, -52, 52]

export interface Name {
  id: string
  text: string
  centre: [number, number]
}

const widthOf = (text: string) =>
  [...text].reduce((sum, letter) => sum + (letter > '\u2e80' ? kGlyph : kGlyph * 0.56), 0)

// Names near their centres, clear of markers and of each other; one without room is left out.
export function placeNames(names: Name[], discs: Disc[]): { name: Name; x: number; y: number }[] {
  const placed: { name: Name; x: number; y: number }[] = []
  for (const name of names) {
    const clear = ([x, y]: [number, number]) =>
      placed.every(
        (other) =>
          Math.abs(other.x - x) > (widthOf(other.name.text) + widthOf(name.text)) / 2 ||
          Math.abs(other.y - y) > kLine)
    const spot = freeSpots(name.centre, widthOf(name.text), discs).find(clear)
    if (spot) placed.push({ name, x: spot[0], y: spot[1] })
  }
  return placed
}

function freeSpots(centre: [number, number], width: number, discs: Disc[]): [number, number][] {
  return kShifts
    .map((shift): [number, number] => [centre[0], centre[1] + shift])
    .filter(([x, y]) =>
      discs.every(
        (disc) =>
          Math.abs(disc.x - x) > width / 2 + disc.radius ||
          Math.abs(disc.y - y) > kLine / 2 + disc.radius))
}
