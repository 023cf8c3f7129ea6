import type { Action } from '#src/ui/actions.ts'
import { arrangeActions } from './actions/arrange-actions.ts'
import { clipboardActions } from './actions/clipboard-actions.ts'
import { editActions } from './actions/edit-actions.ts'
import { markActions } from './actions/mark-actions.ts'
import { growActions } from './actions/grow-actions.ts'
import { moveActions } from './actions/move-actions.ts'
import { selectActions } from './actions/select-actions.ts'
import { styleActions } from './actions/style-actions.ts'
import { toolActions } from './actions/tool-actions.ts'
import { viewActions } from './actions/view-actions.ts'
import type { CanvasCore } from './canvas-context.ts'
import { pageActions } from './crowded/page-actions.ts'
import { commentActions } from './comments/comment-actions.ts'
import { foldActions } from './headers/fold-actions.ts'
import { emotionActions } from './curves/emotion-actions.ts'
import { freeStyleActions } from './free/style-choices.ts'
import { imageActions } from './images/image-actions.ts'
import { copyByMenu, pasteByMenu } from './keyboard/clipboard-by-menu.ts'
import { pasteHere } from './keyboard/paste.ts'
import { linkActions } from './links/link-actions.ts'

/** What can be done on the canvas; menus show sections in this order. */
export const canvasActions = (core: CanvasCore): readonly Action[] => [
  ...clipboardActions({
    editor: core.editor,
    canEdit: core.canEdit,
    copy: (verb) => copyByMenu(core.editor, verb),
    paste: (how) => pasteByMenu((text) => pasteHere(core, text), how),
  }),
  ...editActions(core),
  ...styleActions(core),
  ...freeStyleActions(core),
  ...selectActions(core),
  ...markActions(core),
  ...toolActions(core),
  ...commentActions(core),
  ...growActions(core),
  ...imageActions(core),
  ...arrangeActions(core),
  ...moveActions(core),
  ...linkActions(core),
  ...emotionActions(core),
  ...viewActions(core),
  ...foldActions(core),
  ...pageActions(core),
]
