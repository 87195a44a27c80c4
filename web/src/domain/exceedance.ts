import { unitText } from './format'

const kConcentrations = ['mg/L', 'µg/L', 'mg/m³', 'µg/m³', 'ng/m³']

// 超标倍数 (C − S) / S: defined for concentrations above an upper limit only, not for pH, oxygen
// below its floor, levels or indices.
export function multiple(value: number | null, limit: number | null, unit: string): number | null {
  if (value === null || !limit || value <= limit || !kConcentrations.includes(unitText(unit))) return null
  return (value - limit) / limit
}
