import { act, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { type AskedNumber, askedNumber } from '#src/features/metrics/asked-number.ts'
import { ExplanationPopover } from '#src/features/metrics/ExplanationPopover.tsx'
import { elementReadings, journeyReadings, NOW, reading, readingsStore } from '#tests/support/metrics-readings.ts'

const RECT = { x: 10, y: 10, width: 40, height: 20 }

function show(asked: AskedNumber | null, readings = journeyReadings(elementReadings())) {
  const store = readingsStore(readings)
  const onClose = vi.fn<() => void>()
  render(<ExplanationPopover asked={asked} readings={store} title="Enter the card" onClose={onClose} />)
  return { store, onClose }
}

const about = (label: string) => screen.getByText(label, { selector: 'dt' }).nextElementSibling

describe('ExplanationPopover', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] })
    vi.setSystemTime(NOW)
  })
  afterEach(() => vi.useRealTimers())

  it('gives definition, filter, n, interval, freshness and source of a share', () => {
    show(askedNumber('card1', 'conversion', RECT))
    expect(screen.getByText('Enter the card')).toBeVisible()
    expect(about('Definition')).toHaveTextContent('Cases with “Declined”')
    expect(about('Filter')).toHaveTextContent('event is Declined')
    expect(about('Rests on')).toHaveTextContent('n = 137,000 cases')
    expect(about('95 % interval')).toHaveTextContent('34.8 % to 35.3 %')
    expect(about('Last event')).toHaveTextContent('15 Jan 2026, 11:59:00 UTC')
    expect(about('Updated')).toHaveTextContent('2 s ago')
    expect(about('Source')).toHaveTextContent('Card fraud events (353,200 events of 137,000 cases)')
  })

  it('says that a count has no interval because it is no estimate', () => {
    show(askedNumber('card1', 'cases', RECT))
    expect(about('95 % interval')).toHaveTextContent('None: this is a full count, not an estimate')
  })

  it('warns when the number rests on few cases', () => {
    const conversion = reading({ value: 0.5, unit: 'share', n: 1, interval: [0.05, 0.95] })
    show(askedNumber('card1', 'conversion', RECT), journeyReadings(elementReadings({ conversion })))
    expect(screen.getByText('Rests on one case only.')).toBeVisible()
  })

  it('reaches the other numbers of the element, also those that had no room on the canvas', async () => {
    show(askedNumber('card1', 'cases', RECT))
    await userEvent.click(screen.getByRole('button', { name: /Drop-off/ }))
    expect(about('95 % interval')).toHaveTextContent('64.8 % to 65.3 %')
  })

  it('follows the data while it is open', () => {
    const { store } = show(askedNumber('card1', 'cases', RECT))
    act(() => store.push(journeyReadings(elementReadings({ cases: reading({ value: 137_001, n: 137_001 }) }))))
    expect(about('Rests on')).toHaveTextContent('n = 137,001 cases')
  })

  it('closes by Escape', async () => {
    const { onClose } = show(askedNumber('card1', 'cases', RECT))
    await userEvent.keyboard('{Escape}')
    expect(onClose).toHaveBeenCalled()
  })

  it('shows nothing while no number is asked about, nor for one that it does not know', () => {
    show(null)
    expect(screen.queryByRole('dialog')).toBeNull()
    expect(askedNumber('card1', 'profit', RECT)).toBeNull()
  })
})
