import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { address, api, ApiError, setCsrf, whenUnauthorised } from '@/api'
import { casework } from '@/casework/api'
import { takeIn } from '@/field/photos'

const answer = (status: number, body: unknown) =>
  new Response(body === null ? null : typeof body === 'string' ? body : JSON.stringify(body), { status })
const fetched = vi.fn<(url: string, init: RequestInit) => Promise<Response>>()

beforeEach(() => vi.stubGlobal('fetch', fetched))
afterEach(() => {
  fetched.mockReset()
  setCsrf('')
})

async function faultOf(call: Promise<unknown>): Promise<ApiError> {
  return call.then(() => expect.fail('must fail'), (fault: unknown) => fault as ApiError)
}

describe('the client', () => {
  it('builds addresses without empty parameters and escapes the rest', () => {
    expect(address('/alerts', { state: undefined, street: '', limit: 5 })).toBe('/api/v1/alerts?limit=5')
    expect(address('/x', { q: 'a&b' })).toBe('/api/v1/x?q=a%26b')
  })
  it('escapes ids in paths', async () => {
    fetched.mockResolvedValue(answer(200, {}))
    await api.case('a/b')
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/v1/cases/a%2Fb')
  })
  it('sends the CSRF token with writes only', async () => {
    setCsrf('token')
    fetched.mockImplementation(async () => answer(200, {}))
    await api.summary()
    await casework.act('CA-1', { verb: 'accept', step: 'accept', text: '', evidence: [] })
    const header = (call: number) => new Headers(fetched.mock.calls[call]?.[1].headers).get('X-Qingshan-Csrf')
    expect(header(0)).toBeNull()
    expect(header(1)).toBe('token')
  })
  it('passes on the text and the place of a fault', async () => {
    fetched.mockResolvedValue(answer(422, { error: { text: '请写明理由', place: 'reason' } }))
    const fault = await faultOf(api.audit('A01', { factor: 'a', cadence: 'hour', measure: 'avg', from: 0, until: 1, decision: 'valid', reason: '' }))
    expect(fault).toMatchObject({ status: 422, message: '请写明理由', place: 'reason' })
  })
  it('makes do with an answer that is not JSON', async () => {
    fetched.mockResolvedValue(answer(502, '<html>bad gateway</html>'))
    expect(await faultOf(api.summary())).toMatchObject({ status: 502, place: '' })
  })
  it('says when the service cannot be reached', async () => {
    fetched.mockRejectedValue(new TypeError('failed'))
    expect(await faultOf(api.summary())).toMatchObject({ status: 0, message: 'unreachable' })
  })
  it('takes an empty answer', async () => {
    fetched.mockResolvedValue(answer(204, null))
    await expect(api.logOut()).resolves.toBeUndefined()
  })
  it('tells when a session ends, but not when a log-in fails', async () => {
    const ended = vi.fn()
    whenUnauthorised(ended)
    fetched.mockImplementation(async () => answer(401, { error: { text: 'no', place: '' } }))
    await faultOf(api.logIn('a', 'b'))
    expect(ended).not.toHaveBeenCalled()
    setCsrf('token')
    await faultOf(api.summary())
    expect(ended).toHaveBeenCalledOnce()
  })
  it('sends photos as they are, with an escaped name', async () => {
    fetched.mockResolvedValue(answer(200, { hash: 'h', name: '照片.jpg', type: 'image/jpeg' }))
    const file = new File(['x'], '照片.jpg', { type: 'image/jpeg' })
    await takeIn(file, false)
    const init = fetched.mock.calls[0]?.[1]
    expect(init?.body).toBe(file)
    expect(new Headers(init?.headers).get('X-File-Name')).toBe(encodeURIComponent('照片.jpg'))
  })
})
