import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Comparison, HeldSegment, Reading } from '#shared/metrics/reading.ts'
import { explanationOf } from '#shared/metrics/explanation.ts'
import { ReadingNumber } from '#src/features/metrics/ReadingNumber.tsx'
import { SegmentStrip } from '#src/features/metrics/SegmentStrip.tsx'
import { elementReadings, journeyReadings, NOW, reading } from '#tests/support/metrics-readings.ts'

const conversion = (isReal: boolean, against: Comparison['against'] = 'everybody-else'): Reading =>
  reading({
    value: 0.8,
    unit: 'share',
    n: 100,
    interval: [0.71, 0.87],
    comparison: {
      against,
      value: 0.3,
      n: 200,
      interval: [0.24, 0.37],
      difference: { value: 0.5, interval: [0.34, 0.63], isReal },
    },
  })

it('a number that differs says so in words; one that may differ by chance does not', () => {
  const { rerender } = render(<ReadingNumber measure="conversion" reading={conversion(true)} />)
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Conversion to the next: 80.0 %. 50.0 points more than everybody else.',
  )
  rerender(<ReadingNumber measure="conversion" reading={conversion(false)} />)
  expect(screen.getByRole('img')).toHaveAccessibleName('Conversion to the next: 80.0 %.')
})

it('the explanation gives everybody else’s number and the difference with its interval', () => {
  const rowsOf = (isReal: boolean) => {
    const element = elementReadings({ conversion: conversion(isReal) })
    return explanationOf(journeyReadings(element), element, 'conversion', NOW)?.rows
  }
  expect(rowsOf(true)).toContainEqual({
    label: 'Everybody else',
    text: '30.0 % (n = 200, 95 % interval 24.0 % to 37.0 %)',
  })
  const said = '+50.0 points (99.7 % interval +34.0 points to +63.0 points)'
  expect(rowsOf(true)).toContainEqual({ label: 'Difference', text: said })
  expect(rowsOf(false)).toContainEqual({
    label: 'Difference',
    text: `None that can be told from chance: ${said}`,
  })
})

it('a number held against the period before says which, and that the newest cases had less time', () => {
  const before = conversion(true, 'period-before')
  const element = elementReadings({ conversion: before, cases: reading({ comparison: before.comparison! }) })
  const rowsOf = (measure: 'cases' | 'conversion', to: number) => {
    const from = to - 2 * 86_400_000
    const range = { from, to, before: { from: from - (to - from), to: from } }
    return explanationOf({ ...journeyReadings(element), range }, element, measure, NOW)?.rows
  }
  const midnight = Date.UTC(2026, 0, 15)
  expect(rowsOf('conversion', midnight)).toContainEqual({
    label: 'Period before',
    text: '30.0 % (n = 200, 95 % interval 24.0 % to 37.0 %), 11 Jan 2026 to 12 Jan 2026 (UTC)',
  })
  const mind = {
    label: 'Mind',
    text: 'The newest of these cases have had less time to go on than those of the period before.',
  }
  expect(rowsOf('conversion', midnight)).toContainEqual(mind)
  // A count is what it is, and a month later every case of both has had its time.
  expect(rowsOf('cases', midnight)).not.toContainEqual(mind)
  expect(rowsOf('conversion', midnight - 30 * 86_400_000)).not.toContainEqual(mind)
  render(<ReadingNumber measure="conversion" reading={before} />)
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Conversion to the next: 80.0 %. 50.0 points more than in the period before.',
  )
})

it('a number held against another segment says who that is, and how many are in both', () => {
  const against = conversion(true, 'segment')
  const held = { ...against, comparison: { ...against.comparison!, name: 'Tom' } }
  const element = elementReadings({ conversion: held })
  const segment = { personaId: 'p', segmentId: 's', name: 'N', words: '', datasetId: 'd1', cases: 100, of: 300 }
  const rowsOf = (both: number | null, datasetId = 'd1', one = element) => {
    const chosen = { kind: 'persona', id: 'tom' } as const
    const other = { chosen, segmentId: 't', name: 'Tom', words: '', datasetId, cases: 250, of: 300, both }
    return explanationOf({ ...journeyReadings(one), segment, held: other }, one, 'conversion', NOW)?.rows
  }
  const told = '30.0 % (n = 200, 95 % interval 24.0 % to 37.0 %)'
  const label = 'Others in “Tom”'
  expect(rowsOf(50)).toContainEqual({ label, text: `${told}, without the 50 that are in both` })
  expect(rowsOf(0)).toContainEqual({ label, text: told })
  expect(rowsOf(null)).toContainEqual({ label, text: `${told}, without those that are in both` })
  const { comparison: _none, ...alone } = held
  expect(rowsOf(null, 'd2', elementReadings({ conversion: alone }))).toContainEqual({
    label: 'Held against',
    text: '“Tom” is of another dataset, so nothing is held against it',
  })
  render(<ReadingNumber measure="conversion" reading={held} />)
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Conversion to the next: 80.0 %. 50.0 points more than others in “Tom”.',
  )
})

it('everybody’s number held against a segment says what those in it and all others are, whose difference is told', () => {
  const { comparison, ...alone } = conversion(true, 'part')
  const rest = { value: 0.8, n: 100, interval: [0.71, 0.87] } as const
  const own = { ...alone, value: 0.45, n: 300, comparison: { ...comparison!, name: 'Tom', rest } }
  const chosen = { kind: 'persona', id: 'tom' } as const
  const held = { chosen, segmentId: 't', name: 'Tom', words: '', datasetId: 'd1', cases: 200, of: 300, both: 200 }
  const rowsOf = (one: Reading, against: HeldSegment = held) => {
    const element = elementReadings({ conversion: one })
    return explanationOf({ ...journeyReadings(element), held: against }, element, 'conversion', NOW)?.rows
  }
  expect(rowsOf(own)).toEqual(
    expect.arrayContaining([
      { label: 'In “Tom”', text: '30.0 % (n = 200, 95 % interval 24.0 % to 37.0 %)' },
      { label: 'Not in it', text: '80.0 % (n = 100, 95 % interval 71.0 % to 87.0 %)' },
      {
        label: 'Difference',
        text: '+50.0 points (99.7 % interval +34.0 points to +63.0 points), of those not in it from those in it',
      },
    ]),
  )
  expect(rowsOf(alone, { ...held, datasetId: 'd2' })).toContainEqual({
    label: 'Held against',
    text: '“Tom” is of another dataset, so nothing is held against it',
  })
  render(<ReadingNumber measure="conversion" reading={own} />)
  expect(screen.getByRole('img')).toHaveAccessibleName(
    'Conversion to the next: 45.0 %. 50.0 points more outside “Tom” than in “Tom”.',
  )
})

it('the strip says whose numbers they are, that they are being counted, or why there are none', () => {
  const segment = {
    personaId: 'p',
    segmentId: 's',
    name: 'Northerners',
    words: 'first region is “north”',
    datasetId: 'd1',
    cases: 1_234,
    of: 10_000,
  }
  const { rerender } = render(<SegmentStrip name="Sarah" segment={segment} failure={null} />)
  expect(screen.getByRole('status')).toHaveTextContent(
    'Numbers of Sarah: 1,234 of 10,000 cases (12.3 %) · Northerners: first region is “north”',
  )
  rerender(<SegmentStrip name="" segment={null} failure={null} />)
  expect(screen.getByRole('region')).toHaveTextContent('Counting the customers of this persona')
  rerender(<SegmentStrip name="Sarah" segment={null} failure="This segment does not exist." />)
  expect(screen.getByRole('region')).toHaveTextContent(
    'No numbers of Sarah alone, so everybody’s are shown. This segment does not exist.',
  )
})
