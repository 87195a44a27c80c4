// 流程图: a workflow laid out as a column, in the order in which it is written. What leads to the next
// step runs down the middle; what skips steps runs at the right, what goes back at the left, each in a
// lane of its own where lanes would meet. Lengths are pixels.
import type { FlowAction, Workflow } from './contract'
import { kClosed } from './contract'

export interface Line {
  text: string
  tone: 'title' | 'who' | 'limit' | 'muted' | 'late'
}
export interface Node {
  id: string
  number: number // 0: where it ends
  x: number
  y: number
  width: number
  height: number
  lines: (Line & { y: number })[]
}
export interface Arrow {
  key: string
  d: string
  label: string
  x: number
  y: number
  upright: boolean // the label stands along the lane
  back: boolean
}
export interface Drawing {
  width: number
  height: number
  nodes: Node[]
  arrows: Arrow[]
}

// What the caller says of steps and actions, in the reader's language.
export interface Words {
  lines: (index: number) => Line[]
  label: (action: FlowAction) => string
  end: string
  lookBack: string
}

const kPad = { x: 44, y: 12 } // x: room for the number
const kGap = 52 // between two boxes: an arrow and its label
const kLane = 34
const kEnd = { width: 112, height: 40 }
const kEdge = 6
const kSize: Record<Line['tone'], number> = { title: 15, who: 12.5, limit: 12.5, muted: 12, late: 12 }
const kLeading = 1.55

export const sizeOf = (tone: Line['tone']) => kSize[tone]

// About as wide as a browser draws it: Chinese letters are square.
export const widthOf = (text: string, size: number) =>
  [...text].reduce((sum, letter) => sum + (letter.charCodeAt(0) > 0x2e80 ? 1 : /[A-Zmw]/.test(letter) ? 0.68 : 0.54), 0) * size

const kNoHead = '，。；：、）'
// Broken between Chinese letters or at blanks; a line does not begin with a comma.
export function wrapped(text: string, size: number, most: number): string[] {
  const words = text.match(/[\u2e80-\uffff]|[^\u2e80-\uffff\s]+|\s+/g) ?? []
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    if (line && widthOf(line + word, size) > most && !kNoHead.includes(word)) {
      lines.push(line.trimEnd())
      line = word.trimStart()
    } else line += word
  }
  return line.trim() ? [...lines, line] : lines
}

function boxOf(id: string, number: number, lines: Line[], y: number, width: number): Node {
  const most = width - kPad.x - 12
  let at = kPad.y
  const placed = lines.flatMap((line) =>
    wrapped(line.text, kSize[line.tone], most).map((text) => {
      const height = kSize[line.tone] * kLeading
      at += height
      return { ...line, text, y: at - height * 0.28 }
    }),
  )
  return { id, number, x: 0, y, width, height: at + kPad.y, lines: placed }
}

interface Link {
  from: number
  to: number
  labels: string[]
  back: boolean
}

// All that leads from one step to the same other is one arrow.
function linksOf(flow: Workflow, words: Words): Link[] {
  const place = (id: string) => (id === kClosed ? flow.steps.length : flow.steps.findIndex((step) => step.id === id))
  const links = new Map<string, Link>()
  const join = (from: number, to: number, label: string, back: boolean) => {
    const key = `${from}>${to}${back ? '<' : ''}`
    const known = links.get(key) ?? { from, to, labels: [], back }
    known.labels.push(label)
    links.set(key, known)
  }
  flow.steps.forEach((step, from) => {
    for (const action of step.actions) {
      const to = place(action.to)
      if (action.to && to >= 0 && to !== from) join(from, to, words.label(action), to < from || action.returns)
    }
  })
  if (flow.look_back) {
    const to = place(flow.look_back.step)
    if (to >= 0) join(flow.steps.length, to, words.lookBack, true)
  }
  return [...links.values()]
}

// The first lane that is free over the whole way; short ways lie inside.
export function lanesOf(ways: { from: number; to: number }[]): number[] {
  const span = (way: { from: number; to: number }) => [Math.min(way.from, way.to), Math.max(way.from, way.to)] as const
  const lanes = new Array<number>(ways.length).fill(0)
  const taken: (readonly [number, number])[][] = []
  const order = ways.map((_, i) => i).sort((a, b) => {
    const [la, ha] = span(ways[a]!)
    const [lb, hb] = span(ways[b]!)
    return ha - la - (hb - lb)
  })
  for (const i of order) {
    const [low, high] = span(ways[i]!)
    let lane = taken.findIndex((used) => used.every(([from, to]) => high <= from || low >= to))
    if (lane < 0) lane = taken.push([]) - 1
    taken[lane]!.push([low, high])
    lanes[i] = lane
  }
  return lanes
}

export function drawn(flow: Workflow, words: Words, box: number): Drawing {
  const links = linksOf(flow, words)
  const down = links.filter((link) => !link.back && link.to === link.from + 1)
  const right = links.filter((link) => !link.back && link.to !== link.from + 1)
  const left = links.filter((link) => link.back)
  const [rightLanes, leftLanes] = [lanesOf(right), lanesOf(left)]
  const room = (lanes: number[]) => (lanes.length ? (Math.max(...lanes) + 1) * kLane : 0)
  const x = kEdge + room(leftLanes)
  const width = x + box + room(rightLanes) + kEdge

  const nodes: Node[] = []
  let y = kEdge
  flow.steps.forEach((step, i) => {
    const node = boxOf(step.id, i + 1, words.lines(i), y, box)
    node.x = x
    nodes.push(node)
    y += node.height + kGap
  })
  const end: Node = { id: kClosed, number: 0, x: x + (box - kEnd.width) / 2, y, width: kEnd.width, height: kEnd.height, lines: [{ text: words.end, tone: 'title', y: 26 }] }
  nodes.push(end)

  // Several arrows at one side of a box: apart from each other, those that leave below those that come.
  const ports = new Map<string, number>()
  const port = (index: number, side: string, leaves: boolean) => {
    const key = `${index}${side}${leaves}`
    const n = ports.get(key) ?? 0
    ports.set(key, n + 1)
    const node = nodes[index]!
    return leaves ? node.y + node.height - 14 - n * 14 : node.y + 14 + n * 14
  }
  const around = (link: Link, lane: number, side: 'left' | 'right'): Arrow => {
    const [from, to] = [nodes[link.from]!, nodes[link.to]!]
    const out = side === 'left' ? x - (lane + 0.6) * kLane : x + box + (lane + 0.6) * kLane
    const edge = (node: Node) => (side === 'left' ? node.x : node.x + node.width)
    const [y1, y2] = [port(link.from, side, true), port(link.to, side, false)]
    const bend = side === 'left' ? 8 : -8
    const turn = y2 > y1 ? 8 : -8
    const d = `M${edge(from)} ${y1}H${out + bend}Q${out} ${y1} ${out} ${y1 + turn}V${y2 - turn}Q${out} ${y2} ${out + bend} ${y2}H${edge(to)}`
    return { key: `${link.from}-${link.to}${side}`, d, label: link.labels.join(' / '), x: out, y: (y1 + y2) / 2, upright: true, back: link.back }
  }
  const middle = x + box / 2
  const straight = (link: Link): Arrow => {
    const [from, to] = [nodes[link.from]!, nodes[link.to]!]
    return { key: `${link.from}-${link.to}`, d: `M${middle} ${from.y + from.height}V${to.y}`, label: link.labels.join(' / '), x: middle + 10, y: from.y + from.height + kGap / 2 - 2, upright: false, back: false }
  }
  const arrows = [
    ...down.map(straight),
    ...right.map((link, i) => around(link, rightLanes[i]!, 'right')),
    ...left.map((link, i) => around(link, leftLanes[i]!, 'left')),
  ]
  return { width, height: end.y + end.height + kEdge, nodes, arrows }
}
