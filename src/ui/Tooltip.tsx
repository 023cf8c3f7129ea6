import type { ReactNode } from 'react'
import { type Trigger, withTriggerProps } from './trigger-element.ts'
import { useTooltip } from './use-tooltip.ts'

interface TooltipProps {
  readonly label: ReactNode
  /** Shown beside the words: `Mod+Z`. */
  readonly shortcut?: string | undefined
  readonly side?: 'top' | 'right' | 'bottom' | 'left' | undefined
  /** One element that takes pointer events and the focus: a button or a link. */
  readonly children: Trigger
}

/** A few words on hover and focus. Never the only place where something is told. */
export function Tooltip({ children, ...words }: TooltipProps) {
  const { tooltip, events, hide } = useTooltip()
  return (
    <>
      {withTriggerProps(children, events)}
      {tooltip !== null && <tooltip.Words {...words} trigger={tooltip.trigger} onHide={hide} />}
    </>
  )
}
