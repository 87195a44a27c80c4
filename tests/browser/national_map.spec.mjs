import assert from 'node:assert/strict'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './house.mjs'

export const title = 'with a key the national map lies under the district, and its server is the only one that is asked'

const kHost = 't0.tianditu.gov.cn'
// One blue pixel.
const kTile = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')

export function prepare(house) {
  mkdirSync(join(house.data, 'secrets'), { recursive: true, mode: 0o700 })
  writeFileSync(join(house.data, 'secrets', 'map.key'), 'key-of-a-test', { mode: 0o600 })
}

export default async function ({ visit }) {
  const duty = await visit()
  duty.welcome.push(kHost)
  const asked = []
  await duty.context.route(`https://${kHost}/**`, (route) => {
    asked.push(route.request().url())
    return route.fulfill({ body: kTile, contentType: 'image/png', headers: { 'Access-Control-Allow-Origin': '*' } })
  })
  await duty.logIn('duty')
  await duty.goTo('/map')
  await until('tiles of both the ground and its names', () => ['vec', 'cva'].every((name) => asked.some((url) => url.includes(`LAYER=${name}&`))))
  assert.ok(asked.every((url) => url.endsWith('tk=key-of-a-test') && !/[{}]/.test(url)), asked[0])
  await duty.page.getByText('© 天地图').waitFor()
  const refused = await duty.page.evaluate(() => fetch('https://elsewhere.example/').then(() => false, () => true))
  assert.ok(refused, 'the policy of the pages holds for everybody else')
  duty.faults = duty.faults.filter((text) => !text.includes('elsewhere.example')) // the browser notes what it refused
}
