// 有份: what of a plan a street or a unit has part in.
import type { LedgerRecord } from '@/ledger/contract'
import { kUnitParts, type TaskLit, type UnitNamed, type UnitPart } from './contract'
import { rowsOf, unitsOf } from './read'

// "各街道", "各镇办", "各办事处": the text means every street.
const kEveryStreet = /各(有关|相关)?(街道|镇|乡|办)/

export const isEveryStreet = (words: string) => kEveryStreet.test(words)

// `offices`: ids of the units that are the street's.
export const tasksOfStreet = (tasks: TaskLit[], offices: string[]) =>
  tasks.filter((task) => unitsOf(task).some((one) => (one.unit ? offices.includes(one.unit) : isEveryStreet(one.words))))

// How a unit answers for a task: the first of lead, responsible, cooperating.
export const partOf = (task: LedgerRecord, unit: string): UnitPart | null =>
  kUnitParts.find((part) => rowsOf<UnitNamed>(task, part).some((one) => one.unit === unit)) ?? null

export const tasksOfUnit = (tasks: TaskLit[], unit: string) =>
  kUnitParts.map((part) => ({ part, tasks: tasks.filter((task) => partOf(task, unit) === part) })).filter((one) => one.tasks.length)
