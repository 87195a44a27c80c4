import { createSign, generateKeyPairSync } from 'node:crypto'
import { writeFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { freePort } from './house.mjs'

export const title = 'where the city’s single sign-on is declared, its button leads there and back into the platform'

const b64 = (value) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
let issuer

// An issuer that lets in whoever comes, as tests/service/oidc_test.py has one with every forgery.
function openIssuer() {
  let nonce
  const token = () => {
    const now = Math.floor(Date.now() / 1000)
    const claims = { iss: issuer.url, aud: 'qingshan', sub: 'city-4711', iat: now, exp: now + 300, nonce, name: '李值班' }
    const signed = `${b64({ alg: 'RS256', kid: 'k1' })}.${b64(claims)}`
    return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`
  }
  const server = createServer((request, answer) => {
    const url = new URL(request.url, issuer.url)
    const tell = (body) => answer.setHeader('Content-Type', 'application/json').end(JSON.stringify(body))
    if (url.pathname === '/keys') return tell({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', use: 'sig' }] })
    if (url.pathname === '/token') return tell({ id_token: token(), access_token: 'x', token_type: 'Bearer' })
    if (url.pathname !== '/authorize')
      return tell({ issuer: issuer.url, authorization_endpoint: `${issuer.url}/authorize`, token_endpoint: `${issuer.url}/token`, jwks_uri: `${issuer.url}/keys` })
    nonce = url.searchParams.get('nonce')
    answer.writeHead(302, { Location: `${url.searchParams.get('redirect_uri')}?code=abc&state=${url.searchParams.get('state')}` }).end()
  })
  return { server, url: '' }
}

export async function prepare(house) {
  house.port = await freePort()
  issuer = openIssuer()
  await new Promise((done) => issuer.server.listen(0, '127.0.0.1', done))
  issuer.url = `http://127.0.0.1:${issuer.server.address().port}`
  mkdirSync(join(house.data, 'secrets'), { recursive: true, mode: 0o700 })
  writeFileSync(join(house.data, 'secrets', 'sign-on.client'), 'secret', { mode: 0o600 })
  writeFileSync(join(house.data, 'sign-on.toml'), [
    'name_zh = "城市统一认证"', 'name_en = "City sign-on"', `issuer = "${issuer.url}"`, 'client_id = "qingshan"',
    `redirect = "http://127.0.0.1:${house.port}/api/v1/sign-on/callback"`, 'new_role = "viewer"', ''].join('\n'))
}

export default async function ({ visit }) {
  try {
    const guest = await visit()
    await guest.goTo('/login?to=/alerts')
    await guest.at('sign-on').getByText('使用城市统一认证登录').waitFor()
    await guest.at('sign-on').click()
    await guest.at('alerts-page').waitFor()
    await guest.at('who').getByText('李值班').waitFor()
  } finally {
    issuer.server.close()
  }
}
