import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { CANVAS_TOOLS } from '../tools/canvas-tools.ts'

/** Every tool of the toolbar with its key. */
export const toolActions = ({ state, canEdit }: CanvasCore): readonly Action[] =>
  CANVAS_TOOLS.filter(({ tool, edits }) => (canEdit || !edits) && tool !== 'comment').map(
    ({ tool, icon, label, shortcut, edits }) => ({
      id: `tool.${tool}`,
      label: `${label} tool`,
      group: edits ? 'Insert' : 'View',
      section: 'tools',
      icon,
      ...(shortcut !== undefined && { shortcuts: [shortcut] }),
      ...(tool === 'note' || tool === 'text' || tool === 'frame' ? { contexts: ['ground'] } : {}),
      isOn: () => state.getState().tool === tool,
      run: () => state.setState({ tool }),
    }),
  )
