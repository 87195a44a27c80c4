// The workflow of the invented cases, and their board and calendar.
const role = (id, name_zh, name_en) => ({ id, name_zh, name_en })
const kDuty = role('district_duty', '区级值班', 'District duty')
const kStreet = role('street', '街道值班', 'Street duty')
const action = (verb, label_zh, label_en, to, more = {}) => ({ verb, label_zh, label_en, to, needs: [], role: null, returns: false, does: '', form: [], ...more })
const step = (id, name_zh, name_en, who, limit, actions, more = {}) =>
  ({ id, name_zh, name_en, roles: [who], own_area: who === kStreet, own_unit: false, on_duty: who === kStreet, limit, remind: [600_000], escalate: [{ after: 900_000, role: kDuty }], actions, ...more })

export const warning = {
  id: 'air_warning', name_zh: '空气两级预警处置', name_en: 'Two-level air warning', version: 'mock', in_force: true, limit: '24h', proof: ['text', 'photo'],
  rejoin: 21_600_000, calm: 0, by_hand: [], opens: null, look_back: null,
  steps: [
    step('dispatch', '区级派单', 'Dispatch', kDuty, '30m', [action('dispatch', '派给街道', 'Dispatch', 'accept')]),
    step('accept', '街道接单', 'Accept', kStreet, '30m', [action('accept', '接单', 'Accept', 'handle'), action('recall', '收回改派', 'Recall', 'dispatch', { role: kDuty, needs: ['text'], returns: true })]),
    step('handle', '现场处置', 'Handle', kStreet, '4h', [action('note', '记录进展', 'Note progress', '', { needs: ['text'] }), action('reply', '处置回复', 'Reply', 'review', { needs: ['text', 'photo'] })]),
    step('review', '区级复核', 'Review', kDuty, '4h', [action('close', '办结', 'Close', 'closed', { needs: ['text'] }), action('return', '退回重办', 'Return', 'handle', { needs: ['text'], returns: true })]),
  ],
}

export const briefOf = ({ id, name_zh, name_en }) => ({ id, name_zh, name_en })

const counted = (list) => ({ open: list.length, overdue: list.filter((one) => one.overdue).length })
const grouped = (list, keyOf) => [...new Set(list.map(keyOf))].map((key) => [key, list.filter((one) => keyOf(one) === key)])
const openOf = (world) => world.cases.filter((one) => one.state === 'open')

export const boardOf = (world) => ({
  workflow: warning.id,
  steps: warning.steps.map(briefOf),
  cells: grouped(openOf(world), (one) => `${one.step} ${one.street}`).map(([key, list]) => ({ step: key.split(' ')[0], street: key.split(' ')[1], ...counted(list) })),
})

const dayOf = (t) => new Date(t + 8 * 3_600_000).toISOString().slice(0, 10)
export const dueDaysOf = (world) => ({ before: 0, days: grouped(openOf(world), (one) => dayOf(one.due_at)).map(([day, list]) => ({ day, ...counted(list) })) })
