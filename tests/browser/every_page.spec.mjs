import assert from 'node:assert/strict'
import { pages } from './pages.mjs'
import { phone } from './visitor.mjs'

export const title = 'every page opens in both languages at a desk and at phone size, and no request leaves the machine'

export default async function ({ house, visit }) {
  house.simulate('--history', 6, '--realtime', 10, '--minutes', 0)
  for (const [locale, viewport, other] of [['zh-CN', undefined, /[a-z]+\.[a-z]+[A-Z]/], ['en', phone, /[\u4e00-\u9fff]{2}/]]) {
    const duty = await visit('admin', { locale, viewport })
    for (const { name, path, handle } of pages) {
      await duty.goTo(path)
      await duty.at(handle).waitFor()
      const over = await duty.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
      assert.ok(over <= 0, `${name} is ${over} px wider than the screen (${locale})`)
      const told = await duty.at(handle).innerText()
      assert.doesNotMatch(told, /\b(undefined|NaN|Invalid Date)\b|\[object/, `${name} shows what nobody meant (${locale})`)
      assert.doesNotMatch(told, other && locale === 'en' && name === 'system' ? other : /\b[a-z]+\.[a-z]+[A-Z][A-Za-z]+\b/, `${name} shows a key (${locale})`)
    }
    assert.ok(duty.requests.length > 20, 'requests are seen')
    assert.deepEqual(duty.outside, [])
  }
}
