// The typed client of docs/api.md, other sources.
import { get, post, seg } from '@/api'
import type { AuditAnswer, RetentionAudit, VehicleFigures } from './contract'

export const kPetrolStation = 'petrol_station'
export const kRetention = 'retention_audit'

export const sources = {
  vehicles: () => get<VehicleFigures>('/vehicles/figures'),
  audit: (station: string) => post<RetentionAudit>('/retention-audits', { station }),
  answer: (audit: string, answer: AuditAnswer) => post<RetentionAudit>(`/retention-audits/${seg(audit)}/answers`, answer),
}
