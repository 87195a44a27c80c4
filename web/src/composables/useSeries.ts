import { computed, reactive, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api } from '@/api'
import type { Track } from '@/chart/option'
import type { Cadence, SiteDetail } from '@/contract'
import { factorOf, pollutant } from '@/domain/format'
import { extremesOf, isConverted, mainMeasures, withGaps } from '@/domain/measure'
import { fits, ranges, spanOf, type RangeId } from '@/domain/range'
import { live } from '@/live'
import { useLabel } from './useLabel'
import { useLoad } from './useLoad'

const kFirstFactors = 2

// Shown first of what a station measures: particles, oxygen demand, equivalent level; weather is the background.
const kLeading = ['a34004', 'a34002', 'w01019', 'w21003', 'w01018', 'Leq', 'a34013', 'a21002']

// What drives the index first, then what leads, then the station's own order.
function firstFactors(site: SiteDetail): string[] {
  const known = site.factors.map((factor) => factor.code)
  const driving = (site.index?.primary ?? []).map(factorOf).filter((code) => known.includes(code))
  return [...new Set([...driving, ...kLeading.filter((code) => known.includes(code)), ...known])].slice(0, kFirstFactors)
}

// What the chart of a station shows: factors, cadence, range and the stations compared.
export function useSeries(site: SiteDetail) {
  const { t } = useI18n()
  const { label, siteName } = useLabel()
  const chosen = reactive({
    factors: firstFactors(site),
    cadence: 'hour' as Cadence,
    range: 'last3d' as RangeId,
    others: [] as string[],
    raw: false, // what was measured beside what was corrected
  })
  const mayShowRaw = computed(() => site.kind === 'air_micro' && (chosen.cadence === 'hour' || chosen.cadence === 'day'))
  const possibleRanges = computed(() => ranges.filter((range) => fits(chosen.cadence, range.id)))
  const peers = computed(() =>
    live.sites.filter((other) => other.id !== site.id && other.kind.split('_')[0] === site.kind.split('_')[0]),
  )

  async function trackOf(id: string, as?: 'measured'): Promise<Track[]> {
    if (!chosen.factors.length) return []
    const span = spanOf(chosen.range, Date.now())
    const found = await api.series(id, { ...span, factors: chosen.factors, cadence: chosen.cadence, as })
    return mainMeasures(found).map((series) => {
      const factor = site.factors.find((f) => f.code === series.factor)
      const plain = pollutant(label(factor) || series.factor)
      const name = isConverted(series) ? `${plain} ${t('site.converted')}` : plain
      const { low, high } = extremesOf(found, series)
      return {
        ...series,
        points: withGaps(found, series, Date.now()),
        low: low?.points ?? [],
        high: high?.points ?? [],
        site: id,
        decimals: factor?.decimals ?? 2,
        name: id === site.id ? name : `${name} · ${siteName(id)}`,
        compared: id !== site.id,
      }
    })
  }

  async function rawTracks(): Promise<Track[]> {
    if (!chosen.raw || !mayShowRaw.value) return []
    const tracks = await trackOf(site.id, 'measured')
    return tracks.map((track) => ({ ...track, name: t('calibration.rawOf', { name: track.name }), measure: 'measured', limits: [], compared: true }))
  }

  const load = useLoad(async () => {
    const ids = [site.id, ...chosen.others]
    const answers = await Promise.all([...ids.map((id) => trackOf(id)), rawTracks()])
    return answers.flat()
  })
  watch(chosen, () => {
    if (!fits(chosen.cadence, chosen.range)) chosen.range = possibleRanges.value.at(-1)?.id ?? 'last3d'
    void load.reload()
  })
  return { chosen, possibleRanges, peers, mayShowRaw, load }
}
