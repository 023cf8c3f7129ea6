import { useEffect } from 'react'
import type { StoreApi } from 'zustand/vanilla'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import type { Editor } from '#src/editor/editor.ts'
import { uncover } from '#src/editor/lens.ts'
import type { RevealRequest } from './use-canvas-ports.ts'

/** Shows the element that the address names (`/journeys/…#<element>`), as a link to it does in the stakeholder's view. */
export function useLinkedElement(editor: Editor, revealRequest: StoreApi<RevealRequest | null>): void {
  useEffect(() => {
    const show = (): void => {
      const [elementId = ''] = window.location.hash.slice(1).split('.')
      if (elementKindOf(editor.getSnapshot(), elementId) === undefined) return
      uncover(editor.lens, editor.getSnapshot(), elementId)
      editor.select([elementId])
      if (editor.lens.getState().mode === 'canvas') revealRequest.setState({ elementId }, true)
    }
    show()
    window.addEventListener('hashchange', show)
    return () => window.removeEventListener('hashchange', show)
  }, [editor, revealRequest])
}
