import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CorridorStretch, dealTracks } from '#shared/layout/link-tracks.ts'
import type { LinkId } from '#shared/model/records/link.ts'

const stretches = fc
  .array(fc.tuple(fc.nat(30), fc.nat(12), fc.boolean()), { minLength: 1, maxLength: 150 })
  .map((list) =>
    list.map(([start, length, hasLabel], index): CorridorStretch => {
      return { linkId: `link${String(index)}` as LinkId, start, end: start + length, hasLabel }
    }),
  )

test('no two links lie on each other, and none could run nearer to the cards', () => {
  fc.assert(
    fc.property(stretches, (all) => {
      const { offsets } = dealTracks(all)
      const tracks = [...new Set(offsets.values())].toSorted((a, b) => a - b)
      const onTrack = (track: number | undefined): CorridorStretch[] =>
        all.filter(({ linkId }) => offsets.get(linkId) === track)
      const meets = (a: CorridorStretch, b: CorridorStretch): boolean => a.start <= b.end && b.start <= a.end
      tracks.forEach((track, index) => {
        const links = onTrack(track)
        for (const link of links) {
          expect(links.filter((other) => meets(link, other))).toEqual([link])
          // One that is no longer is in its way on every nearer track.
          for (const nearer of tracks.slice(0, index))
            expect(
              onTrack(nearer).some((other) => meets(link, other) && other.end - other.start <= link.end - link.start),
            ).toBe(true)
        }
      })
    }),
  )
})

test('the order in which links come does not matter, and more than a number has bits have tracks of their own', () => {
  const all = Array.from({ length: 70 }, (_, index): CorridorStretch => {
    return { linkId: `link${String(index)}` as LinkId, start: 2, end: 5 + (index % 7), hasLabel: false }
  })
  const { offsets } = dealTracks(all)
  expect(new Set(offsets.values()).size).toBe(70)
  expect(dealTracks(all.toReversed()).offsets).toEqual(offsets)
})
