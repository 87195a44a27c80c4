// 分层布局: a trace as columns by distance. Leaves lie below one another, each node stands in the middle
// of what hangs on it, so that the lines of a tree do not cross.
import type { Traced } from './contract'

export interface Placed {
  node: Traced
  index: number
  column: number
  row: number // may be half
}

export function layered(nodes: Traced[]): Placed[] {
  const children = nodes.map((): number[] => [])
  nodes.forEach((node, i) => node.from !== null && children[node.from]?.push(i))
  const rows = new Array<number>(nodes.length).fill(0)
  let next = 0
  // Nodes come nearest first, so a node's children come after it: a stack instead of recursion, as
  // chains of pipes are long.
  const stack = nodes.flatMap((node, i) => (node.from === null ? [{ i, entered: false }] : [])).reverse()
  while (stack.length) {
    const top = stack[stack.length - 1]!
    const below = children[top.i] ?? []
    if (!top.entered && below.length) {
      top.entered = true
      for (const child of [...below].reverse()) stack.push({ i: child, entered: false })
      continue
    }
    stack.pop()
    rows[top.i] = below.length ? (rows[below[0]!]! + rows[below[below.length - 1]!]!) / 2 : next++
  }
  return nodes.map((node, index) => ({ node, index, column: node.distance, row: rows[index]! }))
}
