export interface Metric {
  name: string
  labels: string
  value: number
}

const kLine = /^([a-zA-Z_:][\w:]*)(\{.*\})?\s+(\S+)/

// Prometheus' text form; comments and histogram buckets are left out.
export function parseMetrics(text: string): Metric[] {
  return text.split('\n').flatMap((line) => {
    const found = kLine.exec(line)
    const [, name = '', labels = '', value = ''] = found ?? []
    if (!found || name.endsWith('_bucket') || Number.isNaN(Number(value))) return []
    return [{ name, labels, value: Number(value) }]
  })
}
