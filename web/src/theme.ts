import { ref, watchEffect } from 'vue'

export type Theme = 'dark' | 'light'

const kKey = 'qingshan.theme'

export const theme = ref<Theme>(localStorage.getItem(kKey) === 'light' ? 'light' : 'dark')

export function switchTheme() {
  theme.value = theme.value === 'dark' ? 'light' : 'dark'
}

export function applyTheme() {
  watchEffect(() => {
    document.documentElement.classList.toggle('dark', theme.value === 'dark')
    localStorage.setItem(kKey, theme.value)
  })
}

// The value of a design token, for drawings that cannot read CSS themselves (canvas, WebGL).
export function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()
}
