import { expect, it } from 'vitest'
import { zoneGroups } from '#src/features/ingest/time-zones.ts'

const inArea = (area: string, set = 'UTC') => zoneGroups(set).find((group) => group.area === area)?.zones ?? []

it('has each place by the name that it has today, once, and stores what the browser calls it', () => {
  const words = (area: string) => inArea(area).map((zone) => zone.words)
  for (const [area, place] of [
    ['Asia', 'Kolkata'],
    ['Europe', 'Kyiv'],
    ['Asia', 'Ho Chi Minh'],
    ['America', 'New York'],
  ] as const)
    expect(words(area).filter((each) => each === place)).toEqual([place])
  expect(words('Asia')).not.toContain('Calcutta')
  expect(words('Europe')).not.toContain('Kiev')
  const known = new Set([...Intl.supportedValuesOf('timeZone'), Intl.DateTimeFormat().resolvedOptions().timeZone])
  for (const { area, zones } of zoneGroups('UTC').slice(1)) {
    expect(area).not.toBeNull()
    for (const { zone } of zones) expect(known.has(zone)).toBe(true)
  }
})

it('begins with UTC and where one is, then goes by area, in which a place comes before the land around it', () => {
  const [first, ...areas] = zoneGroups('UTC')
  expect(first).toMatchObject({ area: null, zones: [{ zone: 'UTC', words: 'UTC' }] })
  const names = areas.map(({ area }) => area ?? '')
  expect(names).toEqual(names.toSorted())
  expect(inArea('America')).toContainEqual({ zone: 'America/Indiana/Knox', words: 'Knox, Indiana' })
  const places = inArea('Europe').map(({ words }) => words)
  expect(places).toEqual(places.toSorted())
})

it('has the zone that is set as it is stored, also by a name that this browser does not list', () => {
  expect(inArea('Asia', 'Asia/Kolkata')).toContainEqual({ zone: 'Asia/Kolkata', words: 'Kolkata' })
  expect(inArea('Asia', 'Asia/Kolkata').filter(({ words }) => words === 'Kolkata')).toHaveLength(1)
  expect(zoneGroups('Zulu')[0]?.zones).toContainEqual({ zone: 'Zulu', words: 'Zulu' })
})
