import { useIsSelected } from '#src/editor/hooks.ts'
import { ReadingsBadge, type ReadingsBadgeProps } from '#src/features/metrics/ReadingsBadge.tsx'

/** The numbers of an element on the canvas. The journey is one stop in the tab order: one comes here from the selected element. */
export const CanvasReadings = (props: ReadingsBadgeProps) => (
  <ReadingsBadge {...props} isTabStop={useIsSelected(props.elementId)} />
)
