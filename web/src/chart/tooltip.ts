// The bubble over a chart, made of elements: markup with inline styles would break a strict policy.
import { amount, fullText, number } from '@/domain/format'
import { kZoneMs, nearest, trackColour, type Look, type Track, type Words } from './option'

function span(text: string, className: string): HTMLElement {
  const element = document.createElement('span')
  element.className = className
  element.textContent = text
  return element
}

export function tooltipOf(axisTime: number, tracks: Track[], look: Look, words: Words): HTMLElement {
  const t = axisTime - kZoneMs
  const box = document.createElement('div')
  box.className = 'chart-tip'
  box.append(span(fullText(t), 'chart-tip-time'))
  tracks.forEach((track, index) => {
    const point = nearest(track.points, t)
    if (!point) return
    const row = document.createElement('div')
    row.className = 'chart-tip-row'
    const dot = span('', 'chart-tip-dot')
    dot.style.background = trackColour(index, look)
    row.append(dot, span(track.name, 'chart-tip-name'), span(amount(point[1], track.unit, track.decimals), 'chart-tip-value'))
    const low = nearest(track.low ?? [], point[0]), high = nearest(track.high ?? [], point[0])
    if (low?.[0] === point[0] && high?.[0] === point[0])
      row.append(span(`${number(low[1], track.decimals)}–${number(high[1], track.decimals)}`, 'chart-tip-mark'))
    if (point[2] !== 'N') row.append(span(words.mark(point[2]), 'chart-tip-mark'))
    box.append(row)
  })
  return box
}
