// Amounts in the unit that reads best.
import { number } from '@/domain/format'

const kTonne = 1000
export const massText = (kg: number | null | undefined): string =>
  kg === null || kg === undefined ? number(kg) : Math.abs(kg) >= kTonne ? `${number(kg / kTonne)} t` : `${number(kg)} kg`
