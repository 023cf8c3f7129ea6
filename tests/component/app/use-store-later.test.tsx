import { render, screen, waitFor } from '@testing-library/react'
import { expect, test } from 'vitest'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { useStoreLater } from '#src/app/journey/use-store-later.ts'

interface Counted {
  readonly count: number
}

function Count({ store }: { readonly store: StoreApi<Counted> }) {
  return <output>{useStoreLater(store).count}</output>
}

test('shows what a store holds, but not in the turn in which that changes', async () => {
  const store = createStore<Counted>(() => ({ count: 1 }))
  render(<Count store={store} />)
  expect(screen.getByRole('status')).toHaveTextContent('1')
  // As in a browser: what is rendered at once is there when the turn ends.
  const page = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }
  page.IS_REACT_ACT_ENVIRONMENT = false
  try {
    store.setState({ count: 2 })
    await Promise.resolve()
    expect(screen.getByRole('status')).toHaveTextContent('1')
    await waitFor(() => expect(screen.getByRole('status')).toHaveTextContent('2'))
  } finally {
    page.IS_REACT_ACT_ENVIRONMENT = true
  }
})
