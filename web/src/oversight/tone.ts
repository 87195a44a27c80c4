import type { Tone } from '@/domain/state'
import type { CreditEvent, Grade, Stage } from './contract'

export const stageTone = (stage: Stage): Tone => ({ committing: 'warn', revealing: 'warn', drawn: 'ok', void: 'danger' } as const)[stage]
export const gradeTone = (grade: Grade): Tone => ({ honest: 'ok', good: 'info', warning: 'warn', bad: 'danger' } as const)[grade]
export const eventTone = (state: CreditEvent['state']): Tone => ({ proposed: 'warn', confirmed: 'danger', revoked: 'silent', repaired: 'ok' } as const)[state]
