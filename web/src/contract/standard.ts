// Standards, limits and factors. As docs/api.md has it.

export interface Standard {
  standard: string
  name: string
  from: string
  until: string | null
  confidence: string
  count: number
}

export interface Limit {
  id: string
  standard: string
  clause: string
  factor: string
  factor_zh: string
  factor_en: string
  statistic: string
  scope: string
  comparison: 'at_most' | 'at_least' | 'within'
  lower: number | null
  upper: number | null
  unit: string
  condition: string
  from: string
  until: string | null
  confidence: string
}
