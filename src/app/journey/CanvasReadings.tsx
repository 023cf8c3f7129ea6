import { useStore } from 'zustand'
import { useEditor, useIsSelected, useSnapshotPart } from '#src/editor/hooks.ts'
import type { ReadingsBadgeProps } from '#src/features/metrics/ReadingsBadge.tsx'
import { useSoon } from '#src/ui/late.ts'

const load = async () => (await import('#src/features/metrics/ReadingsBadge.tsx')).ReadingsBadge

/**
 * The numbers of an element on the canvas: computed by the server, they come after the cards, and so does what draws them. The journey is
 * one stop in the tab order: one comes here from the selected element.
 */
export function CanvasReadings(props: Omit<ReadingsBadgeProps, 'targets' | 'tint' | 'isTabStop'>) {
  const badge = useSoon(load, false)
  const isTabStop = useIsSelected(props.elementId)
  const targets = useSnapshotPart((snapshot) => snapshot.bindings.get(props.elementId)?.targets)
  const tint = useStore(useEditor().lens, (lens) => lens.tint)
  return badge && <badge.Part {...props} targets={targets} tint={tint} isTabStop={isTabStop} />
}
