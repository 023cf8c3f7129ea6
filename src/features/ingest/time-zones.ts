/** The zones that this browser knows, UTC first, the one of this computer second. */
export function timeZones(): readonly string[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const all = Intl.supportedValuesOf('timeZone')
  return [...new Set(['UTC', here, ...all])]
}
