import type { Link } from '#shared/model/records/link.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { viewportToReveal } from '../view.ts'
import { linkPathIn } from './link-shapes.ts'

/** Selects a link, brings its label into view and gives it the keyboard, so that it is read out. */
export function goToLink(core: CanvasCore, link: Link): void {
  const { editor, scene, view, root, insets } = core
  editor.select([link.id])
  const path = linkPathIn(scene.get(), link)
  const target = path && viewportToReveal(view.get(), { ...path.middle, width: 1, height: 1 }, insets())
  if (target) view.moveTo(target)
  const focus = (): boolean => {
    const mark = root()?.querySelector<HTMLElement>(`[data-testid=link][data-element-id="${CSS.escape(link.id)}"]`)
    mark?.focus({ preventScroll: true })
    return mark !== null && mark !== undefined
  }
  requestAnimationFrame(() => void (focus() || requestAnimationFrame(focus)))
}
