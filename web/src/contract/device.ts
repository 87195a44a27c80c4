// Devices, their commands and raw frames, and the platforms that data go on to. As docs/api.md has it.
import type { Cadence, SiteKind } from './site'

export interface RawFrame {
  device: string
  received: number
  text: string
  bytes_base64: string
  decoded: Record<string, unknown> | null
}

export interface Device {
  id: string
  site: string
  state: 'admitted' | 'quarantined'
  system: string
  online: boolean
  last_seen: number | null
  clock_offset_s: number | null
  online_rate: number | null
  capture_rate: number | null
  refusals: Record<string, number>
  deviations: Record<string, number>
  switches: Record<string, unknown> | null
  first_frame: string
}

export type CommandState = 'queued' | 'sent' | 'accepted' | 'done' | 'failed' | 'timeout'

export interface Command {
  id: string
  cn: string
  name_zh: string
  name_en?: string
  who: string
  asked_at: number
  state: CommandState
  answer: Record<string, unknown> | null
  ended_at: number | null
}

export interface FrameLine {
  seq: number
  received: number
  text: string
}

export interface ForwardPlan {
  id: string
  name_zh: string
  name_en: string
  host: string
  port: number
  dialect: '2005' | '2017' | '2025'
  media: SiteKind[]
  cadences: Cadence[]
  sites: Record<string, { mn?: string; st?: string }>
  paused: boolean
  history: boolean
}

export interface Forward extends ForwardPlan {
  has_password: boolean
  encrypted: boolean
  connected: boolean
  queued: number
  behind: number
  sent: number
  resent: number
  acked: number
  acked_values: number
  refused: number
  set_aside: number
  last_error: string
  oldest: number | null
  delivered_qn: string
  delivered_at: number | null
}

export interface Proof {
  series: { day: string; digest: string; frames: number; samples: number }[]
  ledger: { day: string; digest: string; revisions: number }[]
}
