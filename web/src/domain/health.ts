import type { Device } from '@/contract'

export const kUnhealthyShare = 0.9
export const kClockOffS = 60 // a device further off than this writes values into the wrong minute

export function isHealthy(device: Device): boolean {
  return (
    device.online &&
    (device.online_rate ?? 1) >= kUnhealthyShare &&
    (device.capture_rate ?? 1) >= kUnhealthyShare &&
    !isClockOff(device)
  )
}

export function isClockOff(device: Device): boolean {
  return Math.abs(device.clock_offset_s ?? 0) > kClockOffS
}
