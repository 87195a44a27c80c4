import { describe, expect, it } from 'vitest'
import type { PowerClue, PowerFirm, PowerMeter } from '@/power/contract'
import { blockOf, concerns, rowsOf, ticksOf } from '@/power/gantt'

const meter = (id: string, role: PowerMeter['role'], line: string | null, device: string | null): PowerMeter => ({ id, name: id, role, line, device, site: 's', channel: 1, rated_kw: 0, learned: null, runs: [[0, 50, 'off'], [50, 100, 'run']] })
const clue = { meter: '', line: 'l1', device: 'd1', from: 60, until: 80 } as PowerClue
const firm = { from: 0, until: 100, pairs: { lines: [{ id: 'l1', name: '', devices: ['d1'] }, { id: 'l2', name: '', devices: [] }], devices: [] }, meters: [meter('total', 'total', null, null), meter('t1', 'treatment', null, 'd1'), meter('p2', 'production', 'l2', null), meter('p1', 'production', 'l1', null)], clues: [clue] } as unknown as PowerFirm

describe('power gantt', () => {
  it('puts each line above its treatment and the rest last', () => expect(rowsOf(firm).map((row) => row.meter.id)).toEqual(['p1', 't1', 'p2', 'total']))
  it('shows what runs and marks what was found', () => {
    const [p1] = rowsOf(firm)
    expect(p1!.runs.map((run) => [run.left, run.width])).toEqual([[0.5, 0.5]])
    expect(p1!.found.map((one) => [one.left, Math.round(one.width * 100)])).toEqual([[0.6, 20]])
  })
  it('marks only the meter when the clue names one', () => {
    expect(concerns({ ...clue, meter: 't1' }, firm.meters[1]!)).toBe(true)
    expect(concerns({ ...clue, meter: 't1' }, firm.meters[3]!)).toBe(false)
  })
  it('keeps blocks within the span', () => expect(blockOf(-50, 300, firm)).toEqual({ left: 0, width: 1 }))
  it('ticks on whole local hours', () => expect(ticksOf({ from: 0, until: 86_400_000 }).map((tick) => tick.at % 7_200_000)).toEqual(Array(13).fill(0)))
})
