import { CircleCheck, CircleHelp, CircleX, TriangleAlert } from 'lucide-react'
import type { TargetStatus } from '#shared/metrics/target-status.ts'
import type { Icon } from '#src/ui/icon.ts'

interface StatusLook {
  readonly icon: Icon
  /** Of a badge. */
  readonly tone: 'good' | 'warn' | 'danger' | 'neutral'
  /** A token of the theme. */
  readonly color: string
  readonly text: string
}

/** Each status has a shape of its own, for those who do not tell the colours apart. */
export const STATUS_LOOKS: Readonly<Record<TargetStatus, StatusLook>> = {
  met: { icon: CircleCheck, tone: 'good', color: 'good', text: 'text-good' },
  near: { icon: TriangleAlert, tone: 'warn', color: 'warn', text: 'text-warn' },
  missed: { icon: CircleX, tone: 'danger', color: 'danger', text: 'text-danger' },
  unknown: { icon: CircleHelp, tone: 'neutral', color: 'ink-faint', text: 'text-ink-faint' },
}
