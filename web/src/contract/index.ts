// The shapes of docs/api.md, by subject. Times are UTC milliseconds; shares and rates are fractions 0–1.
export type * from './calibration'
export type * from './casework'
export type * from './device'
export type * from './district'
export type * from './site'
export type * from './standard'
