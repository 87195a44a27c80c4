// Where a record is read: some kinds have a page made by hand.
export const kFirm = 'firm'
export const kCase = 'case' // as the subject of a leader's order

const seg = encodeURIComponent
export const registerPath = (kind: string) => `/registers/${seg(kind)}`
export const formPath = (kind: string, id: string) => `/registers/${seg(kind)}/${seg(id)}`
const kPages: Record<string, string> = { [kFirm]: '/firms', [kCase]: '/cases', plan_task: '/plan/tasks', project: '/plan/projects', indicator: '/plan/indicators' }
export const recordPath = (kind: string, id: string) => (kind in kPages ? `${kPages[kind]}/${seg(id)}` : formPath(kind, id))
export const newPath = (kind: string, given: object = {}) => {
  const query = new URLSearchParams(given as Record<string, string>).toString()
  return `/registers/${seg(kind)}/new${query && `?${query}`}`
}
