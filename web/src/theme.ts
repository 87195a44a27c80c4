import { nextTick, ref, watchEffect } from 'vue'

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

const kSettleMs = 400

// Paper is white: the page is printed as it looks by day, then goes back to how it was. `sheet` is another
// paper than the pages' own, as CSS says it.
export async function printPage(settled?: () => Promise<void>, sheet = '') {
  const before = theme.value
  const paper = document.createElement('style')
  if (sheet) paper.textContent = `@page { ${sheet} }`
  document.head.append(paper)
  theme.value = 'light'
  await nextTick()
  await settled?.()
  await new Promise((done) => setTimeout(done, kSettleMs))
  window.print()
  paper.remove()
  theme.value = before
}
