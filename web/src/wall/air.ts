// The air of this moment over all stations, for a screen that is read from afar.
import type { Site } from '@/contract'

export interface AirClass {
  code: string
  name_zh: string
  name_en: string
  colour: string
  count: number
}

const isAir = (site: Site) => site.kind.startsWith('air')
const heard = (site: Site) => site.status !== 'silent' && site.index !== null && site.index.value !== null

export function airClasses(sites: Site[]): AirClass[] {
  const found = new Map<string, AirClass>()
  for (const { index } of sites.filter((site) => isAir(site) && heard(site))) {
    if (!index) continue
    const one = found.get(index.category) ?? { code: index.category, name_zh: index.name_zh, name_en: index.name_en, colour: index.colour, count: 0 }
    one.count++
    found.set(index.category, one)
  }
  return [...found.values()].sort((a, b) => a.code.localeCompare(b.code))
}

export const worstFirst = (sites: Site[], kinds: Site['kind'][]) =>
  sites.filter((site) => kinds.includes(site.kind) && heard(site)).sort((a, b) => (b.index?.value ?? 0) - (a.index?.value ?? 0))

export const newestAt = (sites: Site[]) => sites.reduce((newest, site) => Math.max(newest, site.at ?? 0), 0)
