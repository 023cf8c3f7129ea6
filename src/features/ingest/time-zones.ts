/**
 * Today's names of zones that browsers list by the ones of before; a zone is stored as the browser calls it, so that it stays one and the same.
 * Source: the IANA time zone database, file `backward`.
 */
const TODAY: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Africa/Asmara',
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
  'Pacific/Ponape': 'Pacific/Pohnpei',
  'Pacific/Truk': 'Pacific/Chuuk',
}

/** How a zone is called in a list. */
export const wordsOfZone = (zone: string): string => (TODAY[zone] ?? zone).replaceAll('_', ' ')

/** Zones that stand together in a list. */
export interface ZoneGroup {
  /** What they lie in; `null`: those before all others. */
  readonly area: string | null
  readonly zones: readonly { readonly zone: string; readonly words: string }[]
}

/**
 * The zones that this browser knows, each once and by its words: UTC, the one of this computer and the one that is set first, by their
 * whole names; then all others by area, where the place comes first, so that it is found by typing it.
 */
export function zoneGroups(set: string): readonly ZoneGroup[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const first = [...new Set(['UTC', here, ...(placeOf(set) === null ? [set] : [])])]
  const areas = new Map<string, Map<string, string>>()
  for (const zone of [set, here, ...Intl.supportedValuesOf('timeZone')]) {
    const place = placeOf(zone)
    if (place === null) continue
    const zones = areas.get(place.area) ?? new Map<string, string>()
    areas.set(place.area, zones)
    if (!zones.has(place.words)) zones.set(place.words, zone)
  }
  return [
    { area: null, zones: first.map((zone) => ({ zone, words: wordsOfZone(zone) })) },
    ...[...areas].toSorted(byFirst).map(([area, zones]) => ({
      area,
      zones: [...zones].toSorted(byFirst).map(([words, zone]) => ({ zone, words })),
    })),
  ]
}

const byFirst = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1)

/** Where a zone stands in the list: `America/Indiana/Knox` is Knox, Indiana, in America. */
function placeOf(zone: string): { readonly area: string; readonly words: string } | null {
  const [area = '', ...rest] = wordsOfZone(zone).split('/')
  return rest.length === 0 ? null : { area, words: rest.toReversed().join(', ') }
}
