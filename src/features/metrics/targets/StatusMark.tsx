import type { TargetStatus } from '#shared/metrics/target-status.ts'
import { IconPicture } from '#src/ui/IconPicture.tsx'
import { STATUS_LOOKS } from './status-look.ts'

/** How a number stands to its target: coloured, and with a shape of its own; the words are with the number. */
export function StatusMark({ status }: { readonly status: TargetStatus }) {
  const { icon, color } = STATUS_LOOKS[status]
  return (
    <span data-status={status} className="inline-flex shrink-0">
      <IconPicture icon={icon} color={color} sizePx={12} />
    </span>
  )
}
