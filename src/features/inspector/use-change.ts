import { useCallback } from 'react'
import type { Command } from '#shared/model/commands/command.ts'
import type { RunOptions } from '#src/editor/editor.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { toast } from '#src/ui/toast.ts'
import { refusalWords } from '#src/editor/refusal-words.ts'

/** Runs a command and tells the person when it was refused; gives whether it was done. */
export function useChange(): <Args, Value, Reason extends string>(
  command: Command<Args, Value, Reason>,
  args: Args,
  options?: RunOptions,
) => boolean {
  const editor = useEditor()
  return useCallback(
    (command, args, options) => {
      const result = editor.run(command, args, options)
      if (!result.ok) toast.error(refusalWords(result.reason))
      return result.ok
    },
    [editor],
  )
}
