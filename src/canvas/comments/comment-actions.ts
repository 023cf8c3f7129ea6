import { MessageSquare } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { hitAt } from '../gestures/hit-test.ts'
import { pagePoint } from '../page-point.ts'

/** Says something about what is selected; with nothing selected the next press says where. */
export const commentActions = ({ editor, state, ports }: CanvasCore): readonly Action[] => [
  {
    id: 'comment.add',
    label: 'Comment',
    group: 'Insert',
    section: 'comments',
    icon: MessageSquare,
    shortcuts: ['C'],
    keywords: 'thread discuss mention note review',
    contexts: ['card', 'link'],
    isEnabled: () => ports().comments?.onComment !== undefined,
    isOn: () => state.getState().tool === 'comment',
    run: () => {
      const [id, ...more] = editor.selection.getState().ids
      if (id !== undefined && more.length === 0) ports().comments?.onComment?.({ elementId: id })
      else state.setState(({ tool }) => ({ tool: tool === 'comment' ? 'select' : 'comment' }))
    },
  },
]

/** A press with the comment tool: on a card, a link, or a spot. One press, one comment. */
export function commentAt(core: CanvasCore, event: PointerEvent): void {
  const point = pagePoint(core, event)
  const hit = hitAt(core, point)
  core.state.setState({ tool: 'select' })
  const elementId = hit.kind === 'card' ? hit.found.card.id : hit.kind === 'link' ? hit.link.id : null
  const spot = { x: Math.round(point.x), y: Math.round(point.y) }
  core.ports().comments?.onComment?.(elementId === null ? spot : { elementId })
}
