import type { Result } from '#shared/lib/result.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'
import { toast } from '#src/ui/toast.ts'

/** Says in plain words why something was not done; gives whether it was. */
export function tellRefusal(result: Result<unknown, string>): boolean {
  if (!result.ok) toast.error(refusalWords(result.reason))
  return result.ok
}
