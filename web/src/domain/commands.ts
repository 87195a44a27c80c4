// Commands a person may ask of a device, and the arguments each wants (HJ 212 names).
import { dayText, clockText } from './format'

export type Argument = 'BeginTime' | 'EndTime' | 'RtdInterval'

export interface Askable {
  cn: string
  args: Argument[]
}

export const askable: Askable[] = [
  { cn: '1011', args: [] },
  { cn: '1012', args: [] },
  { cn: '1014', args: [] },
  { cn: '1061', args: [] },
  { cn: '1062', args: ['RtdInterval'] },
  { cn: '2011', args: [] },
  { cn: '2051', args: ['BeginTime', 'EndTime'] },
  { cn: '2061', args: ['BeginTime', 'EndTime'] },
  { cn: '2031', args: ['BeginTime', 'EndTime'] },
  { cn: '3015', args: [] },
]

// YYYYMMDDhhmmss at +08:00, as frames write it.
export function frameTime(t: number): string {
  return `${dayText(t)}${clockText(t, true)}`.replace(/[-:]/g, '')
}
