// Where a record is read: a firm has a page made by hand.
export const kFirm = 'firm'
export const kCase = 'case' // as the subject of a leader's order

const seg = encodeURIComponent
export const registerPath = (kind: string) => `/registers/${seg(kind)}`
export const formPath = (kind: string, id: string) => `/registers/${seg(kind)}/${seg(id)}`
export const recordPath = (kind: string, id: string) => (kind === kFirm ? `/firms/${seg(id)}` : formPath(kind, id))
