import { act, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it, vi } from 'vitest'
import { ReadingsBadge, type ReadingsBadgeProps } from '#src/features/metrics/ReadingsBadge.tsx'
import { elementReadings, journeyReadings, reading, readingsStore } from '#tests/support/metrics-readings.ts'

function show(readings = journeyReadings(elementReadings()), elementId = 'card1') {
  const store = readingsStore(readings)
  const onExplain = vi.fn<ReadingsBadgeProps['onExplain']>()
  render(<ReadingsBadge elementId={elementId} place="card" readings={store} onExplain={onExplain} />)
  return { store, onExplain, user: userEvent.setup() }
}

const badge = () => screen.getByRole('button')
const number = (measure: string): HTMLElement => {
  const found = badge().querySelector<HTMLElement>(`[data-measure="${measure}"]`)
  if (!found) throw new Error(`No ${measure}`)
  return found
}

describe('ReadingsBadge', () => {
  it('shows cases, conversion, drop-off and time, each with its unit in its name', () => {
    show()
    expect(badge()).toHaveAccessibleName(
      'Cases: 137,000. Conversion to the next: 35.0 %. Drop-off: 65.0 %. Median time to the next: 1.5 min.',
    )
    // That a press explains them is no part of the name: the card is described by it too.
    expect(badge()).toHaveAttribute('aria-haspopup', 'dialog')
  })

  it('shows nothing for an element that is not measured', () => {
    const { container } = render(
      <ReadingsBadge
        elementId="other"
        place="card"
        readings={readingsStore(journeyReadings(elementReadings()))}
        onExplain={() => {}}
      />,
    )
    expect(container).toBeEmptyDOMElement()
  })

  it('shows only the cases of the last element', () => {
    const { elementId, datasetId, cases, kind } = elementReadings()
    show(journeyReadings({ kind, elementId, datasetId, cases }))
    expect(badge()).toHaveAccessibleName('Cases: 137,000.')
  })

  it('greys a share of too few cases and says why; the count itself is exact', () => {
    const few = reading({ value: 0.5, unit: 'share', n: 12 })
    show(journeyReadings(elementReadings({ cases: reading({ value: 12, n: 12 }), conversion: few })))
    expect(badge()).toHaveAccessibleName(/Conversion to the next: 50.0 %. Rests on 12 cases only./)
    expect(number('conversion')).toHaveClass('text-ink-faint')
    expect(number('cases')).not.toHaveClass('text-ink-faint')
  })

  it('shows a dash and the reason when a number cannot be told', () => {
    show(
      journeyReadings(
        elementReadings({ timeToNext: reading({ value: null, unit: 'seconds', n: 0, note: 'Nobody went on.' }) }),
      ),
    )
    expect(badge()).toHaveAccessibleName(/Median time to the next: –. Nobody went on/)
  })

  it('explains the number that is pressed, and by keyboard the first', async () => {
    const { onExplain, user } = show()
    await user.click(number('dropOff'))
    expect(onExplain).toHaveBeenLastCalledWith('card1', 'dropOff', expect.objectContaining({ width: 0 }))
    badge().focus()
    await user.keyboard('{Enter}')
    expect(onExplain).toHaveBeenLastCalledWith('card1', 'cases', expect.anything())
  })

  it('keeps its clicks from the canvas under it', async () => {
    const onCanvas = vi.fn<() => void>()
    render(
      // oxlint-disable-next-line jsx-a11y/no-static-element-interactions, jsx-a11y/click-events-have-key-events
      <div onClick={onCanvas} onPointerDown={onCanvas}>
        <ReadingsBadge
          elementId="card1"
          place="card"
          readings={readingsStore(journeyReadings(elementReadings()))}
          onExplain={() => {}}
        />
      </div>,
    )
    await userEvent.click(number('cases'))
    expect(onCanvas).not.toHaveBeenCalled()
  })

  it('follows what is pushed: the name at once, the figures by counting up', async () => {
    const { store } = show()
    act(() => store.push(journeyReadings(elementReadings({ cases: reading({ value: 137_001, n: 137_001 }) }))))
    expect(badge()).toHaveAccessibleName(/^Cases: 137,001\. /)
    expect(number('cases')).toHaveAttribute('data-value', '137001')
    await waitFor(() => expect(number('cases').firstElementChild?.nextElementSibling).toHaveTextContent('137,001'))
  })
})
