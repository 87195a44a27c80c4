import assert from 'node:assert/strict'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { until } from './house.mjs'
import { phone } from './visitor.mjs'

export const title = 'a new version of the program is announced, taken over when the person says so, and loses no draft'

// The same pages as another build of them: the worker differs, as it does after every change.
function nextBuild(pages) {
  const folder = join(mkdtempSync(join(tmpdir(), 'qingshan-pages-')), 'dist')
  cpSync(pages, folder, { recursive: true })
  const worker = join(folder, 'worker.js')
  writeFileSync(worker, readFileSync(worker, 'utf8').replace(/(version\\?":\s*\\?")[0-9a-f]+/, '$1' + '0'.repeat(12)))
  return folder
}

export default async function ({ house, visit }) {
  const worker = await visit('duty', { viewport: phone, serviceWorkers: 'allow' })
  worker.expected = /Failed to load resource|ERR_CONNECTION_REFUSED|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/
  await until('the worker to hold the page', () => worker.page.evaluate(() => !!navigator.serviceWorker.controller))
  await worker.goTo('/registers/complaint/new')
  const text = worker.page.locator('textarea').first()
  await text.fill('夜间有刺鼻气味')
  await worker.page.evaluate(() => (window.before = true))
  await worker.page.waitForTimeout(1500) // drafts are kept a moment after the last key

  house.port = Number(new URL(house.origin).port)
  await house.shut()
  house.pages = nextBuild(house.pages)
  try {
    await house.open()
    await worker.page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update())
    await worker.at('new-version').waitFor()
    assert.equal(await worker.page.evaluate(() => window.before), true, 'nothing is loaded anew before the person says so')
    await worker.at('change-over').click()
    await until('the page of the new version', () => worker.page.evaluate(() => window.before === undefined && !!document.querySelector('textarea')).catch(() => false))
    await worker.at('draft-restored').waitFor()
    assert.equal(await text.inputValue(), '夜间有刺鼻气味')
    const kept = await worker.page.evaluate(() => caches.keys())
    assert.ok(kept.includes('shell-' + '0'.repeat(12)), `the new version's files are kept: ${kept}`)
  } finally {
    rmSync(join(house.pages, '..'), { recursive: true, force: true })
  }
}
