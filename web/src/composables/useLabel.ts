import { useI18n } from 'vue-i18n'
import { siteById, streetById } from '@/live'

type Named = { name_zh: string; name_en?: string }

// Names that belong to data, in the reader's language.
export function useLabel() {
  const { locale, t, te } = useI18n()
  const pick = (zh: string, en?: string) => (locale.value === 'en' && en ? en : zh)
  const label = (thing: Named | null | undefined) => (thing ? pick(thing.name_zh, thing.name_en) : '')
  const siteName = (id: string) => label(siteById.value.get(id)) || id
  const streetName = (id: string) => label(streetById.value.get(id)) || id || t('common.district')
  // A word the service uses, translated when we know it, shown as it is when we do not.
  const word = (group: string, key: string) => (te(`${group}.${key}`) ? t(`${group}.${key}`) : key)
  // "2:night" or "kiln:special" of a limit in words.
  const scopeText = (scope: string) => scope.split(':').map((part) => word('scope', part)).join(' · ')
  const listed = (words: string[]) => words.join(locale.value === 'en' ? ', ' : '、')
  return { pick, listed, label, scopeText, siteName, streetName, word }
}
