import { onBeforeUnmount, onMounted } from 'vue'

export type Keys = Record<string, (key: string) => void>

// Not while somebody types, chooses, answers a dialog or means the browser.
export function isForPage(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'target' | 'defaultPrevented'>): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return false
  const at = event.target instanceof Element ? event.target : null
  if (at?.closest('input, textarea, select, [contenteditable="true"], [role="combobox"], [role="listbox"]')) return false
  return true
}

// Keys of a page by what the keyboard says ("j", "?", "Enter"); a handler under "1-9" takes every digit.
export function useKeys(keys: Keys) {
  function press(event: KeyboardEvent) {
    if (!isForPage(event)) return
    const open = [...document.querySelectorAll<HTMLElement>('.el-overlay')].some((one) => one.style.display !== 'none')
    if (open && event.key !== '?') return
    const handler = keys[event.key] ?? (/^[1-9]$/.test(event.key) ? keys['1-9'] : undefined)
    // Enter on a link or a button is what they are for.
    const pressed = event.target instanceof Element && event.target.closest('a, button')
    if (!handler || (event.key === 'Enter' && pressed)) return
    event.preventDefault()
    handler(event.key)
  }
  onMounted(() => window.addEventListener('keydown', press))
  onBeforeUnmount(() => window.removeEventListener('keydown', press))
}
