import { useEffect, useEffectEvent } from 'react'
import { elementKindOf } from '#shared/model/selectors/element-kind-of.ts'
import type { Editor } from '#src/editor/editor.ts'

/** Shows the element that the address names (`/journeys/…#<element>`), as a link to it does in the stakeholder's view. */
export function useLinkedElement(editor: Editor, showElement: (elementId: string) => void): void {
  const show = useEffectEvent((): void => {
    const [elementId = ''] = window.location.hash.slice(1).split('.')
    if (elementKindOf(editor.getSnapshot(), elementId) !== undefined) showElement(elementId)
  })
  useEffect(() => {
    show()
    const listen = (): void => show()
    window.addEventListener('hashchange', listen)
    return () => window.removeEventListener('hashchange', listen)
  }, [])
}
