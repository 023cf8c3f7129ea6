import { EditorView } from '@codemirror/view'
import { expect, it } from 'vitest'
import { knowHeights } from '#src/rich-text/code-mirror/know-heights.ts'

/** Fails with a release of the library that keeps its heights elsewhere: then each new row costs two layouts again. */
it('tells the editor of the heights of several rows', () => {
  const view = new EditorView({ doc: 'ab', parent: document.body })
  const oracle = (
    view as unknown as { viewState: { heightOracle: { mustRefreshForHeights: (of: number[]) => boolean } } }
  ).viewState.heightOracle
  const heights = [1, 2, 3, 12].map((rows) => rows * view.defaultLineHeight)
  knowHeights(view)
  expect(oracle.mustRefreshForHeights(heights)).toBe(false)
  expect(oracle.mustRefreshForHeights([view.defaultLineHeight * 1.5])).toBe(true)
  view.destroy()
})
