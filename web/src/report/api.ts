// The typed client of docs/api.md, public reports and sealed identities.
import { address, ask, get, post, read, seg } from '@/api'
import type * as c from './contract'

const kPhotoPatienceMs = 120_000 // a photo over a slow network

export const reports = {
  form: () => get<c.ReportForm>('/report/form'),
  challenge: () => get<c.Challenge>('/report/challenge'),
  file: (report: c.NewReport & { challenge: string; answer: string }) => post<c.ReportName>('/report', report),
  progress: (name: c.ReportName) => post<c.Progress>('/report/progress', name),
  satisfied: (name: c.ReportName, satisfied: c.Satisfied) => post<c.Progress>('/report/satisfaction', { ...name, satisfied }),
  addPhoto: async (name: c.ReportName, photo: File): Promise<c.Progress> => {
    const headers = {
      'Content-Type': photo.type || 'application/octet-stream',
      'X-File-Name': encodeURIComponent(photo.name),
      'X-Report-Number': name.number,
      'X-Report-Code': name.code,
    }
    return (await ask('POST', address('/report/photos'), { body: photo, headers }, kPhotoPatienceMs)).json()
  },
}

export const identities = {
  of: (kind: string, id: string) => get<c.SealedIdentity>(`/identities/${seg(kind)}/${seg(id)}`),
  write: (kind: string, id: string, identity: { name: string; phone: string; why: string }) =>
    read<c.SealedIdentity>('PUT', address(`/identities/${seg(kind)}/${seg(id)}`), identity),
  open: (kind: string, id: string, why: string) =>
    post<{ name: string; phone: string; openings: c.Opening[] }>(`/identities/${seg(kind)}/${seg(id)}/open`, { why }),
}
