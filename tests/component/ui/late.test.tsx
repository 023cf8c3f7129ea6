import { act, render, screen } from '@testing-library/react'
import { Suspense } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { late, lateParts, tryLateParts, untilItComes } from '#src/ui/late.ts'
import { LateNotice } from '#src/ui/LateNotice.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})
const fails = (times: number) => {
  let asked = 0
  const load = vi.fn(async () => {
    asked += 1
    if (asked <= times) throw new TypeError('Failed to fetch dynamically imported module')
    return () => <p>Here</p>
  })
  return load
}
const passes = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms))

describe('a part of the page that comes late', () => {
  it('is drawn when it is there, without a word', async () => {
    const Part = late(fails(0))
    render(<Suspense fallback="Waiting">{<Part />}</Suspense>)
    await passes(0)
    expect(screen.getByText('Here')).toBeVisible()
    expect(lateParts.getState().count).toBe(0)
  })

  it('waits for a style sheet that failed, which is asked for again once, whoever else waits for it', async () => {
    const link = document.createElement('link')
    link.rel = 'stylesheet'
    document.head.append(link)
    link.dispatchEvent(new Event('error'))
    const come = vi.fn()
    for (const load of [fails(1), fails(1)]) void untilItComes(load).then(come)
    await passes(1_000)
    const again = document.head.querySelector('link')
    expect(again).not.toBe(link)
    await passes(20_000)
    expect(document.head.querySelector('link')).toBe(again)
    expect(come).not.toHaveBeenCalled()
    again?.dispatchEvent(new Event('load'))
    await passes(0)
    expect(come).toHaveBeenCalledTimes(2)
    again?.remove()
  })

  it('is fetched again until it comes, and told of meanwhile', async () => {
    const load = fails(2)
    const Part = late(load)
    render(
      <>
        <Suspense fallback="Waiting">
          <Part />
        </Suspense>
        <LateNotice />
      </>,
    )
    await passes(0)
    expect(screen.getByRole('status')).toHaveTextContent('could not be fetched')
    expect(screen.getByText('Waiting')).toBeVisible()
    await passes(1_000)
    expect(load).toHaveBeenCalledTimes(2)
    await passes(2_000)
    expect(screen.getByText('Here')).toBeVisible()
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })

  it('that nobody misses is fetched again without a word', async () => {
    const load = fails(2)
    const came = vi.fn()
    render(<LateNotice />)
    void untilItComes(load, false).then(came)
    await passes(1_000)
    expect(load).toHaveBeenCalledTimes(2)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
    // Beside one that is missed it takes nothing from the count.
    void untilItComes(fails(3))
    await passes(2_000)
    expect(came).toHaveBeenCalled()
    expect(screen.getByRole('status')).toHaveTextContent('could not be fetched')
    await passes(10_000)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })

  it('is fetched at once when one asks, and when the browser is online again', async () => {
    const load = fails(2)
    const part = untilItComes(load)
    await passes(0)
    tryLateParts()
    await passes(0)
    expect(load).toHaveBeenCalledTimes(2)
    window.dispatchEvent(new Event('online'))
    await passes(0)
    await part
    expect(load).toHaveBeenCalledTimes(3)
  })

  it('that the server does not have any more is said to be gone', async () => {
    vi.stubGlobal('fetch', async () => new Response(null, { status: 200 }))
    void untilItComes(fails(6))
    render(<LateNotice />)
    await passes(16_000)
    expect(screen.getByRole('button', { name: 'Reload' })).toBeVisible()
    await passes(60_000)
    expect(screen.getByRole('status')).toBeEmptyDOMElement()
  })
})
