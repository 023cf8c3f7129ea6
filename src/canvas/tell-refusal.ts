import type { Result } from '#shared/lib/result.ts'
import { toast } from '#src/ui/toast.ts'
import { withLaterParts } from './later.ts'

/** Says in plain words why something was not done; gives whether it was. */
export function tellRefusal(result: Result<unknown, string>): boolean {
  if (result.ok) return true
  withLaterParts(({ refusalWords }) => toast.error(refusalWords(result.reason)))
  return false
}
