// The shapes of docs/api.md, transfers to other organs.
export interface PackageTaken {
  user: string
  name: string
  at: number
  digest: string
  size: number
  files: number
  personal: boolean
}
