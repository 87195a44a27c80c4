// The build of MapLibre that runs under a strict Content-Security-Policy: its worker is a file.
declare module 'maplibre-gl/dist/maplibre-gl-csp' {
  export * from 'maplibre-gl'
}
