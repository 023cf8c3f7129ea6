import { EditorState, type Extension } from '@codemirror/state'
import { type TextArgs, textMaxLength } from '#shared/model/commands/texts.ts'
import { cutToLength } from '#shared/lib/graphemes.ts'
import { cutTexts } from '#src/editor/cut-texts.ts'

/** Keeps a text within the length that its kind allows: of what is typed or pasted as much goes in as fits, and the person is told. */
export function limitLength(where: TextArgs): Extension {
  const maxLength = textMaxLength(where.root, where.field) ?? Infinity
  return EditorState.transactionFilter.of((transaction) => {
    const { newDoc, startState, changes } = transaction
    if (!transaction.isUserEvent('input') || newDoc.length <= Math.max(maxLength, startState.doc.length))
      return transaction
    const whole: { from: number; to: number; insert: string }[] = []
    changes.iterChanges((from, to, _fromNow, _toNow, insert) => whole.push({ from, to, insert: insert.toString() }))
    const [only] = whole
    // A format that does not fit any more is left out; of one text, the beginning is kept.
    if (whole.length !== 1 || !only) return []
    const roomLeft = Math.max(0, maxLength - startState.doc.length + (only.to - only.from))
    const kept = cutToLength(only.insert, roomLeft)
    if (only.insert.length > 1) cutTexts.setState({ maxLength, leftOut: only.insert.length - kept.length }, true)
    return kept === '' && only.from === only.to
      ? []
      : {
          changes: { ...only, insert: kept },
          selection: { anchor: only.from + kept.length },
          userEvent: 'input.paste',
        }
  })
}
