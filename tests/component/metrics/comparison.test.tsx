import { render, screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import type { Reading } from '#shared/metrics/reading.ts'
import { explanationOf } from '#shared/metrics/explanation.ts'
import { ReadingNumber } from '#src/features/metrics/ReadingNumber.tsx'
import { SegmentStrip } from '#src/features/metrics/SegmentStrip.tsx'
import { elementReadings, journeyReadings, NOW, reading } from '#tests/support/metrics-readings.ts'

const conversion = (isReal: boolean): Reading =>
  reading({
    value: 0.8,
    unit: 'share',
    n: 100,
    interval: [0.71, 0.87],
    comparison: {
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
