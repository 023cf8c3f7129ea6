import { afterEach, expect, it } from 'vitest'
import { createLens } from '#src/editor/lens.ts'
import { openSmallJourney } from '#tests/support/editor-render.tsx'
import { followLens, lensOfAddress } from '#src/features/views/lens-address.ts'

const lensOf = (query: string) =>
  lensOfAddress(new URLSearchParams(query), openSmallJourney().editor.getSnapshot(), 'canvas')

afterEach(() => window.history.replaceState(null, '', '/'))

it('the time range is in the address, and comes back from it', () => {
  const lens = createLens()
  const stop = followLens(lens)
  const august = { from: Date.UTC(2026, 7, 1), to: Date.UTC(2026, 8, 1), isDays: true as const, isBesideBefore: true }
  lens.setState({ range: august })
  expect(window.location.search).toContain('from=2026-08-01&to=2026-09-01&compare=previous')
  expect(lensOf(window.location.search).range).toEqual(august)
  lens.setState({ range: { from: 1_500, to: 86_400_000, isBesideBefore: false } })
  expect(lensOf(window.location.search).range).toEqual({ from: 1_500, to: 86_400_000, isBesideBefore: false })
  // Midnight of UTC is an instant as any other, and no day.
  lens.setState({ range: { from: 0, to: 86_400_000, isBesideBefore: false } })
  expect(lensOf(window.location.search).range).toEqual({ from: 0, to: 86_400_000, isBesideBefore: false })
  lens.setState({ range: { last: 30, isBesideBefore: true } })
  expect(window.location.search).toContain('last=30&compare=previous')
  expect(window.location.search).not.toMatch(/from|to=/)
  expect(lensOf(window.location.search).range).toEqual({ last: 30, isBesideBefore: true })
  lens.setState({ range: null })
  expect(window.location.search).not.toMatch(/from|to=|last|compare/)
  stop()
})

it('whom numbers are held against is in the address; the period before goes before', () => {
  const lens = createLens()
  const stop = followLens(lens)
  const tom = { kind: 'persona', id: 'tom' } as const
  lens.setState({ against: tom })
  expect(lensOf(window.location.search)).toMatchObject({ against: tom })
  lens.setState({ range: { last: 30, isBesideBefore: true } })
  expect(lensOf(window.location.search)).not.toHaveProperty('against')
  expect(lensOf(window.location.search)).toMatchObject({ range: { last: 30, isBesideBefore: true } })
  lens.setState({ range: { last: 30, isBesideBefore: false } })
  expect(lensOf(window.location.search)).toMatchObject({ against: tom, range: { last: 30, isBesideBefore: false } })
  lens.setState({ range: null, against: null })
  expect(window.location.search).not.toContain('compare')
  for (const wrong of ['persona:', 'tom', 'audience:tom', 'segment:a b'])
    expect(lensOf(`compare=${encodeURIComponent(wrong)}`), wrong).not.toHaveProperty('against')
  stop()
})

it('an address that says no range asks for none', () => {
  for (const query of [
    '',
    'from=2026-08-01',
    'from=2026-09-01&to=2026-08-01',
    'from=08/01/2026&to=09/01/2026',
    'from=1&to=2',
    'last=0',
    'last=-3',
    'last=99999',
  ])
    expect(lensOf(query).range, query).toBeUndefined()
})
