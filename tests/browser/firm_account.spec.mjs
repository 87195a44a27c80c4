import assert from 'node:assert/strict'
import { keep, write } from './registers.mjs'
import { phone } from './visitor.mjs'

export const title = 'a firm’s account lands on its portal, and its dossier tells what is missing and due'

export default async function ({ house, visit }) {
  await keep(house, 'firm', 'test-firm', { name: '试验厂', credit_code: '91410104MA0000000L', control_class: 'key', state: 'operating' })
  const { password } = await write(house, '/people', { id: 'changzhang', name: '厂长', roles: ['firm'], firm: 'test-firm' })
  const manager = await visit(null, { viewport: phone })
  await manager.goTo('/login')
  await manager.at('login-user').fill('changzhang')
  await manager.at('login-password').fill(password)
  await manager.at('login-submit').click()
  await manager.at('password-old').fill(password)
  for (const field of ['password-new', 'password-again']) await manager.at(field).fill('青山绿水看得见 2026')
  await manager.at('password-save').click()

  await manager.at('portal-page').getByRole('heading', { name: '试验厂' }).waitFor()
  assert.equal(new URL(manager.page.url()).pathname, '/portal')
  assert.match(await manager.at('portal-outlets').innerText(), /没有联网的排口/)
  await manager.at('portal-tasks').waitFor()
  assert.equal(await manager.at('tab-duty').count(), 0, 'the district’s screen is not theirs')
  await manager.at('tab-dossier').click()
  await manager.at('firm-page').getByRole('heading', { name: '试验厂' }).waitFor()
  assert.equal(new URL(manager.page.url()).pathname, '/firms/test-firm')
  assert.match(await manager.at('firm-missing').innerText(), /排污许可证/)
  await manager.at('firm-dues').waitFor()
  await manager.at('firm-cases').waitFor()
  await manager.at('tab-portal').click()
  await manager.at('portal-page').waitFor()
}
