import type * as Y from 'yjs'
import type { Result } from '#shared/lib/result.ts'

/**
 * One way to change a journey. It checks everything before it writes anything, so a refusal leaves the document as it was. It
 * opens no transaction of its own: `editor` (or a server, or a test) runs it inside one with a tagged origin.
 */
export type Command<Args, Value, Reason extends string> = (doc: Y.Doc, args: Args) => Result<Value, Reason>
