// Cases that a browser's test begins with: opened by the duty desk and assigned to a street.
import assert from 'node:assert/strict'

export const street = 'dongdajie'

export async function headersOf(who) {
  const { csrf } = await (await who.page.request.get(`${who.house.origin}/api/v1/session`)).json()
  return { 'X-Qingshan-Csrf': csrf }
}

export async function openFor(duty, name) {
  const headers = await headersOf(duty)
  const made = await duty.page.request.post(`${duty.house.origin}/api/v1/cases`, { headers, data: { workflow: 'supervision', title: name, text: '请查清', street: '' } })
  assert.equal(made.status(), 201, await made.text())
  const { id } = await made.json()
  const act = (body) => duty.page.request.post(`${duty.house.origin}/api/v1/cases/${encodeURIComponent(id)}/actions`, { headers, data: body })
  const assigned = await act({ verb: 'assign_street', text: '请办理', evidence: [], street })
  assert.equal(assigned.status(), 200, await assigned.text())
  return { path: `/cases/${encodeURIComponent(id)}` }
}
