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

/** The zones that this browser knows, UTC first, the one of this computer second, all others by their words. */
export function timeZones(): readonly string[] {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  const all = Intl.supportedValuesOf('timeZone').toSorted((a, b) => (wordsOfZone(a) < wordsOfZone(b) ? -1 : 1))
  const byWords = new Map<string, string>()
  for (const zone of ['UTC', here, ...all]) if (!byWords.has(wordsOfZone(zone))) byWords.set(wordsOfZone(zone), zone)
  return [...byWords.values()]
}
