import type { Tone } from '@/domain/state'
import type { Answer, UnitRule } from './contract'

export const answerTone = (answer: Answer): Tone => ({ allowed: 'ok', restricted: 'warn', forbidden: 'danger' } as const)[answer]
export const outcomeTone = (outcome: UnitRule['outcome']): Tone => ({ met: 'ok', to_prove: 'warn', broken: 'danger' } as const)[outcome]
