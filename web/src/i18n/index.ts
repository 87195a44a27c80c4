import { watchEffect } from 'vue'
import { createI18n } from 'vue-i18n'
import { en } from './en'
import { zh } from './zh'

export type Locale = 'zh-CN' | 'en'

const kKey = 'qingshan.locale'
const remembered: Locale = localStorage.getItem(kKey) === 'en' ? 'en' : 'zh-CN'

export const i18n = createI18n({
  legacy: false,
  locale: remembered as Locale,
  fallbackLocale: 'zh-CN',
  messages: { 'zh-CN': zh, en },
})

export function switchLocale() {
  i18n.global.locale.value = i18n.global.locale.value === 'en' ? 'zh-CN' : 'en'
}

watchEffect(() => {
  const locale = i18n.global.locale.value
  localStorage.setItem(kKey, locale)
  document.documentElement.lang = locale
})
