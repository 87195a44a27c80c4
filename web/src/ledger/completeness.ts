// 档案完整度: what a firm's dossier should hold, and what is missing. Each part counts by its weight.
import type { Fields, Kind, Related } from './contract'
import { isRequired } from './form'
import { isEmpty } from './value'

export interface Part {
  id: string // a field, or a kind that should refer to the firm
  kind: 'field' | 'relation'
  weight: number
  there: boolean
}

const kFieldWeight = 1
const kNeededWeight = 2 // must be filled in, or says where the firm is and who answers
const kRelationWeight = 3
const kLeading = ['credit_code', 'street', 'address', 'phone', 'contact', 'sector', 'control_class']
const kUnasked = ['simulated', 'source', 'remark', 'note', 'short_name', 'former_name', 'protected_kind']

// What every firm's dossier holds, and what one of a certain sort does besides.
const kAlways = ['permit', 'eia', 'production_line', 'treatment_device', 'outlet']
const kBesides: { when: (fields: Fields) => boolean; kinds: string[] }[] = [
  { when: (fields) => fields.hazardous === true, kinds: ['waste_store', 'waste_plan'] },
  { when: (fields) => fields.control_class === 'key', kinds: ['self_monitoring', 'emergency_plan'] },
  { when: (fields) => fields.power_monitored === true, kinds: ['meter'] },
]
export function expectedOf(kind: Kind, fields: Fields): string[] {
  const wanted = [...kAlways, ...kBesides.filter((one) => one.when(fields)).flatMap((one) => one.kinds)]
  return wanted.filter((name) => kind.relations.in.some((one) => one.kind === name))
}

export function partsOf(kind: Kind, fields: Fields, related: Related[], expected: string[]): Part[] {
  const own = kind.fields
    .filter((field) => !field.computed && !field.retired && field.type !== 'json' && !kUnasked.includes(field.name))
    .map((field): Part => ({
      id: field.name,
      kind: 'field',
      weight: isRequired(field, fields) || kLeading.includes(field.name) || field.type === 'point' ? kNeededWeight : kFieldWeight,
      there: !isEmpty(fields[field.name]),
    }))
  const told = expected.map((name): Part => ({
    id: name,
    kind: 'relation',
    weight: kRelationWeight,
    there: related.some((one) => one.kind === name && one.count > 0),
  }))
  return [...own, ...told]
}

export function scoreOf(parts: Part[]): number {
  const all = parts.reduce((sum, part) => sum + part.weight, 0)
  return all ? parts.filter((part) => part.there).reduce((sum, part) => sum + part.weight, 0) / all : 0
}
