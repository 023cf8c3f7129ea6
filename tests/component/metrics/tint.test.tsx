import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { tintLevelOf, type TintMeasure, tintScaleOf } from '#shared/metrics/tint.ts'
import { ReadingsBadge } from '#src/features/metrics/ReadingsBadge.tsx'
import { tintColor } from '#src/features/metrics/tint/tint-colors.ts'
import { TintStrip } from '#src/features/metrics/tint/TintStrip.tsx'
import { elementReadings, journeyReadings, reading, readingsStore } from '#tests/support/metrics-readings.ts'

const share = (value: number | null, n = 1_000) => reading({ value, unit: 'share', n })
const readings = journeyReadings(
  elementReadings({ elementId: 'low', conversion: share(0.2) }),
  elementReadings({ elementId: 'high', conversion: share(0.7) }),
  // Neither of them is told, so neither sets the scale.
  elementReadings({ elementId: 'few', conversion: share(1, 3) }),
  elementReadings({ elementId: 'none', conversion: share(null) }),
)

it('the scale reaches from the lowest to the highest number that is told, in equal steps', () => {
  const scale = tintScaleOf(readings, 'conversion')
  expect(scale).toEqual({ low: 0.2, high: 0.7, unit: 'share' })
  expect([0.2, 0.29, 0.31, 0.5, 0.69, 0.7].map((value) => tintLevelOf(share(value), scale))).toEqual([0, 0, 1, 3, 4, 4])
  expect(tintLevelOf(share(1, 3), scale)).toBeNull()
  expect(tintLevelOf(share(null), scale)).toBeNull()
  expect(tintLevelOf(undefined, scale)).toBeNull()
  // All counts are the same: neither pale nor strong.
  expect(tintLevelOf(reading(), tintScaleOf(readings, 'cases'))).toBe(2)
  expect(tintScaleOf(journeyReadings(), 'conversion')).toBeNull()
})

it('tints get stronger, and all of them let what is written on them be read', () => {
  const alphas = [0, 1, 2, 3, 4].map((level) => Number(/\/ ([\d.]+)\)/.exec(tintColor(level))?.[1]))
  expect(alphas).toEqual(alphas.toSorted((a, b) => a - b))
  expect(new Set(alphas).size).toBe(5)
  expect(Math.max(...alphas)).toBeLessThan(0.4)
})

it('an element is tinted while it is asked for, and not where its number is not told', () => {
  const badge = (elementId: string, tint: TintMeasure | null) => (
    <ReadingsBadge
      elementId={elementId}
      place="card"
      readings={readingsStore(readings)}
      tint={tint}
      onExplain={() => {}}
    />
  )
  const { container, rerender } = render(badge('high', 'conversion'))
  const level = () => container.querySelector('[data-tint]')?.getAttribute('data-tint')
  expect(level()).toBe('4')
  rerender(badge('low', 'conversion'))
  expect(level()).toBe('0')
  rerender(badge('few', 'conversion'))
  expect(level()).toBeUndefined()
  rerender(badge('high', null))
  expect(level()).toBeUndefined()
})

it('the strip says what the colours stand for, changes the number and takes the tint away', async () => {
  const onChange = vi.fn<(measure: TintMeasure | null) => void>()
  render(<TintStrip readings={readingsStore(readings)} measure="conversion" onChange={onChange} />)
  const strip = screen.getByRole('region', { name: 'What the colours of the map stand for' })
  expect(strip).toHaveTextContent('20.0 %')
  expect(strip).toHaveTextContent('70.0 %')
  await userEvent.click(screen.getByRole('combobox', { name: 'Tint the map by' }))
  await userEvent.click(screen.getByRole('option', { name: 'Drop-off' }))
  expect(onChange).toHaveBeenLastCalledWith('dropOff')
  await userEvent.click(screen.getByRole('button', { name: 'Do not tint the map' }))
  expect(onChange).toHaveBeenLastCalledWith(null)
})
