// The typed client of docs/api.md, papers and discretion.
import { address, get, post, seg } from '@/api'
import type { Fine, Paper, PaperFormat, Violation } from './contract'

export const kPenalty = 'penalty'
export const kStatement = 'statement'
// What the panel of discretion asks for, instead of the form.
export const kWeighed = ['offence', 'discretion']

const papersOf = (kind: string, id: string) => `/records/${seg(kind)}/${seg(id)}/papers`

export const enforcement = {
  papers: (kind: string, id: string) => get<Paper[]>(papersOf(kind, id)),
  paperUrl: (kind: string, id: string, paper: string, format: PaperFormat) => address(`${papersOf(kind, id)}/${seg(paper)}`, { format }),
  violations: () => get<Violation[]>('/enforcement/violations'),
  reckon: (violation: string, levels: string[]) => post<Fine>('/enforcement/discretion', { violation, levels }),
}
