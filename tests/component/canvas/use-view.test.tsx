import { ReactFlow, ReactFlowProvider, useReactFlow } from '@xyflow/react'
import { render, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { useView } from '#src/canvas/use-view.ts'
import type { View } from '#src/canvas/view.ts'

it('is the same view before and after React Flow is ready: the canvas is made once', async () => {
  const seen: { readonly view: View; readonly isReady: boolean }[] = []
  function Looks() {
    const { view } = useView()
    const { viewportInitialized: isReady } = useReactFlow()
    seen.push({ view, isReady })
    return <ReactFlow nodes={[]} edges={[]} />
  }
  render(
    <ReactFlowProvider>
      <Looks />
    </ReactFlowProvider>,
  )
  await waitFor(() => expect(seen.at(-1)?.isReady).toBe(true))
  expect(seen[0]?.isReady).toBe(false)
  expect(new Set(seen.map(({ view }) => view)).size).toBe(1)
})
