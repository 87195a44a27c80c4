// From series to an ECharts option: one axis per unit, limits as lines, marks as symbols, gaps kept.
import type { LimitLine, Point } from '@/contract'
import { number, unitText } from '@/domain/format'
import { isUnverified } from '@/domain/state'

export const kZoneMs = 8 * 3_600_000 // the axis is drawn in UTC from shifted times: +08:00 anywhere

export interface Track {
  name: string
  factor: string
  site: string
  measure: string
  unit: string
  decimals: number
  points: Point[]
  low?: Point[] // least and most of each period, where they were sent
  high?: Point[]
  limits: LimitLine[]
  compared: boolean
  dots?: boolean // every point is drawn: a few of them far apart
}

export interface Look {
  ink: string
  faint: string
  line: string
  panel: string
  danger: string
  warn: string
  accent: string
  palette: string[]
}

export interface Words {
  limit: (limit: LimitLine) => string
  mark: (mark: string) => string
  unverified: string
}

const kNormal = 'N'
const kMostAxes = 2
const kReach = 2.5 // an axis is stretched to a limit up to so many times the greatest value on it

const kPh = 'w01001'

// Scales whose zero says nothing.
const floats = ({ unit, factor }: Track) => unit === 'dB(A)' || unit === 'C' || factor === kPh

export function trackColour(track: number, look: Look): string {
  return look.palette[track % look.palette.length] ?? look.accent
}

export function axisUnits(tracks: Track[]): string[] {
  return [...new Set(tracks.map((track) => track.unit))]
}

function markSymbols(track: Track, index: number, look: Look) {
  const odd = track.points.filter(([, value, mark, , revised]) => value !== null && (mark !== kNormal || revised))
  return {
    type: 'scatter' as const,
    symbol: 'circle',
    symbolSize: 9,
    z: 5,
    tooltip: { show: false },
    data: odd.map(([t, value, mark, , revised]) => ({
      value: [t + kZoneMs, value],
      symbol: revised ? 'diamond' : 'circle',
      itemStyle: {
        color: look.panel,
        borderWidth: 2,
        borderColor: mark === kNormal ? trackColour(index, look) : mark === 'inv' ? look.danger : look.warn,
      },
      label: { show: mark !== kNormal, formatter: mark, position: 'top' as const, color: look.warn, fontSize: 11 },
    })),
  }
}

// A range has a line at each end.
function bounds(limit: LimitLine): LimitLine[] {
  const ends = [limit.lower, limit.upper].filter((end) => end !== null && end !== undefined)
  return ends.length === 2 ? ends.map((value) => ({ ...limit, value })) : [limit]
}

const axisIndex = (units: string[], { unit }: Track) => Math.min(units.indexOf(unit), kMostAxes - 1)

function most(tracks: Track[]): number {
  let found = -Infinity
  for (const { points, high } of tracks)
    for (const [, value] of [...points, ...(high ?? [])]) found = Math.max(found, value ?? -Infinity)
  return found
}

export interface Bound {
  track: Track
  limit: LimitLine
  beyond: boolean // out of reach: drawn, it would flatten the curve
}

// Every limit once, and whether the axis of its track reaches it.
export function limitBounds(tracks: Track[]): Bound[] {
  const units = axisUnits(tracks)
  return tracks.filter((track) => !track.compared).flatMap((track) => {
    const reach = kReach * most(tracks.filter((other) => axisIndex(units, other) === axisIndex(units, track)))
    return track.limits.flatMap(bounds).map((limit) => ({ track, limit, beyond: limit.value > reach }))
  })
}

export function limitText(limit: LimitLine, words: Words): string {
  return `${words.limit(limit)}${isUnverified(limit.confidence) ? ` · ${words.unverified}` : ''}`
}

function limitLines(drawn: Bound[], look: Look, words: Words, narrow: boolean) {
  return {
    silent: true,
    symbol: 'none',
    lineStyle: { color: look.danger, type: 'dashed' as const, width: 1.2, opacity: 0.9 },
    label: {
      position: 'insideEndTop' as const,
      color: look.danger,
      backgroundColor: `${look.panel}cc`, // the curve may pass behind it
      padding: [1, 4],
      fontSize: 11,
      formatter: '{b}',
    },
    data: drawn.map(({ limit }) => ({
      yAxis: limit.value,
      name: narrow ? number(limit.value) : `${number(limit.value)} · ${limitText(limit, words)}`,
    })),
  }
}

// An axis shows its limits as well as its values; from zero unless zero says nothing.
function extent(tracks: Track[], drawn: Bound[]) {
  if (!drawn.length) return { scale: !tracks.some((track) => track.limits.length) }
  const limits = drawn.map(({ limit }) => limit.value)
  return { scale: tracks.every(floats), dataMin: Math.min(...limits), dataMax: Math.max(...limits) }
}

// `narrow`: a limit's line carries its figure alone, its source stands beside the chart.
export function chartOption(tracks: Track[], look: Look, words: Words, chosen: [number, number] | null, narrow = false) {
  const units = axisUnits(tracks)
  const axisOf = (track: Track) => axisIndex(units, track)
  const drawn = limitBounds(tracks).filter(({ beyond }) => !beyond)
  const lines = tracks.map((track, index) => ({
    type: 'line' as const,
    name: track.name,
    yAxisIndex: axisOf(track),
    showSymbol: track.dots ?? false,
    symbolSize: 7,
    sampling: 'lttb' as const,
    connectNulls: false,
    lineStyle: { width: track.compared ? 1.5 : 2.2, type: track.compared ? ('dotted' as const) : ('solid' as const) },
    itemStyle: { color: trackColour(index, look) },
    triggerLineEvent: true,
    data: track.points.map(([t, value]) => [t + kZoneMs, value]),
    ...(track.compared ? {} : { markLine: limitLines(drawn.filter((bound) => bound.track === track), look, words, narrow) }),
    ...(index === 0 && chosen
      ? {
          markArea: {
            silent: true,
            itemStyle: { color: look.accent, opacity: 0.16 },
            data: [[{ xAxis: chosen[0] + kZoneMs }, { xAxis: chosen[1] + kZoneMs }]],
          },
        }
      : {}),
  }))
  const extremes = tracks.flatMap((track, index) =>
    track.compared ? [] : [track.low ?? [], track.high ?? []].filter((points) => points.length).map((points) => ({
      type: 'line' as const,
      yAxisIndex: axisOf(track),
      showSymbol: false,
      silent: true,
      sampling: 'lttb' as const,
      tooltip: { show: false },
      lineStyle: { width: 1, opacity: 0.4, color: trackColour(index, look) },
      itemStyle: { color: trackColour(index, look) },
      data: points.map(([t, value]) => [t + kZoneMs, value]),
    })))
  const marks = tracks.flatMap((track, index) =>
    track.compared ? [] : [{ ...markSymbols(track, index, look), yAxisIndex: axisOf(track) }])
  return {
    useUTC: true,
    animation: false,
    grid: { left: 8, right: units.length > 1 ? 8 : 18, top: 34, bottom: 54, containLabel: true },
    xAxis: {
      type: 'time' as const,
      axisLine: { lineStyle: { color: look.line } },
      axisLabel: { color: look.faint, hideOverlap: true },
      splitLine: { show: false },
    },
    yAxis: units.slice(0, kMostAxes).map((unit, i) => ({
      type: 'value' as const,
      name: tracks.length > 1 ? unitText(unit) : '',
      ...extent(tracks.filter((track) => axisOf(track) === i), drawn.filter(({ track }) => axisOf(track) === i)),
      position: i === 0 ? ('left' as const) : ('right' as const),
      nameTextStyle: { color: look.faint, align: i === 0 ? ('left' as const) : ('right' as const) },
      axisLabel: { color: look.faint },
      splitLine: { show: i === 0, lineStyle: { color: look.line, opacity: 0.5 } },
    })),
    dataZoom: [
      { type: 'inside' as const, zoomOnMouseWheel: 'ctrl' as const },
      {
        type: 'slider' as const,
        height: 22,
        bottom: 8,
        borderColor: 'transparent',
        textStyle: { color: look.faint },
        brushSelect: false,
        fillerColor: 'rgba(110,170,160,.16)',
        moveHandleStyle: { color: look.line },
        emphasis: { moveHandleStyle: { color: look.faint }, handleStyle: { borderColor: look.accent } },
        handleStyle: { color: look.panel, borderColor: look.faint },
        dataBackground: { lineStyle: { color: look.line }, areaStyle: { color: look.line } },
        selectedDataBackground: { lineStyle: { color: look.faint }, areaStyle: { color: look.line } },
      },
    ],
    series: [...lines, ...extremes, ...marks],
  }
}

// The point of a series closest in time.
export function nearest(points: Point[], t: number): Point | null {
  let best: Point | null = null
  for (const point of points) {
    if (!best || Math.abs(point[0] - t) < Math.abs(best[0] - t)) best = point
  }
  return best
}
